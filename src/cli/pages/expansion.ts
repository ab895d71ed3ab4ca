import { type Expansion, firstInputsSlope } from "../../course/expansion.ts";
import type { Run } from "../../course/run.ts";
import type { ExpandOutput } from "../../course/study-schemas.ts";
import type { Polynomial } from "../../readings/polynomial.ts";
import { polynomialText } from "../../readings/polynomial-text.ts";
import type { Block } from "../../report/report.ts";
import { positions } from "../../text/box.ts";
import { inline } from "../../text/formula.ts";
import { significant } from "../../text/number.ts";
import { givenOf, namedExercise, symbolsOf } from "./names.ts";

const MOST_TERMS = 5;
const MOST_LINES = 5;
/** Few steps and many, for the table of powers. */
const SPANS = [3, 50];

/** The linear RNN multiplied out: the sum, its derivatives, and both with numbers. */
export function expansionPage(run: Run, found: Expansion, digits: number, all: boolean): Block[] {
  const { steps } = found;
  const text = writing(run, steps, all ? steps + 1 : MOST_TERMS);
  const start = run.values.get("h_0")?.data[0] === 0 ? ", $h_0 = 0$" : "";
  return [
    {
      kind: "heading",
      id: run.exercise.id,
      title: `Expanded over ${steps} ${steps === 1 ? "step" : "steps"}`,
    },
    {
      kind: "fact",
      label: "Recurrence",
      text: `$h_t = w (u_t + h_{t-1})$${start}, $y = h_${braced(steps)}$`,
    },
    { kind: "given", quantities: givenOf(run, all).filter(({ names }) => names[0].unicode !== "w") },
    { kind: "items", title: "Each state put into the next", items: stateLines(found, text, all) },
    { kind: "items", title: "Derivatives", items: derivativeLines(found, text, all) },
    numbersTable(found, digits),
    growthTable(run, found, digits),
    { kind: "prose", text: agreement(found) },
  ];
}

function agreement({ numbers }: Expansion): string {
  const apart = Math.max(...numbers.map((each) => each.apart));
  const how = apart === 0 ? "to the last digit" : `to ${significant(apart, 2)} of each number`;
  return `The derivatives of the sums and the gradient of the graph agree ${how}.`;
}

const braced = (n: number): string => (n < 10 ? String(n) : `{${n}}`);

/** Writes polynomials with the graph's own symbols, the weight before the inputs. */
export function writing(run: Run, steps: number, most: number): (polynomial: Polynomial) => string {
  const order = ["w", ...Array.from({ length: steps }, (_, i) => `u_${i + 1}`)];
  const symbol = symbolsOf(run.graph);
  return (polynomial) => polynomialText(polynomial, { symbol, order, most });
}

type Text = (polynomial: Polynomial) => string;

const lines = (count: number, all: boolean) => positions(count, all ? count : MOST_LINES);

const stateLines = ({ states, steps }: Expansion, text: Text, all: boolean): string[] =>
  lines(steps, all).map((at) => {
    if (at === undefined) return "…";
    return `$${at === steps - 1 ? "y = " : ""}h_${braced(at + 1)} = ${text(states[at])}$`;
  });

const derivativeLines = ({ dw, du, steps }: Expansion, text: Text, all: boolean): string[] => [
  `$dy/dw = ${text(dw)}$`,
  ...lines(steps, all).map((at) => (at === undefined ? "…" : `$dy/du_${braced(at + 1)} = ${text(du[at])}$`)),
];

function numbersTable({ numbers, steps }: Expansion, digits: number): Block {
  const last = steps > 1 ? [`$dy/du_${braced(steps)}$`] : [];
  return {
    kind: "table",
    title: "With numbers",
    columns: ["$w$", "$y$", "$dy/dw$", "$dy/du_1$", ...last],
    rows: numbers.map(({ w, y, dw, du }) =>
      [w, y, dw, du[0], ...(steps > 1 ? [du[steps - 1]] : [])].map((x, i) =>
        i === 0 ? String(x).replace("-", "−") : significant(x, digits),
      ),
    ),
  };
}

/** What is left of the first input after few steps and after many. */
function growthTable(run: Run, { numbers, steps }: Expansion, digits: number): Block {
  const spans = [...new Set([...SPANS, steps])].sort((a, b) => a - b);
  return {
    kind: "table",
    title: "$dy/du_1$ after T steps: below 1 in size the weight makes it vanish, above 1 explode",
    columns: ["$w$", ...spans.map((T) => `T = ${T}`)],
    rows: numbers.map(({ w }) => [
      String(w).replace("-", "−"),
      ...spans.map((T) => significant(firstInputsSlope(run, T, w), digits)),
    ]),
  };
}

/** What `--json` prints. */
export function expansionOutput(run: Run, found: Expansion): ExpandOutput {
  const text = writing(run, found.steps, found.steps + 1);
  const shown = (polynomial: Polynomial) => inline(text(polynomial)).unicode;
  const keyed = <T>(values: readonly T[]) => Object.fromEntries(values.map((x, i) => [`u_${i + 1}`, x]));
  return {
    schema: 1,
    exercise: namedExercise(run.exercise),
    steps: found.steps,
    symbolic: { y: shown(found.y), dy_dw: shown(found.dw), dy_du: keyed(found.du.map(shown)) },
    numbers: found.numbers.map(({ w, y, dw, du, apart }) => ({
      w,
      y,
      dy_dw: dw,
      dy_du: keyed(du),
      apart_from_gradient: apart,
    })),
  };
}

/** What `--format csv` prints: a row for every weight and input. */
export const expansionRecords = ({ numbers }: Expansion): (string | number)[][] => [
  ["w", "quantity", "value"],
  ...numbers.flatMap(({ w, y, dw, du }) => [
    [w, "y", y],
    [w, "dy_dw", dw],
    ...du.map((x, i) => [w, `dy_du_${i + 1}`, x]),
  ]),
];
