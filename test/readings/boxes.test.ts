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
  tanh,
  transpose,
} from "../../src/graph/build.ts";
import type { Expr } from "../../src/graph/expr.ts";
import { matrix, scalar, type Tensor, vector } from "../../src/linalg/tensor.ts";
import { equation } from "../../src/readings/equation.ts";
import { boxes, type Layout, tensorBox, whole } from "../../src/readings/notation/boxes.ts";

const values = new Map<string, Tensor>([
  [
    "W",
    matrix([
      [0.1, 0.2],
      [0.3, -0.5],
    ]),
  ],
  ["x", vector([0.5, -0.1])],
  ["b", vector([0.01, -0.01])],
  ["h", vector([0.2, 0.4])],
  ["z", vector([0.534943, 0.5125])],
  ["y", vector([1, 2, 3])],
  ["s", scalar(-2)],
  ["t", scalar(3)],
]);
const given = (key: string): boolean => key !== "z";
const read = (key: string): Expr => ref(key, values.get(key)!.shape);
const [W, x, b, h, z, y, s, t] = ["W", "x", "b", "h", "z", "y", "s", "t"].map(read);

const layout = (expr: Expr): Layout =>
  equation(expr, boxes, (key) => tensorBox(values.get(key) as Tensor, 4, given(key)));

/** An expression with its numbers put in, as lines. */
const rows: readonly [what: string, expr: Expr, lines: readonly string[]][] = [
  ["a given vector", x, ["⎡ 0.5⎤", "⎣−0.1⎦"]],
  ["a computed vector", z, ["⎡0.5349⎤", "⎣0.5125⎦"]],
  ["a matrix times a vector", product(W, x), ["⎡0.1   0.2⎤ ⎡ 0.5⎤", "⎣0.3  −0.5⎦ ⎣−0.1⎦"]],
  [
    "σ of a sum",
    sigmoid(add(product(W, x), b)),
    ["σ⎛⎡0.1   0.2⎤ ⎡ 0.5⎤ + ⎡ 0.01⎤⎞", " ⎝⎣0.3  −0.5⎦ ⎣−0.1⎦   ⎣−0.01⎦⎠"],
  ],
  ["1 − z before ⊙", mul(oneMinus(z), h), ["⎛1 − ⎡0.5349⎤⎞ ⊙ ⎡0.2⎤", "⎝    ⎣0.5125⎦⎠   ⎣0.4⎦"]],
  ["a minus", negate(x), ["−⎡ 0.5⎤", " ⎣−0.1⎦"]],
  ["a difference", add(h, negate(x)), ["⎡0.2⎤ − ⎡ 0.5⎤", "⎣0.4⎦   ⎣−0.1⎦"]],
  ["a multiple", scale(2, x), ["2 ⎡ 0.5⎤", "  ⎣−0.1⎦"]],
  ["tanh of three rows", tanh(y), ["    ⎛⎡1⎤⎞", "tanh⎜⎢2⎥⎟", "    ⎝⎣3⎦⎠"]],
  ["a transpose", transpose(x), ["⎡ 0.5⎤ᵀ", "⎣−0.1⎦ "]],
  ["a sum of numbers", add(t, s), ["3 − 2"]],
  ["a product of numbers", mul(t, s), ["3 · (−2)"]],
];

for (const [what, expr, lines] of rows)
  test(`when ${what} is set with its numbers, then it stands as on paper`, () =>
    assert.deepEqual(whole(layout(expr)), lines));

test("when a sum is set, then each of its terms is a piece that may go to a line of its own, its sign before it", () => {
  assert.deepEqual(layout(sigmoid(add(product(W, x), b, negate(h)))), [
    ["σ⎛⎡0.1   0.2⎤ ⎡ 0.5⎤", " ⎝⎣0.3  −0.5⎦ ⎣−0.1⎦"],
    ["+ ⎡ 0.01⎤", "  ⎣−0.01⎦"],
    ["− ⎡0.2⎤⎞", "  ⎣0.4⎦⎠"],
  ]);
});

test("when the terms differ in height, then the outer brackets are as high as the highest", () => {
  assert.deepEqual(layout(tanh(oneMinus(y))), [
    ["    ⎛ ", "tanh⎜1", "    ⎝ "],
    ["  ⎡1⎤⎞", "− ⎢2⎥⎟", "  ⎣3⎦⎠"],
  ]);
});

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

const elided: readonly [what: string, tensor: Tensor, lines: readonly string[]][] = [
  ["six entries", vector(count(6)), ["⎡1⎤", "⎢2⎥", "⎢3⎥", "⎢4⎥", "⎢5⎥", "⎣6⎦"]],
  ["seven entries", vector(count(7)), ["⎡1⎤", "⎢2⎥", "⎢3⎥", "⎢4⎥", "⎢⋮⎥", "⎣7⎦"]],
  ["six columns", matrix([count(6)]), ["[1  2  3  4  5  6]"]],
  ["seven columns", matrix([count(7)]), ["[1  2  3  4  ⋯  7]"]],
  [
    "eight rows and columns",
    matrix(count(8).map((i) => count(8).map((j) => (i === 8 || j === 8 ? 9 : 1)))),
    [
      "⎡1  1  1  1  ⋯  9⎤",
      "⎢1  1  1  1  ⋯  9⎥",
      "⎢1  1  1  1  ⋯  9⎥",
      "⎢1  1  1  1  ⋯  9⎥",
      "⎢⋮  ⋮  ⋮  ⋮  ⋱  ⋮⎥",
      "⎣9  9  9  9  ⋯  9⎦",
    ],
  ],
];

for (const [what, tensor, lines] of elided)
  test(`when there are ${what}, then the first ones and the last are shown`, () =>
    assert.deepEqual(whole(tensorBox(tensor, 4, true).body), lines));

test("when numbers have different lengths, then their points stand under each other", () => {
  assert.deepEqual(whole(tensorBox(vector([1.25, -10, 0.5]), 4, true).body), [
    "⎡  1.25⎤",
    "⎢−10   ⎥",
    "⎣  0.5 ⎦",
  ]);
});
