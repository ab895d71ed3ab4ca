import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { run } from "../../src/course/run.ts";
import { linearRnn } from "../../src/models/linear-rnn.ts";
import { equation } from "../../src/readings/equation.ts";
import { latex } from "../../src/readings/notation/latex.ts";
import { numpy } from "../../src/readings/notation/numpy.ts";
import { unicode } from "../../src/readings/notation/unicode.ts";
import { latexSymbol, unicodeSymbol } from "../../src/text/symbol.ts";
import { entry } from "../helpers/arbitraries.ts";
import { exerciseOf, resultOf, runOf, shippedCalled } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";

test("when any inputs go through the linear RNN, then each state is w times the sum of input and old state", () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), entry, entry, (u, h_0, w) => {
      const done = runOf("linear-rnn", { u, h_0, w });
      let h = h_0;
      for (const [i, u_t] of u.entries()) {
        h = w * (u_t + h);
        assertSame(resultOf(done, `h_${i + 1}`), h);
      }
    }),
  );
});

test("when the shipped exercise is run, then its states are those of the hand", () => {
  const done = run(shippedCalled("linear-rnn"));
  assert.deepEqual(
    ["h_1", "h_2", "h_3"].map((key) => resultOf(done, key).data[0]),
    [0.5, 1.25, 2.125],
  );
});

const steps: readonly [given: Record<string, number | number[]>, h: string, value: number][] = [
  [{ u_t: 2, h_prev: 1, w: 0.5 }, "h_t", 1.5],
  [{ u: [2], w: 0.5 }, "h_1", 1],
];

for (const [given, key, value] of steps)
  test(`when ${Object.keys(given).join(", ")} are given, then ${key} is ${value}`, () =>
    assert.equal(resultOf(runOf("linear-rnn", given), key).data[0], value));

test("when one step takes the place of the sequence, then the start becomes the old state", () => {
  const exercise = exerciseOf("linear-rnn", { u: [1, 2], h_0: 4, w: 1 });
  const done = run(exercise, { given: [new Map([["u_t", { value: 3 }]])] });
  assert.equal(resultOf(done, "h_t").data[0], 7);
});

const refused: readonly [given: Record<string, number | number[]>, message: RegExp][] = [
  [{ u: [1, 2] }, /^w is missing: the weight, a number$/],
  [{ h_prev: 1, w: 1 }, /^u_t is missing: the input of one step \(or u, one a step\)$/],
  [
    { u_t: 1, w: 1 },
    /^h_prev is missing: the previous hidden state, a number; write h_prev: 0 for a start from zero$/,
  ],
  [{ u: [1, 2], w: [1, 2] }, /^w is a vector of 2; w takes a number$/],
  [{ u: [1, 2], u_t: 1, w: 1 }, /^u and u_t can't both be given: u is a sequence, u_t one step$/],
];

for (const [given, message] of refused)
  test(`when ${JSON.stringify(given)} is given, then it says ${message.source}`, () =>
    assert.throws(() => runOf("linear-rnn", given), { name: "UserError", message }));

test("when its equation is written, then it is as on paper", () => {
  const { inputs, lines } = linearRnn.build({ input: 1, hidden: 1, output: 1 }, {});
  const symbols = new Map(inputs.map(({ key, symbol }) => [key, symbol]));
  const named = (write: (symbol: string) => string) => (key: string) => ({
    body: write(symbols.get(key) as string),
    hold: 4 as const,
  });
  assert.equal(equation(lines[0].expr, unicode, named(unicodeSymbol)), "w (u_t + h_{t−1})");
  assert.equal(equation(lines[0].expr, latex, named(latexSymbol)), "w \\left(u_{t} + h_{t-1}\\right)");
  assert.equal(
    equation(lines[0].expr, numpy, (key) => ({ body: key, hold: 4 })),
    "w * (u_t + h_prev)",
  );
});
