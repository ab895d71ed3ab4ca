import { concat, slice } from "../../graph/build.ts";
import type { Input } from "../../graph/graph.ts";
import { close } from "../../linalg/close.ts";
import { colsOf, type Tensor } from "../../linalg/tensor.ts";
import { models } from "../../models/index.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { rewritten, withInputs } from "../rewrite.ts";

// Slips in copying what is given.

/** More numbers than this are not written off by hand. */
const MOST_NUMBERS = 200;

/** Inputs with the same numbers, which a sheet gives once: all gates may share a matrix. */
interface Given {
  readonly inputs: readonly Input[];
  readonly value: Tensor;
}

/** What is given, in groups of the same numbers, and then those of a group alone. */
function givenIn({ graph: { inputs }, inputs: values }: Work): Given[] {
  const groups: { readonly inputs: Input[]; readonly value: Tensor }[] = [];
  for (const input of inputs.filter(isCopied)) {
    const value = values.get(input.key) as Tensor;
    const group = groups.find((one) => one.inputs[0].role === input.role && close(one.value, value, EXACTLY));
    if (group) group.inputs.push(input);
    else groups.push({ inputs: [input], value });
  }
  const count = groups.reduce((total, { value }) => total + value.data.length, 0);
  if (count > MOST_NUMBERS) return [];
  const alone = groups
    .filter((group) => group.inputs.length > 1)
    .flatMap(({ inputs: all, value }) => all.map((input) => ({ inputs: [input], value })));
  return [...groups, ...alone];
}

/** A mask is no list of numbers, and has mistakes of its own. */
const isCopied = ({ key, role }: Input): boolean => role !== "constant" && key !== "mask";

const EXACTLY = { relative: 0, absolute: 0 };

const changed = (work: Work, { inputs, value }: Given, data: Float64Array, what: string): Rewrite =>
  withInputs(work, new Map(inputs.map(({ key }) => [key, { ...value, data }])), `${what} ${called(inputs)}`);

const called = ([{ symbol }, ...others]: readonly Input[]): string =>
  others.length === 0 ? `$${symbol}$` : `$${symbol}$ and all that are equal to it`;

/** "entry 2 of", "row 1, column 2 of" */
function placeIn({ shape }: Tensor, at: number): string {
  if (shape.length === 0) return "in";
  const cols = colsOf(shape);
  return shape.length === 1
    ? `in entry ${at + 1} of`
    : `in row ${Math.floor(at / cols) + 1}, column ${(at % cols) + 1} of`;
}

/** A minus lost in one entry; in data and states one may also have come to be. */
function withSignsLost(work: Work, given: Given): Rewrite[] {
  const { inputs, value } = given;
  const { data } = value;
  const { role } = inputs[0];
  const isData = role === "data" || role === "state";
  const wrong = [...data.keys()].filter((i) => data[i] < 0 || (isData && data[i] > 0));
  const negatives = data.filter((x) => x < 0).length;
  return [
    ...(negatives > 1 ? [changed(work, given, data.map(Math.abs), "all through")] : []),
    ...wrong.map((i) => changed(work, given, data.with(i, -data[i]), placeIn(value, i))),
  ];
}

/** Two entries next to each other in each other's place. */
function withNeighboursSwapped(work: Work, given: Given): Rewrite[] {
  const { data, shape } = given.value;
  if (shape.length !== 1) return [];
  return [...data.keys()]
    .slice(1)
    .filter((i) => data[i] !== data[i - 1])
    .map((i) =>
      changed(work, given, data.with(i, data[i - 1]).with(i - 1, data[i]), `in entries ${i} and ${i + 1} of`),
    );
}

/** The most results of which each is looked at alone. */
const MOST_RESULTS = 40;

/** A result of two entries written down the other way round, one result at a time. */
function resultsSwapped(work: Work): Rewrite[] {
  const written = work.graph.lines.filter(
    ({ expr, quiet, adjointOf }) => expr.shape.length === 1 && expr.shape[0] === 2 && !quiet && !adjointOf,
  );
  if (written.length > MOST_RESULTS) return [];
  return written.flatMap(({ key, symbol, expr }) =>
    rewritten(
      work,
      new Map([[key, concat([slice(expr, 0, 1, 2), slice(expr, 0, 0, 1)], 0)]]),
      `in $${symbol}$`,
    ),
  );
}

const WITHOUT_VECTORS = ["attention", "positional-encoding"];
const ALL = Object.keys(models);

export const data: readonly Mistake[] = [
  {
    id: "sign-slip-data",
    kind: "slip",
    models: ALL,
    feedback: "A minus sign of the given numbers was lost, or one was added.",
    rewrites: (work) => givenIn(work).flatMap((given) => withSignsLost(work, given)),
  },
  {
    id: "components-swapped",
    kind: "slip",
    models: ALL.filter((name) => !WITHOUT_VECTORS.includes(name)),
    feedback: "Two entries of a vector stand in each other's place.",
    rewrites: (work) => [
      ...resultsSwapped(work),
      ...givenIn(work).flatMap((given) => withNeighboursSwapped(work, given)),
    ],
  },
  {
    id: "bias-first-component-only",
    kind: "slip",
    models: ["rnn", "lstm", "gru"],
    feedback: "You used the first entry of the bias in every row; each row has its own.",
    rewrites: (work) => {
      const biases = givenIn(work).filter(({ inputs }) => inputs[0].role === "bias");
      const first = biases.flatMap(({ inputs, value }) =>
        inputs.map(({ key }) => [key, { ...value, data: value.data.map(() => value.data[0]) }] as const),
      );
      return biases.some(({ value }) => value.data.some((x) => x !== value.data[0]))
        ? [withInputs(work, new Map(first))]
        : [];
    },
  },
];
