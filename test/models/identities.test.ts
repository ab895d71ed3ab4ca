import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Nested } from "../../src/linalg/tensor.ts";
import type { RecurrentName } from "../../src/models/index.ts";
import { recurrent } from "../../src/models/index.ts";
import type { Convention, Sizes } from "../../src/models/model.ts";
import { everyConvention } from "../helpers/conventions.ts";
import { resultOf, runOf } from "../helpers/exercises.ts";
import { assertSame, distance } from "../helpers/numbers.ts";
import { drawn, negated, seed, sizes, vectorSum, type Weights } from "../helpers/weights.ts";

// Equations between models and conventions that hold for all weights.

const conventions = (name: RecurrentName, fixed: Convention): Convention[] =>
  everyConvention(recurrent[name]).filter((convention) =>
    Object.entries({ output: "none", ...fixed }).every(([option, choice]) => convention[option] === choice),
  );

const said = (convention: Convention): string => Object.values(convention).join(", ");

/** Checks a property of random weights in random sizes. */
const always = (
  name: RecurrentName,
  convention: Convention,
  holds: (weights: Weights, of: Sizes) => void,
  runs = 40,
): void =>
  fc.assert(
    fc.property(sizes, seed, (of, from) => holds(drawn(name, convention, of, from), of)),
    { numRuns: runs },
  );

const after = (name: RecurrentName, weights: Weights, convention: Convention, key = "h_t") =>
  resultOf(runOf(name, weights, convention), key);

const withKeys = (weights: Weights, keys: readonly string[], f: (value: Nested) => Nested): Weights =>
  Object.fromEntries(
    Object.entries(weights).map(([key, value]) => [key, keys.includes(key) ? f(value) : value]),
  );

const zeroed = (value: Nested): Nested => (value as readonly number[]).map(() => 0);

for (const convention of conventions("gru", { update: "new" }))
  test(`when W_z, U_z and b_z are negated (${said(convention)}), then update=new is update=old`, () =>
    always("gru", convention, (weights) => {
      const turned = withKeys(weights, ["W_z", "U_z", "b_z", "b_xz", "b_hz"], negated);
      const old = { ...convention, update: "old" };
      assertSame(after("gru", turned, old), after("gru", weights, convention));
      const z = Array.from(after("gru", weights, convention, "z_t").data);
      assertSame(
        after("gru", turned, old, "z_t"),
        z.map((x) => 1 - x),
      );
    }));

/** Only the entries on the diagonal of a square matrix. */
const diagonal = (value: Nested): Nested =>
  (value as readonly (readonly number[])[]).map((row, i) => row.map((x, j) => (i === j ? x : 0)));

for (const convention of conventions("gru", { reset: "before" }))
  test(`when U_h is diagonal and no bias stands with it (${said(convention)}), then reset before is reset after`, () =>
    always("gru", convention, (weights) => {
      const given = withKeys(withKeys(weights, ["U_h"], diagonal), ["b_hh"], zeroed);
      assertSame(after("gru", given, { ...convention, reset: "after" }), after("gru", given, convention));
    }));

const two = { update: "new", reset: "before", biases: "two", output: "none" };

test("when a bias stands with a diagonal U_h, then reset before and after differ", () => {
  const weights = withKeys(drawn("gru", two, { input: 2, hidden: 2, output: 1 }, 5), ["U_h"], diagonal);
  assert.ok(distance(after("gru", weights, { ...two, reset: "after" }), after("gru", weights, two)) > 1e-3);
});

test("when U_h is not diagonal, then reset before and after differ", () => {
  const one = { ...two, biases: "one" };
  const weights = drawn("gru", one, { input: 2, hidden: 2, output: 1 }, 5);
  assert.ok(distance(after("gru", weights, { ...one, reset: "after" }), after("gru", weights, one)) > 1e-3);
});

