import type { ClassCase, ClassRun } from "../../course/class-run.ts";
import { showTuple } from "../../linalg/broadcast.ts";
import { colsOf, rowList, type Tensor } from "../../linalg/tensor.ts";
import type { Block } from "../../report/report.ts";
import { fixed } from "../../text/number.ts";

/** The class with its gaps. */
export const classQuestion = ({ question }: ClassRun): Block[] => [
  { kind: "code", language: "python", text: question },
];

/** The class completed, its run over three inputs with the shapes of every step, and what broadcasting does. */
export function classBlocks(found: ClassRun, digits: number): Block[] {
  const { square, vector, batch, batchWithRows, solution } = found;
  return [
    { kind: "code", language: "python", text: solution },
    {
      kind: "prose",
      text: "Both right-hand sides are the model's own equations in numpy. Run over three inputs, the shapes are:",
    },
    shapesTable([square, vector, batch]),
    { kind: "section", title: "A square of zeros for a state" },
    { kind: "prose", text: squareText(found) },
    statesTable(square, vector),
    { kind: "section", title: "A batch of columns" },
    { kind: "prose", text: batchText(batch, batchWithRows, vector, digits) },
  ];
}

function shapesTable(cases: readonly ClassCase[]): Block {
  const first = cases[0].steps[0].parts.map(({ code }) => code);
  return {
    kind: "table",
    title: "Shapes at each step",
    columns: ["array", ...cases.map(({ name }) => name.split(":")[0])],
    rows: [
      ["state before", ...cases.map(({ start }) => showTuple(start))],
      ["x", ...cases.map(({ input }) => showTuple(input))],
      ...first.map((code, i) => [
        code.replaceAll("self.", "").replace("hidden_state", "state"),
        ...cases.map(({ steps }) => each(steps.map(({ parts }) => showTuple(parts[i].shape)))),
      ]),
      ["state after", ...cases.map(({ steps }) => each(steps.map(({ state }) => showTuple(state.shape))))],
      ["output", ...cases.map(({ steps }) => each(steps.map(({ output }) => showTuple(output.shape))))],
    ],
  };
}

/** One shape where all steps have the same. */
const each = (shapes: readonly string[]): string => [...new Set(shapes)].join(", ");

const vectorText = (entries: readonly number[], digits: number): string =>
  `[${entries.map((x) => fixed(x, digits)).join(", ")}]`;

/** The vector that the state should be, and under it the rows of the square, step by step. */
const statesTable = (square: ClassCase, vector: ClassCase): Block => ({
  kind: "table",
  title: "The state after each step",
  columns: ["step", "unit 1", "unit 2", "unit 3"],
  rows: vector.steps.flatMap(({ state }, t) => [
    [`${t + 1}, as a vector`, ...state.data],
    ...rowList(square.steps[t].state).map((row, i) => [`${t + 1}, row ${i + 1} of the square`, ...row]),
  ]),
});

const rowsThatAre = (matrix: Tensor, vector: Tensor): number[] =>
  rowList(matrix).flatMap((row, i) => (row.every((x, j) => x === vector.data[j]) ? [i + 1] : []));

function squareText({ square, vector }: ClassRun): string {
  const right = vector.steps.map(({ state }, t) => rowsThatAre(square.steps[t].state, state).length);
  const told = right.map((count, t) => {
    const rows = count === 0 ? "no row is" : count === right.length ? "every row is" : "only some rows are";
    return `after step ${t + 1} ${rows}${t === 0 ? " the state that a vector would be" : ""}`;
  });
  return `The state is ${showTuple(square.start)} and stays so. The product with the matrix is a matrix; the product with x and the bias are vectors, which numpy adds to every row of it. So ${told.join(", ")}. Nothing fails, and from step ${right.indexOf(0) + 1} on the numbers are not the model's. Start from np.zeros(3).`;
}

function batchText(batch: ClassCase, rows: ClassCase, vector: ClassCase, digits: number): string {
  const last = batch.steps.length - 1;
  const own = vector.steps[last].state;
  const columnOf = ({ state }: { readonly state: Tensor }): number[] =>
    Array.from({ length: own.data.length }, (_, i) => state.data[i * colsOf(state.shape)]);
  const [right, wrong] = [columnOf(batch.steps[last]), columnOf(rows.steps[last])];
  const apart = Math.max(...right.map((x, i) => Math.abs(x - own.data[i])));
  return `A square state is right where three sequences are read at once, x a matrix with a column for each. Then the biases have to be columns, ${showTuple(batch.bias)}: the first column of the last state is ${vectorText(right, digits)}, ${apart === 0 ? "that of the vector to the last digit" : `${apart} from that of the vector`}. Left as vectors, ${showTuple(rows.bias)}, they are added along the rows, so every sequence gets one unit's bias for all its units: ${vectorText(wrong, digits)}, and nothing fails either.`;
}
