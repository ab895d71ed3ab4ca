import assert from "node:assert/strict";
import test from "node:test";
import {
  add,
  mul,
  negate,
  oneMinus,
  product,
  ref,
  scale,
  sigmoid,
  softmax,
  tanh,
  transpose,
} from "../../src/graph/build.ts";
import type { Expr } from "../../src/graph/expr.ts";
import { graph, type Line } from "../../src/graph/graph.ts";
import { unroll } from "../../src/graph/unroll.ts";
import { random } from "../../src/linalg/random.ts";
import type { Tensor } from "../../src/linalg/tensor.ts";
import { models } from "../../src/models/index.ts";
import { type Convention, isRecurrent } from "../../src/models/model.ts";
import { atom, equation } from "../../src/readings/equation.ts";
import { unicode } from "../../src/readings/notation/unicode.ts";
import { type Step, steps } from "../../src/readings/steps.ts";
import { evaluate, value } from "../../src/readings/value.ts";
import { everyConvention } from "../helpers/conventions.ts";
import { assertSame } from "../helpers/numbers.ts";

const show = (expr: Expr): string => equation(expr, unicode, atom);

/** The labels of a step's rows, the sum marked, and its last operation. */
const rowsOf = ({ parts, last }: Step): string[] => [
  ...parts.map(({ expr, isSum }) => (isSum ? `sum: ${show(expr)}` : show(expr))),
  `= ${show(last)}`,
];

const sizes = { input: 2, hidden: 2, output: 1 };

function stepsOf(name: keyof typeof models, choices: Convention, times?: number): Step[] {
  const model = models[name];
  const cell = model.build(sizes, { ...model.defaults, ...choices });
  const g = times === undefined ? cell : unroll(cell, times);
  const draw = random(1);
  const inputs = new Map(g.inputs.map(({ key, shape }) => [key, draw.tensor(shape, -1, 1, 2)]));
  return steps(g, value(g, inputs));
}

const gate = (g: string, state = "h_prev") => [
  `W_${g} x_t`,
  `U_${g} ${state}`,
  `b_${g}`,
  `sum: W_${g} x_t + U_${g} ${state} + b_${g}`,
];

/** The rows of working of every line that a student writes. */
const rows: readonly [name: keyof typeof models, choices: Convention, expected: Record<string, string[]>][] =
  [
    [
      "gru",
      {},
      {
        z_t: [...gate("z"), "= σ(sum)"],
        r_t: [...gate("r"), "= σ(sum)"],
        h_tilde_t: [
          "W_h x_t",
          "r_t ⊙ h_prev",
          "U_h (r_t ⊙ h_prev)",
          "b_h",
          "sum: W_h x_t + U_h (r_t ⊙ h_prev) + b_h",
          "= tanh(sum)",
        ],
        h_t: ["1 − z_t", "(1 − z_t) ⊙ h_prev", "z_t ⊙ h_tilde_t", "= sum"],
      },
    ],
    [
      "gru",
      { update: "old", reset: "after", biases: "two" },
      {
        z_t: ["W_z x_t", "b_xz", "U_z h_prev", "b_hz", "sum: W_z x_t + b_xz + U_z h_prev + b_hz", "= σ(sum)"],
        r_t: ["W_r x_t", "b_xr", "U_r h_prev", "b_hr", "sum: W_r x_t + b_xr + U_r h_prev + b_hr", "= σ(sum)"],
        h_tilde_t: [
          "W_h x_t",
          "b_xh",
          "U_h h_prev",
          "b_hh",
          "U_h h_prev + b_hh",
          "r_t ⊙ (U_h h_prev + b_hh)",
          "sum: W_h x_t + b_xh + r_t ⊙ (U_h h_prev + b_hh)",
          "= tanh(sum)",
        ],
        h_t: ["z_t ⊙ h_prev", "1 − z_t", "(1 − z_t) ⊙ h_tilde_t", "= sum"],
      },
    ],
    [
      "lstm",
      { coupled: "yes", peepholes: "full" },
      {
        i_t: [
          "W_i x_t",
          "U_i h_prev",
          "b_i",
          "p_i ⊙ c_prev",
          "sum: W_i x_t + U_i h_prev + b_i + p_i ⊙ c_prev",
          "= σ(sum)",
        ],
        f_t: ["= 1 − i_t"],
        g_t: [...gate("g"), "= tanh(sum)"],
        c_t: ["f_t ⊙ c_prev", "i_t ⊙ g_t", "= sum"],
        o_t: [
          "W_o x_t",
          "U_o h_prev",
          "b_o",
          "p_o ⊙ c_t",
          "sum: W_o x_t + U_o h_prev + b_o + p_o ⊙ c_t",
          "= σ(sum)",
        ],
        h_t: ["tanh(c_t)", "= o_t ⊙ tanh(c_t)"],
      },
    ],
    [
      "rnn",
      { output: "linear" },
      {
        h_t: ["W_hh h_prev", "W_xh x_t", "B_h", "sum: W_hh h_prev + W_xh x_t + B_h", "= tanh(sum)"],
        y_t: ["W_hy h_t", "B_y", "= sum"],
      },
    ],
    [
      "rnn",
      { activation: "identity", biases: "none", output: "none" },
      { h_t: ["W_hh h_prev", "W_xh x_t", "= sum"] },
    ],
  ];

