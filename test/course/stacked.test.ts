import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type RecurrentName, recurrent } from "../../src/models/index.ts";
import type { Convention } from "../../src/models/model.ts";
import { UserError } from "../../src/text/user-error.ts";
import { type Numbers, resultOf, runOf } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";
import { drawn, seed, sizes, type Weights } from "../helpers/weights.ts";

// Weights stacked here as each framework documents it, against the same weights a gate at a time.

type Rows = readonly (readonly number[])[];

const transposed = (rows: Rows): number[][] => rows[0].map((_, j) => rows.map((row) => row[j]));

/** The gates in the order of a framework's documentation, under our names. */
const orders: Readonly<Record<string, Readonly<Record<RecurrentName, readonly string[]>>>> = {
  pytorch: { rnn: ["h"], gru: ["r", "z", "h"], lstm: ["i", "f", "g", "o"] },
  keras: { rnn: ["h"], gru: ["z", "r", "h"], lstm: ["i", "f", "g", "o"] },
  onnx: { rnn: ["h"], gru: ["z", "r", "h"], lstm: ["i", "o", "f", "g"] },
};

const names = {
  rnn: { W: () => "W_xh", U: () => "W_hh", b: () => "B_h", bx: () => "B_xh", bh: () => "B_hh" },
  other: {
    W: (g: string) => `W_${g}`,
    U: (g: string) => `U_${g}`,
    b: (g: string) => `b_${g}`,
    bx: (g: string) => `b_x${g}`,
    bh: (g: string) => `b_h${g}`,
  },
};

function stacked(framework: string, model: RecurrentName, weights: Weights, biases: string): Numbers {
  const gates = orders[framework][model];
  const key = model === "rnn" ? names.rnn : names.other;
  const rows = (name: (gate: string) => string): Rows => gates.flatMap((g) => weights[name(g)] as Rows);
  const entries = (name: (gate: string) => string): number[] =>
    gates.flatMap((g) => weights[name(g)] as readonly number[]);
  const [W, U] = [rows(key.W), rows(key.U)];
  const pair = biases === "two" ? [entries(key.bx), entries(key.bh)] : [];
  switch (framework) {
    case "pytorch":
      return { weight_ih: W, weight_hh: U, ...(pair[0] ? { bias_ih: pair[0], bias_hh: pair[1] } : {}) };
    case "keras": {
      const bias = biases === "one" ? { bias: entries(key.b) } : pair[0] ? { bias: pair } : {};
      return { kernel: transposed(W), recurrent_kernel: transposed(U), ...bias };
    }
    default:
      return { W, R: U, ...(pair[0] ? { B: pair.flat() } : {}) };
  }
}

/** A framework's layouts of biases: none, two, and in Keras also one row. */
const layouts: readonly [framework: string, biases: string][] = [
  ["pytorch", "two"],
  ["pytorch", "none"],
  ["keras", "two"],
  ["keras", "one"],
  ["keras", "none"],
  ["onnx", "two"],
  ["onnx", "none"],
];

for (const model of Object.keys(recurrent) as RecurrentName[])
  for (const [framework, biases] of layouts)
    test(`when a ${model}'s weights are stacked as in ${framework} with ${biases} of the biases, then each gate gets its own`, () => {
      const convention: Convention = { ...recurrent[model].defaults, biases, output: "none" };
      fc.assert(
        fc.property(sizes, seed, (of, from) => {
          const weights = drawn(model, convention, of, from);
          const { x_t, h_prev, c_prev } = weights;
          const start: Numbers = { x_t, h_prev, ...(c_prev ? { c_prev } : {}) };
          const done = runOf(model, { ...start, ...stacked(framework, model, weights, biases) }, convention);
          const expected = runOf(model, weights, convention);
          for (const { key } of expected.graph.lines)
            assertSame(resultOf(done, key), resultOf(expected, key), key);
        }),
        { numRuns: 20 },
      );
    });

test("when ONNX's peepholes are stacked, then they are i, o, f", () => {
  const convention = { peepholes: "full", coupled: "no", biases: "one", output: "none" };
  const weights = drawn("lstm", convention, { input: 2, hidden: 2, output: 1 }, 8);
  const { p_i, p_o, p_f, ...others } = weights;
  const P = [p_i, p_o, p_f].flatMap((p) => p as readonly number[]);
  assertSame(
    resultOf(runOf("lstm", { ...others, P }, convention), "h_t"),
    resultOf(runOf("lstm", weights, convention), "h_t"),
  );
});

const gru: Numbers = { x_t: [1], h_prev: [0] };
const three = [[1], [2], [3]];

const refused: readonly [what: string, numbers: Numbers, message: RegExp][] = [
  [
    "PyTorch's rows",
    { weight_ih: [[1], [2], [3], [4]], weight_hh: three },
    /^weight_ih stacks 3 gates, but has 4 rows, which is no multiple of 3$/,
  ],
  [
    "PyTorch's biases",
    { weight_ih: three, weight_hh: three, bias_ih: [1, 2], bias_hh: [1, 2, 3] },
    /^bias_ih stacks 3 gates, but has 2 (rows|entries), which is no multiple of 3$/,
  ],
  [
    "Keras's columns",
    { kernel: [[1, 2, 3, 4]], recurrent_kernel: [[1, 2, 3]] },
    /^kernel stacks 3 gates, but has 4 columns, which is no multiple of 3$/,
  ],
  [
    "ONNX's rows",
    { W: [[1], [2]], R: three },
    /^W stacks 3 gates, but has 2 rows, which is no multiple of 3$/,
  ],
];

for (const [what, numbers, message] of refused)
  test(`when ${what} can't be divided among the gates, then the stacked key is named`, () =>
    assert.throws(
      () => runOf("gru", { ...gru, ...numbers }),
      (error: Error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, message);
        return true;
      },
    ));

test("when a gate's part does not fit, then the message has our key and the stacked one", () => {
  const numbers: Numbers = { ...gru, weight_ih: [...three, ...three], weight_hh: three };
  assert.throws(() => runOf("gru", numbers, "pytorch, biases=none"), {
    message: "W_z (your weight_ih) is 2×1, but h_prev has 1 entry; W_z takes a matrix of 1×1",
  });
});