/** Both biases of each pair added up into the one. */
function oneBias(name: RecurrentName, weights: Weights): Weights {
  const pairs = Object.entries(recurrent[name].biasPairs).filter(([, [first]]) => first in weights);
  const inPairs = pairs.flatMap(([, pair]) => pair);
  const kept = Object.entries(weights).filter(([key]) => !inPairs.includes(key));
  const sums = pairs.map(([one, [a, b]]) => [one, vectorSum(weights[a], weights[b])] as const);
  return Object.fromEntries([...kept, ...sums]);
}

for (const name of Object.keys(recurrent) as RecurrentName[])
  for (const convention of conventions(name, { biases: "two" }))
    test(`when a ${name} has two biases (${said(convention)}), then it is the one with their sum`, () =>
      always(name, convention, (weights) => {
        // under reset after, the candidate's recurrent bias is multiplied by r_t, so it can't be drawn out
        const given = convention.reset === "after" ? withKeys(weights, ["b_hh"], zeroed) : weights;
        const one = { ...convention, biases: "one" };
        assertSame(after(name, oneBias(name, given), one), after(name, given, convention));
      }));

for (const name of Object.keys(recurrent) as RecurrentName[])
  for (const convention of conventions(name, { biases: "one" }))
    test(`when every bias of a ${name} is zero (${said(convention)}), then it is the one without biases`, () =>
      always(name, convention, (weights) => {
        const biases = Object.keys(weights).filter((key) => /^[bB]_/.test(key));
        const none = Object.fromEntries(Object.entries(weights).filter(([key]) => !biases.includes(key)));
        assertSame(
          after(name, none, { ...convention, biases: "none" }),
          after(name, withKeys(weights, biases, zeroed), convention),
        );
      }));

for (const convention of conventions("lstm", { peepholes: "full" }))
  test(`when all peepholes are zero (${said(convention)}), then there might as well be none`, () =>
    always("lstm", convention, (weights) => {
      const blind = withKeys(weights, ["p_i", "p_f", "p_o"], zeroed);
      const { p_i: _i, p_f: _f, p_o: _o, ...none } = blind;
      for (const key of ["h_t", "c_t"])
        assertSame(
          after("lstm", none, { ...convention, peepholes: "none" }, key),
          after("lstm", blind, convention, key),
        );
    }));

for (const convention of conventions("lstm", { coupled: "no" }))
  test(`when the forget gate has the input gate's weights negated (${said(convention)}), then the gates are coupled`, () =>
    always("lstm", convention, (weights) => {
      const ofF = Object.keys(weights).filter((key) => /^(W|U|p)_f$|^b_[xh]?f$/.test(key));
      const coupled = Object.fromEntries(Object.entries(weights).filter(([key]) => !ofF.includes(key)));
      const opposite = Object.fromEntries(ofF.map((key) => [key, negated(weights[key.replace(/f$/, "i")])]));
      for (const key of ["f_t", "c_t", "h_t"])
        assertSame(
          after("lstm", { ...weights, ...opposite }, convention, key),
          after("lstm", coupled, { ...convention, coupled: "yes" }, key),
        );
    }));

const times = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] =>
  a.map((row) => b[0].map((_, j) => row.reduce((total, x, k) => total + x * b[k][j], 0)));

const linear = { activation: "identity", biases: "none", output: "none" };

test("when an RNN is linear and reads zeros, then T steps multiply the state by the T-th power of W", () => {
  fc.assert(
    fc.property(sizes, seed, fc.integer({ min: 1, max: 6 }), (of, from, T) => {
      const { W_xh, W_hh, h_prev } = drawn("rnn", linear, of, from);
      const x = Array.from({ length: T }, () => Array(of.input).fill(0));
      const W = W_hh as readonly (readonly number[])[];
      const power = Array.from({ length: T - 1 }).reduce<number[][]>(
        (made) => times(made, W),
        W.map((row) => [...row]),
      );
      const column = (h_prev as readonly number[]).map((entry) => [entry]);
      const done = runOf("rnn", { x, h_0: h_prev, W_xh, W_hh }, linear);
      assertSame(resultOf(done, `h_${T}`), times(power, column).flat(), `h_${T}`, 1e-11);
    }),
  );
});

