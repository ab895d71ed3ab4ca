import assert from "node:assert/strict";
import test from "node:test";
import { add, concat, product, ref, slice, softmax, spread, sum, transpose } from "../../src/graph/build.ts";
import type { Expr } from "../../src/graph/expr.ts";
import { type Graph, graph } from "../../src/graph/graph.ts";
import { models } from "../../src/models/index.ts";
import { type Axes, axesOf } from "../../src/readings/axes.ts";

const X = ref("X", [3, 2]);
const W = ref("W", [2, 4]);
const b = ref("b", [4]);

const base: Graph = graph(
  [
    { key: "X", symbol: "X", title: "X", role: "data", shape: [3, 2], sizes: ["tokens", "model"] },
    { key: "W", symbol: "W", title: "W", role: "weight", shape: [2, 4], sizes: ["model", "d_k"] },
    { key: "b", symbol: "b", title: "b", role: "bias", shape: [4], sizes: ["d_k"] },
  ],
  [],
);

const rows: readonly [what: string, expr: Expr, axes: Axes][] = [
  ["a product", product(X, W), ["tokens", "d_k"]],
  ["a matrix times a vector", product(X, sum(X, 0)), ["tokens"]],
  ["a transpose", transpose(X), ["model", "tokens"]],
  ["a vector as a row", transpose(b), [undefined, "d_k"]],
  ["scores", softmax(product(X, transpose(X))), ["tokens", "tokens"]],
  ["a row sum", sum(X, 1), ["tokens"]],
  ["a column sum", sum(X, 0), ["model"]],
  ["a bias in every row", spread(b, 0, 3), [undefined, "d_k"]],
  ["a bias added to every row", add(spread(b, 0, 3), product(X, W)), ["tokens", "d_k"]],
  ["columns joined", concat([X, X], 1), ["tokens", undefined]],
  ["some columns", slice(W, 1, 0, 2), ["model", undefined]],
  ["some rows", slice(W, 0, 0, 1), [undefined, "d_k"]],
];

for (const [what, expr, axes] of rows)
  test(`when ${what} is looked at, then its axes are ${axes.map((name) => name ?? "?").join(" × ")}`, () =>
    assert.deepEqual(axesOf(base)(expr), axes));

test("when the lines of a decoder block are looked at, then cross-attention's weights are tokens × source", () => {
  const sizes = { tokens: 3, source: 2, model: 4, keys: 4, values: 4 };
  const cell = models.transformer.build(sizes, {
    ...models.transformer.defaults,
    block: "decoder",
    heads: "2",
  });
  const axes = axesOf(cell);
  const of = (key: string): Axes => axes(cell.lines.find((line) => line.key === key)!.expr);
  assert.deepEqual(of("weights_cross_1"), ["tokens", "source"]);
  assert.deepEqual(of("weights_2"), ["tokens", "tokens"]);
  assert.deepEqual(of("var_3"), ["tokens"]);
  assert.deepEqual(of("output"), ["tokens", "model"]);
});
