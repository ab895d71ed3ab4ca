import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
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
import type { Expr } from "../../src/graph/expr.ts";
import { matrix, type Tensor, vector } from "../../src/linalg/tensor.ts";
import { fine } from "../../src/readings/fine.ts";
import { evaluate } from "../../src/readings/value.ts";
import { ofShape, size } from "../helpers/arbitraries.ts";
import { assertSame } from "../helpers/numbers.ts";

const values = new Map<string, Tensor>([
  ["x", vector([0.5, -0.1])],
  ["z", vector([0.534943, -0.2])],
  ["k", vector([3])],
  [
    "W",
    matrix([
      [0.1, 0.2],
      [0.3, -0.5],
    ]),
  ],
  [
    "B",
    matrix([
      [1, 0],
      [2, -1],
    ]),
  ],
  ["C", matrix([[2], [-4]])],
]);
/** z is computed, all others are given. */
const given = new Set(["x", "k", "W", "B", "C"]);
const read = (key: string): Expr => ref(key, values.get(key)!.shape);
const [x, z, k, W, B, C] = ["x", "z", "k", "W", "B", "C"].map(read);

/** The chain of every entry, its equals joined. */
const rows: readonly [what: string, expr: Expr, chains: readonly string[]][] = [
  [
    "a matrix times a vector",
    product(W, x),
    ["0.1·0.5 + 0.2·(−0.1) = 0.0500 − 0.0200 = 0.0300", "0.3·0.5 − 0.5·(−0.1) = 0.1500 + 0.0500 = 0.2000"],
  ],
  [
    "a matrix times a matrix",
    product(W, B),
    [
      "0.1·1 + 0.2·2 = 0.1000 + 0.4000 = 0.5000",
      "0.1·0 + 0.2·(−1) = 0.0000 − 0.2000 = −0.2000",
      "0.3·1 − 0.5·2 = 0.3000 − 1.0000 = −0.7000",
      "0.3·0 − 0.5·(−1) = 0.0000 + 0.5000 = 0.5000",
    ],
  ],
  ["a product with a single term", product(C, k), ["2·3 = 6.0000", "−4·3 = −12.0000"]],
  ["a given and a computed term", add(x, z), ["0.5 + 0.5349 = 1.0349", "−0.1 − 0.2000 = −0.3000"]],
  ["1 − z", oneMinus(z), ["1 − 0.5349 = 0.4651", "1 + 0.2000 = 1.2000"]],
  ["⊙", mul(x, z), ["0.5·0.5349 = 0.2675", "−0.1·(−0.2000) = 0.0200"]],
  ["a multiple", scale(2, x), ["2·0.5 = 1.0000", "2·(−0.1) = −0.2000"]],
  ["a minus", negate(z), ["−1·0.5349 = −0.5349", "−1·(−0.2000) = 0.2000"]],
  ["σ", sigmoid(x), ["1/(1 + e^(−0.5)) = 0.6225", "1/(1 + e^(0.1)) = 0.4750"]],
  ["σ of a sum", sigmoid(add(x, x)), ["1/(1 + e^(−1.0000)) = 0.7311", "1/(1 + e^(0.2000)) = 0.4502"]],
  ["tanh", tanh(x), ["tanh(0.5) = 0.4621", "tanh(−0.1) = −0.0997"]],
  ["relu", map("relu", x), ["max(0, 0.5) = 0.5000", "max(0, −0.1) = 0.0000"]],
  ["exp", map("exp", x), ["e^(0.5) = 1.6487", "e^(−0.1) = 0.9048"]],
  ["a logarithm", map("log", k), ["ln(3) = 1.0986"]],
  ["a root", map("sqrt", k), ["√(3) = 1.7321"]],
  ["a reciprocal", map("reciprocal", x), ["1/(0.5) = 2.0000", "1/(−0.1) = −10.0000"]],
  ["a step", map("step", x), ["step(0.5) = 1.0000", "step(−0.1) = 0.0000"]],
  ["the sum of a vector", sum(x, 0), ["0.5 − 0.1 = 0.4000"]],
  ["the sums down the rows", sum(W, 0), ["0.1 + 0.3 = 0.4000", "0.2 − 0.5 = −0.3000"]],
  ["the sums along the rows", sum(W, 1), ["0.1 + 0.2 = 0.3000", "0.3 − 0.5 = −0.2000"]],
  [
    "softmax",
    softmax(x),
    ["e^(0.5) / (e^(0.5) + e^(−0.1)) = 0.6457", "e^(−0.1) / (e^(0.5) + e^(−0.1)) = 0.3543"],
  ],
];