test("when an RNN is linear, then the state after two runs of inputs is the sum of the states after each", () => {
  fc.assert(
    fc.property(sizes, seed, seed, (of, from, other) => {
      const one = drawn("rnn", linear, of, from);
      const two = {
        ...one,
        x_t: drawn("rnn", linear, of, other).x_t,
        h_prev: drawn("rnn", linear, of, other).h_prev,
      };
      const both = { ...one, x_t: vectorSum(one.x_t, two.x_t), h_prev: vectorSum(one.h_prev, two.h_prev) };
      const [a, b, sum] = [one, two, both].map((weights) => Array.from(after("rnn", weights, linear).data));
      assertSame(sum, vectorSum(a, b));
    }),
  );
});

const constant =
  (x: number) =>
  (value: Nested): Nested =>
    (value as readonly number[]).map(() => x);

test("when both gates of a GRU are wide open, then it is a vanilla RNN", () =>
  always("gru", { ...two, biases: "one" }, (weights) => {
    const open = withKeys(weights, ["b_z", "b_r"], constant(60));
    const { x_t, h_prev, W_h, U_h, b_h } = open;
    const rnn = { x_t, h_prev, W_xh: W_h, W_hh: U_h, B_h: b_h };
    assertSame(
      after("gru", open, { ...two, biases: "one" }),
      after("rnn", rnn, { activation: "tanh", biases: "one", output: "none" }),
    );
  }));

test("when an LSTM's input gate is shut and its forget gate open, then the cell stays as it is", () => {
  const convention = { ...recurrent.lstm.defaults };
  always("lstm", convention, (weights) => {
    const keeping = withKeys(withKeys(weights, ["b_i"], constant(-60)), ["b_f"], constant(60));
    assertSame(after("lstm", keeping, convention, "c_t"), weights.c_prev);
  });
});

test("when a GRU's new state is mixed, then every entry lies between the old state and the candidate", () => {
  for (const convention of conventions("gru", {}))
    always(
      "gru",
      convention,
      (weights) => {
        const done = runOf("gru", weights, convention);
        const candidate = resultOf(done, "h_tilde_t").data;
        for (const [i, h] of resultOf(done, "h_t").data.entries()) {
          const ends = [(weights.h_prev as readonly number[])[i], candidate[i]];
          assert.ok(h >= Math.min(...ends) - 1e-12 && h <= Math.max(...ends) + 1e-12);
        }
      },
      10,
    );
});

/** The same weights with the hidden units in another order. */
function reordered(
  name: RecurrentName,
  convention: Convention,
  weights: Weights,
  order: readonly number[],
): Weights {
  const { inputs } = recurrent[name].build({ input: 1, hidden: 1, output: 1 }, convention);
  const along = (value: Nested, names: readonly string[]): Nested => {
    const [first, ...rest] = names;
    const list = value as readonly Nested[];
    const moved = first === "hidden" ? order.map((i) => list[i]) : list;
    return (rest.length === 0 ? moved : moved.map((inner) => along(inner, rest))) as Nested;
  };
  return Object.fromEntries(
    Object.entries(weights).map(([key, value]) => [
      key,
      along(value, inputs.find((i) => i.key === key)!.sizes),
    ]),
  );
}

for (const name of Object.keys(recurrent) as RecurrentName[])
  test(`when the units of a ${name} change places, then its state changes places with them`, () => {
    for (const convention of conventions(name, {}))
      fc.assert(
        fc.property(seed, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (from, order) => {
          const weights = drawn(name, convention, { input: 2, hidden: 3, output: 1 }, from);
          const h = Array.from(after(name, weights, convention).data);
          assertSame(
            after(name, reordered(name, convention, weights, order), convention),
            order.map((i) => h[i]),
          );
        }),
        { numRuns: 10 },
      );
  });