for (const [name, choices, expected] of rows)
  test(`when the ${name} (${Object.values(choices).join(", ") || "default"}) is worked, then each line has its rows`, () => {
    const worked = stepsOf(name, choices);
    assert.deepEqual(Object.fromEntries(worked.map((step) => [step.line.key, rowsOf(step)])), expected);
    assert.deepEqual(
      worked.map((step) => step.line.key),
      Object.keys(expected),
    );
  });

test("when a sum was a quiet line, then its row goes by that line's key", () => {
  const keys = stepsOf("gru", {}).map(({ line, parts }) => [line.key, parts.find(({ isSum }) => isSum)?.key]);
  assert.deepEqual(keys, [
    ["z_t", "a_z_t"],
    ["r_t", "a_r_t"],
    ["h_tilde_t", "a_h_t"],
    ["h_t", undefined],
  ]);
});

test("when only some lines are wanted, then those are worked", () => {
  const cell = unroll(models.gru.build(sizes, models.gru.defaults), 3);
  const draw = random(2);
  const values = value(cell, new Map(cell.inputs.map(({ key, shape }) => [key, draw.tensor(shape, -1, 1)])));
  const second = steps(cell, values, (line: Line) => line.at === 2);
  assert.deepEqual(
    second.map(({ line }) => line.key),
    ["z_2", "r_2", "h_tilde_2", "h_2"],
  );
  assert.equal(show(second[0].expr), "σ(W_z x_2 + U_z h_1 + b_z)");
});

const x = ref("x", [2]);
const W = ref("W", [2, 2]);

/** Lines that no model has: an expression, and its rows. */
const others: readonly [expr: Expr, rows: string[]][] = [
  [x, ["= x"]],
  [negate(x), ["= −x"]],
  [scale(2, x), ["= 2 x"]],
  [tanh(x), ["= tanh(x)"]],
  [tanh(scale(-1, x)), ["= tanh(−x)"]],
  [tanh(product(W, x)), ["W x", "= tanh(W x)"]],
  [add(x, x), ["= x + x"]],
  [add(x, negate(x)), ["= x − x"]],
  [add(negate(product(W, x)), x), ["W x", "−W x", "x", "= sum"]],
  [product(transpose(W), x), ["= Wᵀ x"]],
  [product(W, product(W, x)), ["W x", "= W (W x)"]],
  [
    softmax(add(product(W, x), x)),
    ["W x", "x", "W x + x", "exp(W x + x)", "sum(exp(W x + x))", "= softmax(W x + x)"],
  ],
  [mul(oneMinus(sigmoid(x)), x), ["σ(x)", "1 − σ(x)", "= (1 − σ(x)) ⊙ x"]],
];

for (const [expr, expected] of others)
  test(`when ${show(expr)} is worked, then its rows are ${expected.join(" | ")}`, () => {
    const line = { key: "y", symbol: "y", title: "y", role: "y", expr };
    const inputs = [x, W].map((e) => {
      const key = (e.fields as { key: string }).key;
      return { key, symbol: key, title: key, role: "data" as const, shape: e.shape, sizes: [] };
    });
    const draw = random(3);
    const g = graph(inputs, [line]);
    const values = value(g, new Map(inputs.map(({ key, shape }) => [key, draw.tensor(shape, -1, 1)])));
    assert.deepEqual(steps(g, values).map(rowsOf), [expected]);
  });

test("when any model is worked, then every row's number is that of its expression and the last that of the line", () => {
  for (const model of Object.values(models))
    for (const convention of everyConvention(model)) {
      const once = model.build(
        { ...sizes, tokens: 3, source: 2, model: 24, keys: 24, values: 24 },
        convention,
      );
      const cell = isRecurrent(model) ? unroll(once, 2) : once;
      const draw = random(4);
      const values = value(
        cell,
        new Map(cell.inputs.map(({ key, shape }) => [key, draw.tensor(shape, key === "mask" ? 0.1 : -1, 1)])),
      );
      for (const { line, expr, parts, value: result } of steps(cell, values)) {
        assertSame(result, values.get(line.key) as Tensor, line.key);
        assertSame(evaluate(expr, values), result, line.key);
        for (const part of parts) assertSame(part.value, evaluate(part.expr, values), show(part.expr));
      }
    }
});
