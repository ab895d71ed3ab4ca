import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { run } from "../../src/course/run.ts";
import { random } from "../../src/linalg/random.ts";
import { rowList } from "../../src/linalg/tensor.ts";
import { type RecurrentName, recurrent } from "../../src/models/index.ts";
import { symbolOf } from "../../src/models/model.ts";
import { cellStep } from "../helpers/cells.ts";
import { everyConvention } from "../helpers/conventions.ts";
import { resultOf, runOf, shippedCalled } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";
import { drawn, seed, sizes } from "../helpers/weights.ts";

// Every model under every combination of its choices, against the equations written out in test/helpers/cells.ts.

type Vectors = Readonly<Record<string, readonly number[]>>;

for (const name of Object.keys(recurrent) as RecurrentName[])
  for (const convention of everyConvention(recurrent[name]))
    test(`when the ${name} runs with ${Object.values(convention).join(", ")}, then it follows its equations`, () => {
      fc.assert(
        fc.property(sizes, seed, fc.integer({ min: 1, max: 3 }), (of, from, steps) => {
          const { x_t: _, h_prev, c_prev, ...weights } = drawn(name, convention, of, from);
          const x = rowList(random(from).tensor([steps, of.input], -2, 2));
          const start = { h_0: h_prev, ...(c_prev ? { c_0: c_prev } : {}) };
          const done = runOf(name, { x, ...start, ...weights }, convention);
          let state = { h: h_prev, c: c_prev } as Vectors;
          for (const [i, x_t] of x.entries()) {
            state = cellStep(name, convention, weights as Parameters<typeof cellStep>[2], x_t, state);
            for (const [key, value] of Object.entries(state))
              assertSame(resultOf(done, `${key}_${i + 1}`), value, `${key}_${i + 1}`);
          }
        }),
        { numRuns: 25 },
      );
    });

/** What the presets stand for. */
const presets: Readonly<Record<RecurrentName, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  rnn: {
    sheet: { activation: "tanh", biases: "one" },
    pytorch: { biases: "two" },
    keras: { biases: "one" },
    onnx: { biases: "two" },
  },
  lstm: {
    sheet: { peepholes: "none", coupled: "no", biases: "one" },
    pytorch: { peepholes: "none", coupled: "no", biases: "two" },
    keras: { peepholes: "none", coupled: "no", biases: "one" },
    onnx: { peepholes: "none", coupled: "no", biases: "two" },
  },
  gru: {
    sheet: { update: "new", reset: "before", biases: "one" },
    cho2014: { update: "old", reset: "before", biases: "one" },
    pytorch: { update: "old", reset: "after", biases: "two" },
    keras: { update: "old", reset: "after", biases: "two" },
    onnx: { update: "old", reset: "before", biases: "two" },
  },
};

for (const name of Object.keys(recurrent) as RecurrentName[])
  test(`when the presets of the ${name} are listed, then there are those of the sheet, the paper and the frameworks`, () =>
    assert.deepEqual(Object.keys(recurrent[name].presets).sort(), Object.keys(presets[name]).sort()));

for (const name of Object.keys(recurrent) as RecurrentName[])
  for (const [preset, choices] of Object.entries(presets[name]))
    test(`when the ${name} runs under ${preset}, then it runs with ${Object.values(choices).join(", ")}`, () => {
      const convention = { ...recurrent[name].defaults, activation: "tanh", ...choices, output: "none" };
      fc.assert(
        fc.property(sizes, seed, (of, from) => {
          const { x_t, h_prev, c_prev, ...weights } = drawn(name, convention, of, from);
          const state = { h_prev, ...(c_prev ? { c_prev } : {}) };
          const done = runOf(name, { x_t, ...state, ...weights }, preset);
          const expected = cellStep(
            name,
            convention,
            weights as Parameters<typeof cellStep>[2],
            x_t as readonly number[],
            { h: h_prev, c: c_prev } as Vectors,
          );
          assertSame(resultOf(done, "h_t"), expected.h, "h_t");
        }),
        { numRuns: 25 },
      );
    });

const sheet: readonly [
  convention: string | undefined,
  results: Readonly<Record<string, readonly number[]>>,
][] = [
  [
    undefined,
    {
      z_t: [0.5349429451582145, 0.5124973964842103],
      r_t: [0.5349429451582145, 0.5124973964842103],
      h_tilde_t: [0.09144249177562101, 0.11903012340853503],
      h_t: [0.14192792683141361, 0.25600366975638433],
    },
  ],
  ["update=old", { h_t: [0.1495145649442074, 0.2630264536521507] }],
  ["cho2014", { h_t: [0.1495145649442074, 0.2630264536521507] }],
];

for (const [convention, results] of sheet)
  test(`when the sheet's 3.2 runs ${convention ? `with ${convention}` : "as it stands"}, then it has the numbers by hand`, () => {
    const done = run(shippedCalled("gru"), { convention });
    for (const [key, value] of Object.entries(results)) assertSame(resultOf(done, key), value, key, 1e-14);
  });

const symbols: readonly [key: string, symbol: string][] = [
  ["x_t", "x_t"],
  ["h_prev", "h_{t-1}"],
  ["W_z", "W_z"],
  ["W_xh", "W_{xh}"],
  ["b_hz", "b_{hz}"],
  ["a_z_t", "a_{z,t}"],
  ["h_tilde_t", "h~_t"],
];

for (const [key, symbol] of symbols)
  test(`when the key is ${key}, then its symbol is ${symbol}`, () => assert.equal(symbolOf(key), symbol));
