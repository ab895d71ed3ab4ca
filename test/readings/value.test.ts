import assert from "node:assert/strict";
import test from "node:test";
import {
  add,
  concat,
  fill,
  logSoftmax,
  map,
  mul,
  negate,
  onehot,
  oneMinus,
  product,
  ref,
  scale,
  sigmoid,
  slice,
  softmax,
  spread,
  sum,
  tanh,
  transpose,
} from "../../src/graph/build.ts";
import type { Expr, Fn } from "../../src/graph/expr.ts";
import { graph, type Input } from "../../src/graph/graph.ts";
import { matrix, type Nested, scalar, type Tensor, vector } from "../../src/linalg/tensor.ts";
import { evaluate, value } from "../../src/readings/value.ts";
import { assertSame } from "../helpers/numbers.ts";

const values = new Map<string, Tensor>([
  ["s", scalar(2)],
  ["v", vector([1, -2])],
  ["w", vector([3, 0.5])],
  ["x", vector([1, 2, 3])],
  [
    "A",
    matrix([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  ],
  [
    "B",
    matrix([
      [1, 0],
      [0, 2],
      [1, 1],
    ]),
  ],
]);
const read = (key: string): Expr => ref(key, values.get(key)!.shape);
const [s, v, w, x, A, B] = ["s", "v", "w", "x", "A", "B"].map(read);

/** Each kind of expression with numbers worked out by hand. */
const rows: readonly [what: string, expr: Expr, expected: Nested][] = [
  ["a key", v, [1, -2]],
  ["a constant", fill(0.5, [2]), [0.5, 0.5]],
  ["a constant matrix", fill(-1, [1, 2]), [[-1, -1]]],
  ["one index", onehot([1], 3), [0, 1, 0]],
  [
    "two indices",
    onehot([2, 0], 3),
    [
      [0, 0, 1],
      [1, 0, 0],
    ],
  ],
  ["a sum of three", add(v, w, v), [5, -3.5]],
  ["a multiple", scale(-3, v), [-3, 6]],
  ["1 − v", oneMinus(v), [0, 3]],
  ["⊙", mul(v, w), [3, -1]],
  ["a matrix times a vector", product(A, x), [14, 32]],
  [
    "a matrix times a matrix",
    product(A, B),
    [
      [4, 7],
      [10, 16],
    ],
  ],
  [
    "a column times a row",
    product(v, transpose(x)),
    [
      [1, 2, 3],
      [-2, -4, -6],
    ],
  ],
  ["a row times a column", product(transpose(v), w), [2]],
  ["a column times a vector of one", product(v, fill(5, [1])), [5, -10]],
  [
    "a transpose",
    transpose(A),
    [
      [1, 4],
      [2, 5],
      [3, 6],
    ],
  ],
  ["a vector as a row", transpose(v), [[1, -2]]],
  ["the sum of a vector", sum(x, 0), 6],
  ["the sum down the rows", sum(A, 0), [5, 7, 9]],
  ["the sum along the rows", sum(A, 1), [6, 15]],
  [
    "a vector down the rows",
    spread(v, 0, 3),
    [
      [1, -2],
      [1, -2],
      [1, -2],
    ],
  ],
  [
    "a vector along the rows",
    spread(v, 1, 3),
    [
      [1, 1, 1],
      [-2, -2, -2],
    ],
  ],
  ["a scalar down the rows", spread(s, 0, 3), [2, 2, 2]],
  ["a scalar along the rows", spread(s, 1, 3), [2, 2, 2]],
  ["softmax of a vector", softmax(mul(fill(Math.log(3), [2]), fill(1, [2]))), [0.5, 0.5]],
  ["softmax of rows", softmax(fill(7, [2, 4])), [Array(4).fill(0.25), Array(4).fill(0.25)]],
  ["ln softmax", logSoftmax(fill(7, [2])), [-Math.LN2, -Math.LN2]],
  ["vectors joined", concat([v, x], 0), [1, -2, 1, 2, 3]],
  [
    "matrices one under the other",
    concat([A, slice(A, 0, 0, 1)], 0),
    [
      [1, 2, 3],
      [4, 5, 6],
      [1, 2, 3],
    ],
  ],
  [
    "matrices side by side",
    concat([A, slice(A, 1, 2, 3)], 1),
    [
      [1, 2, 3, 3],
      [4, 5, 6, 6],
    ],
  ],
  [
    "some rows",
    slice(B, 0, 1, 3),
    [
      [0, 2],
      [1, 1],
    ],
  ],
  [
    "some columns",
    slice(A, 1, 1, 3),
    [
      [2, 3],
      [5, 6],
    ],
  ],
  ["some entries", slice(x, 0, 1, 3), [2, 3]],
  ["all of them at once", tanh(scale(0, add(product(A, x), mul(v, w), sum(A, 1)))), [0, 0]],
];

for (const [what, expr, expected] of rows)
  test(`when the expression is ${what}, then its number is the one by hand`, () =>
    assertSame(evaluate(expr, values), expected));

const functionRows: readonly [fn: Fn, x: number, y: number][] = [
  ["sigmoid", 0, 0.5],
  ["sigmoid", Math.log(3), 0.75],
  ["sigmoid", -800, 0],
  ["sigmoid", 800, 1],
  ["tanh", 0, 0],
  ["tanh", Math.log(2), 0.6],
  ["tanh", -1000, -1],
  ["relu", 2.5, 2.5],
  ["relu", -2.5, 0],
  ["relu", 0, 0],
  ["step", 2.5, 1],
  ["step", 0, 0],
  ["step", -2.5, 0],
  ["exp", 1, Math.E],
  ["log", Math.E, 1],
  ["sqrt", 6.25, 2.5],
  ["reciprocal", -4, -0.25],
];

for (const [fn, at, expected] of functionRows)
  test(`when ${fn} is taken at ${at}, then it is ${expected}`, () =>
    assertSame(evaluate(map(fn, fill(at, [1])), new Map()), [expected]));

const input = (key: string, shape: Input["shape"]): Input => ({
  key,
  symbol: key,
  title: key,
  role: "data",
  shape,
  sizes: [],
});
const line = (key: string, expr: Expr) => ({ key, symbol: key, title: key, role: key, expr });
const small = graph(
  [input("v", [2])],
  [
    line("a", scale(2, v)),
    line("b", add(ref("a", [2]), v)),
    line("c", sigmoid(negate(sum(ref("b", [2]), 0)))),
  ],
);

test("when lines read each other, then every input and line has its number", () => {
  const all = value(small, new Map([["v", vector([1, -1])]]));
  assert.deepEqual([...all.keys()], ["v", "a", "b", "c"]);
  assertSame(all.get("a")!, [2, -2]);
  assertSame(all.get("b")!, [3, -3]);
  assertSame(all.get("c")!, 0.5);
});

test("when more is given than the graph takes, then the rest is left out", () => {
  const all = value(
    small,
    new Map([
      ["v", vector([1, -1])],
      ["q", scalar(1)],
    ]),
  );
  assert.equal(all.has("q"), false);
});

const wrong: readonly [what: string, given: readonly (readonly [string, Tensor])[], message: RegExp][] = [
  ["an input is missing", [], /no value for v/],
  ["an input has another size", [["v", vector([1, 2, 3])]], /v is 3, the graph has 2/],
  ["an input has another rank", [["v", matrix([[1, 2]])]], /v is 1×2, the graph has 2/],
];

for (const [what, given, message] of wrong)
  test(`when ${what}, then it is named`, () => assert.throws(() => value(small, new Map(given)), message));

test("when an expression reads a key without a value, then the key is named", () => {
  assert.throws(() => evaluate(v, new Map()), /v has no value/);
});
