import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { add, fill, mul, negate, product, ref, scale, tanh } from "../../src/graph/build.ts";
import type { Expr } from "../../src/graph/expr.ts";
import { graph, type Input } from "../../src/graph/graph.ts";
import { unroll } from "../../src/graph/unroll.ts";
import { scalar } from "../../src/linalg/tensor.ts";
import { linearRnn } from "../../src/models/linear-rnn.ts";
import { derivative, evaluated, polynomials } from "../../src/readings/polynomial.ts";
import { polynomialText } from "../../src/readings/polynomial-text.ts";
import { value } from "../../src/readings/value.ts";
import { inline } from "../../src/text/formula.ts";
import { entry } from "../helpers/arbitraries.ts";
import { assertSame } from "../helpers/numbers.ts";

const [a, b, c] = ["a", "b", "c"].map((key) => ref(key, []));
const inputs = ["a", "b", "c"].map(
  (key): Input => ({ key, symbol: key, title: key, role: "data", shape: [], sizes: [] }),
);
const of = (expr: Expr) => graph(inputs, [{ key: "y", symbol: "y", title: "y", role: "y", expr }]);
const text = (expr: Expr, most = 8) =>
  polynomialText(polynomials(of(expr)).get("y") ?? [], {
    symbol: (key) => key,
    order: ["a", "b", "c"],
    most,
  });

const written: readonly [expr: Expr, text: string][] = [
  [a, "a"],
  [mul(a, add(b, c)), "a b + a c"],
  [mul(add(a, b), add(a, b)), "b^2 + 2 a b + a^2"],
  [mul(add(a, b), add(a, negate(b))), "−b^2 + a^2"],
  [add(a, negate(a)), "0"],
  [add(fill(2, []), scale(-0.5, a)), "2 − 0.5 a"],
  [product(scale(3, ref("m", [1, 1])), ref("v", [1])), "3 m v"],
  [Array<Expr>(12).fill(a).reduce(mul), "a^{12}"],
];

for (const [expr, expected] of written)
  test(`when a graph expands into ${expected}, then it is written so`, () => {
    if (expected !== "3 m v") assert.equal(text(expr), expected);
    else {
      const more = [
        { ...inputs[0], key: "m", shape: [1, 1] as const },
        { ...inputs[0], key: "v", shape: [1] as const },
      ];
      const y = polynomials(graph(more, [{ key: "y", symbol: "y", title: "y", role: "y", expr }])).get("y");
      assert.equal(polynomialText(y ?? [], { symbol: (key) => key, order: ["m", "v"], most: 8 }), expected);
    }
  });

test("when there are more terms than are written, then the first and the last are", () => {
  assert.equal(
    text(
      [0, 1, 2, 3, 4, 5].map((n) => Array<Expr>(n).fill(a).reduce(mul, b)).reduce((x, y) => add(x, y)),
      4,
    ),
    "b + a b + … + a^5 b",
  );
});

test("when a line is no polynomial, then it can't be expanded", () => {
  assert.throws(() => polynomials(of(tanh(a))), /internal: map/);
  assert.throws(
    () =>
      polynomials(
        graph(
          [{ ...inputs[0], shape: [2] }],
          [{ key: "y", symbol: "y", title: "", role: "", expr: ref("a", [2]) }],
        ),
      ),
    /internal: only numbers/,
  );
});

const cell = linearRnn.build({ input: 1, hidden: 1, output: 1 }, {});
const fromZero = new Map([["h_0", 0]]);
const manner = (most: number, steps: number) => ({
  symbol: (key: string) => key,
  order: ["w", ...Array.from({ length: steps }, (_, i) => `u_${i + 1}`)],
  most,
});

test("when the linear RNN is expanded over three steps, then y and its derivatives are those of the sheet", () => {
  const y = polynomials(unroll(cell, 3), fromZero).get("h_3") ?? [];
  const show = (p: typeof y) => inline(polynomialText(p, manner(6, 3)));
  assert.equal(show(y).unicode, "w u_3 + w² u_2 + w³ u_1");
  assert.equal(show(y).latex, "w u_{3} + w^{2} u_{2} + w^{3} u_{1}");
  assert.equal(show(derivative(y, "w")).unicode, "u_3 + 2 w u_2 + 3 w² u_1");
  assert.deepEqual(
    [1, 2, 3].map((k) => show(derivative(y, `u_${k}`)).unicode),
    ["w³", "w²", "w"],
  );
});

test("when it is expanded over fifty steps, then the middle is left out and the last derivative is w to the fiftieth", () => {
  const y = polynomials(unroll(cell, 50), fromZero).get("h_50") ?? [];
  assert.equal(y.length, 50);
  assert.equal(inline(polynomialText(y, manner(5, 50))).unicode, "w u_50 + w² u_49 + w³ u_48 + … + w⁵⁰ u_1");
  const [only, ...more] = derivative(y, "u_1");
  assert.deepEqual([only.coefficient, [...only.powers], more.length], [1, [["w", 50]], 0]);
  for (const [w, expected] of [
    [0.5, 8.881784197001252e-16],
    [1, 1],
    [1.5, 637621500.2140496],
  ])
    assertSame(evaluated([only], new Map([["w", scalar(w)]])) / expected, 1);
});

test("when the start is not zero, then it stands in the sum with the highest power", () => {
  const y = polynomials(unroll(cell, 2)).get("h_2") ?? [];
  assert.equal(polynomialText(y, manner(6, 2)), "w u_2 + w^2 u_1 + w^2 h_0");
});

test("when any numbers are put in, then the polynomial and its derivative are those of the recurrence", () => {
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: -15, max: 15 }),
      entry,
      (u, tenths, h_0) => {
        const w = tenths / 10;
        const whole = unroll(cell, u.length);
        const at = (weight: number) =>
          value(
            whole,
            new Map([
              ...u.map((x, i) => [`u_${i + 1}`, scalar(x)] as const),
              ["h_0", scalar(h_0)],
              ["w", scalar(weight)],
            ]),
          );
        const y = polynomials(whole).get(`h_${u.length}`) ?? [];
        const h = (weight: number) => at(weight).get(`h_${u.length}`)?.data[0] as number;
        assertSame(evaluated(y, at(w)), h(w), "y", 1e-9);
        const step = 1e-4;
        const slope = (8 * (h(w + step) - h(w - step)) - (h(w + 2 * step) - h(w - 2 * step))) / (12 * step);
        assertSame(evaluated(derivative(y, "w"), at(w)), slope, "dy/dw", 1e-6);
      },
    ),
  );
});
