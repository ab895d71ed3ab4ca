import type { Expr } from "../graph/expr.ts";
import { replaceRefs } from "../graph/fold.ts";
import type { Graph, Line } from "../graph/graph.ts";
import { random } from "../linalg/random.ts";
import { reshape, type Shape, type Tensor, zeros } from "../linalg/tensor.ts";
import { rnn } from "../models/rnn.ts";
import { asNumpy } from "../readings/as-numpy.ts";
import { atom, equation } from "../readings/equation.ts";
import { numpy } from "../readings/notation/numpy.ts";
import type { Values } from "../readings/value.ts";

// Question 2.3: a class in numpy whose forward pass is to be completed.

const UNITS = 3;
const STEPS = 3;
const SEED = 23;

/** What the class calls the quantities of the model. */
const names: Readonly<Record<string, string>> = {
  h_prev: "self.hidden_state",
  h_t: "self.hidden_state",
  x_t: "x",
  W_hh: "self.W_hh",
  W_xh: "self.W_xh",
  W_hy: "self.W_hy",
  B_h: "self.Bh",
  B_y: "self.By",
};

/** One step of a run: the shapes of what is added up, of the state and of the output, and their numbers. */
export interface ClassStep {
  readonly parts: readonly { readonly code: string; readonly shape: Shape }[];
  readonly state: Tensor;
  readonly output: Tensor;
}

export interface ClassCase {
  readonly name: string;
  readonly start: Shape;
  readonly input: Shape;
  readonly bias: Shape;
  readonly steps: readonly ClassStep[];
}

export interface ClassRun {
  /** The class with its gaps, and completed. */
  readonly question: string;
  readonly solution: string;
  /** The two right-hand sides alone. */
  readonly hidden: string;
  readonly output: string;
  /** The numbers that all cases share. */
  readonly given: ReadonlyMap<string, Tensor>;
  /** The class as it stands: a square of zeros for a state, vectors for the input and the biases. */
  readonly square: ClassCase;
  /** With a vector for the state: the model. */
  readonly vector: ClassCase;
  /** Three sequences at once, each a column; the biases are columns too. */
  readonly batch: ClassCase;
  /** The same with the biases left as vectors. */
  readonly batchWithRows: ClassCase;
}

/** The class completed from the model's own equations, and run over three inputs in each way to hold the state. */
export function classRun(): ClassRun {
  const cell = rnn.build({ input: UNITS, hidden: UNITS, output: UNITS }, rnn.defaults);
  const [h, y] = ["h_t", "y_t"].map((key) => written(cell, key));
  const given = numbers();
  const inputs = Array.from({ length: STEPS }, (_, t) => given.get(`x_${t + 1}`) as Tensor);
  const batch = batchOf(inputs);
  const column = (key: string): [string, Tensor] => [key, reshape(given.get(key) as Tensor, [UNITS, 1])];
  const columns = new Map([...given, column("B_h"), column("B_y")]);
  const of = (name: string, start: Shape, xs: readonly Tensor[], from: Values): ClassCase =>
    caseOf({ name, start, xs, from, h, y });
  const [hidden, output] = [code(h), code(y)];
  return {
    ...{ hidden, output, given },
    question: classText("np.tanh(...)", "np.dot(...) + ..."),
    solution: classText(unfolded(h), output),
    square: of("as printed: the state 3×3, x a vector", [UNITS, UNITS], inputs, given),
    vector: of("the state a vector", [UNITS], inputs, given),
    batch: of("a batch: columns, biases 3×1", [UNITS, STEPS], batch, columns),
    batchWithRows: of("a batch, biases left as vectors", [UNITS, STEPS], batch, given),
  };
}

/** A line with its quiet ones put in. */
function written({ lines }: Graph, key: string): Expr {
  const quiet = new Map(lines.filter((line) => line.quiet).map((line) => [line.key, line]));
  const { expr } = lines.find((line) => line.key === key) as Line;
  return replaceRefs(expr, (node) => quiet.get(node.fields.key)?.expr ?? node);
}

const dotted = { ...numpy, product: (a: string, b: string) => `np.dot(${a}, ${b})` };
const code = (expr: Expr): string => equation(expr, dotted, (key) => atom(names[key]));

/** A long right-hand side over several lines, a term each. */
const unfolded = (h: Expr): string => {
  const terms = termsOf(h).map((term, i) => `            ${i === 0 ? "" : "+ "}${code(term)}\n`);
  return `np.tanh(\n${terms.join("")}        )`;
};

function numbers(): ReadonlyMap<string, Tensor> {
  const draw = random(SEED);
  const matrix = (): Tensor => draw.tensor([UNITS, UNITS], -1, 1, 1);
  const vector = (): Tensor => draw.tensor([UNITS], -1, 1, 1);
  return new Map([
    ...["W_hh", "W_xh", "W_hy"].map((key): [string, Tensor] => [key, matrix()]),
    ...["B_h", "B_y", "x_1", "x_2", "x_3"].map((key): [string, Tensor] => [key, vector()]),
  ]);
}

/** At every step three sequences side by side: the given one, and the two that begin with its later inputs. */
const batchOf = (inputs: readonly Tensor[]): Tensor[] =>
  inputs.map((_, t) => {
    const out = zeros([UNITS, STEPS]);
    for (let column = 0; column < STEPS; column++)
      for (let i = 0; i < UNITS; i++) out.data[i * STEPS + column] = inputs[(t + column) % STEPS].data[i];
    return out;
  });

interface Case {
  readonly name: string;
  readonly start: Shape;
  readonly xs: readonly Tensor[];
  readonly from: Values;
  readonly h: Expr;
  readonly y: Expr;
}

function caseOf({ name, start, xs, from, h, y }: Case): ClassCase {
  const steps: ClassStep[] = [];
  let state = zeros(start);
  for (const x of xs) {
    const values = new Map([...from, ["x_t", x], ["h_prev", state]] as const);
    const parts = termsOf(h).map((term) => ({ code: code(term), shape: asNumpy(term, values).shape }));
    state = asNumpy(h, values);
    steps.push({ parts, state, output: asNumpy(y, new Map([...from, ["h_t", state]])) });
  }
  return { name, start, input: xs[0].shape, bias: (from.get("B_h") as Tensor).shape, steps };
}

/** What stands inside the tanh. */
const termsOf = (h: Expr): readonly Expr[] =>
  h.kind === "map" && h.fields.arg.kind === "add" ? h.fields.arg.fields.terms : [];

const classText = (hidden: string, output: string): string => `class VanillaRNN:
    def __init__(self):
        self.hidden_state = np.zeros((3, 3))
        self.W_hh = np.random.randn(3, 3)
        self.W_xh = np.random.randn(3, 3)
        self.W_hy = np.random.randn(3, 3)
        self.Bh = np.random.randn(3)
        self.By = np.random.randn(3)

    def forward(self, x):
        self.hidden_state = ${hidden}
        self.output = ${output}
        return self.output
`;