for (const [what, expr, chains] of rows)
  test(`when ${what} is opened up, then every entry comes down to its multiplications`, () =>
    assert.deepEqual(
      fine(expr, values, given, 4).map(({ chain }) => chain.join(" = ")),
      chains,
    ));

test("when a matrix is opened up, then every entry has its row and column", () => {
  assert.deepEqual(
    fine(product(W, B), values, given, 4).map(({ row, column }) => [row, column]),
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
  );
});

test("when softmax runs along the rows of a matrix, then each entry is divided by its own row's sum", () => {
  assert.deepEqual(
    fine(softmax(B), values, given, 2).map(({ chain }) => chain[0]),
    [
      "e^(1) / (e^(1) + e^(0))",
      "e^(0) / (e^(1) + e^(0))",
      "e^(2) / (e^(2) + e^(−1))",
      "e^(−1) / (e^(2) + e^(−1))",
    ],
  );
});

const plain: readonly [what: string, expr: Expr][] = [
  ["a key", x],
  ["a constant", fill(1, [2])],
  ["an index", onehot([1], 2)],
  ["a transpose", transpose(W)],
  ["a repeated vector", spread(x, 0, 2)],
  ["joined vectors", concat([x, k], 0)],
  ["a part", slice(x, 0, 0, 1)],
  ["ln softmax", logSoftmax(x)],
];

for (const [what, expr] of plain)
  test(`when there is nothing to work out in ${what}, then it is not opened up`, () =>
    assert.deepEqual(fine(expr, values, given, 4), []));

for (const [digits, chain] of [
  [0, "0.1·0.5 + 0.2·(−0.1) = 0 + 0 = 0"],
  [2, "0.1·0.5 + 0.2·(−0.1) = 0.05 − 0.02 = 0.03"],
  [6, "0.1·0.5 + 0.2·(−0.1) = 0.050000 − 0.020000 = 0.030000"],
] as const)
  test(`when ${digits} decimals are asked for, then computed numbers have them and given ones stay`, () =>
    assert.equal(fine(product(W, x), values, given, digits)[0].chain.join(" = "), chain));

/** A chain's text as arithmetic. */
const calculated = (text: string): number =>
  new Function(
    `return ${text.replaceAll("·", "*").replaceAll("−", "-").replaceAll("- -", "+ ")}`,
  )() as number;

test("when any product is opened up, then what is written down gives the entry", () => {
  const decimals = fc.integer({ min: -999, max: 999 }).map((n) => n / 100);
  const operands = fc
    .tuple(size, size, size)
    .chain(([r, n, c]) => fc.tuple(ofShape([r, n], decimals), ofShape([n, c], decimals)));
  fc.assert(
    fc.property(operands, ([a, b]) => {
      const over = new Map([
        ["a", a],
        ["b", b],
      ]);
      const expr = product(ref("a", a.shape), ref("b", b.shape));
      const result = evaluate(expr, over);
      for (const { row, column, chain } of fine(expr, over, new Set(["a", "b"]), 4)) {
        const entry = result.data[row * (b.shape[1] as number) + column];
        for (const text of chain) assertSame(calculated(text), entry, text);
      }
    }),
  );
});
