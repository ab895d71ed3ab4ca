import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  add,
  concat,
  fill,
  logSoftmax,
  mul,
  onehot,
  product,
  ref,
  scale,
  slice,
  softmax,
  spread,
  sum,
  tanh,
  transpose,
} from "../../src/graph/build.ts";
import type { Expr, Rules } from "../../src/graph/expr.ts";
import { children, fold, keysOf, renameKeys, replaceRefs } from "../../src/graph/fold.ts";
import { expression } from "../helpers/expressions.ts";

const v = ref("v", [2]);
const w = ref("w", [2]);
const A = ref("A", [2, 3]);
const B = ref("B", [3, 2]);

const rows: readonly [expr: Expr, children: readonly Expr[], keys: readonly string[]][] = [
  [v, [], ["v"]],
  [fill(2, [2]), [], []],
  [onehot([1], 2), [], []],
  [add(v, w, fill(1, [2])), [v, w, fill(1, [2])], ["v", "w"]],
  [scale(3, v), [v], ["v"]],
  [mul(w, v), [w, v], ["w", "v"]],
  [tanh(v), [v], ["v"]],
  [product(A, B), [A, B], ["A", "B"]],
  [transpose(A), [A], ["A"]],
  [sum(A, 0), [A], ["A"]],
  [spread(v, 0, 3), [v], ["v"]],
  [softmax(v), [v], ["v"]],
  [logSoftmax(v), [v], ["v"]],
  [concat([w, v], 0), [w, v], ["w", "v"]],
  [slice(A, 0, 1, 2), [A], ["A"]],
];

for (const [expr, under, keys] of rows)
  test(`when the expression is of kind ${expr.kind}, then its children come from left to right`, () => {
    assert.deepEqual(children(expr), under);
    assert.deepEqual(keysOf(expr), keys);
  });

test("when a key is read twice, then it is listed once, where it is read first", () => {
  assert.deepEqual(keysOf(add(mul(w, v), tanh(w), v)), ["w", "v"]);
});

/** Every kind written as `kind(children)`, a ref as its key. */
const written: Rules<string> = {
  ref: ({ key }) => key,
  fill: ({ value }) => String(value),
  onehot: ({ indices }) => `onehot(${indices})`,
  add: ({ terms }) => `add(${terms})`,
  scale: ({ factor, arg }) => `scale(${factor},${arg})`,
  mul: ({ a, b }) => `mul(${a},${b})`,
  map: ({ fn, arg }) => `${fn}(${arg})`,
  product: ({ a, b }) => `product(${a},${b})`,
  transpose: ({ arg }) => `transpose(${arg})`,
  sum: ({ axis, arg }) => `sum${axis}(${arg})`,
  spread: ({ axis, arg }, { shape }) => `spread${axis}(${arg},${shape[axis]})`,
  softmax: ({ arg }) => `softmax(${arg})`,
  logsoftmax: ({ arg }) => `logsoftmax(${arg})`,
  concat: ({ axis, parts }) => `concat${axis}(${parts})`,
  slice: ({ axis, from, to, arg }) => `slice${axis}(${arg},${from},${to})`,
};

test("when an expression is folded, then each rule gets its children's results in their places", () => {
  const expr = add(
    tanh(scale(-2, v)),
    product(slice(A, 1, 0, 2), logSoftmax(sum(transpose(A), 0))),
    mul(softmax(v), sum(spread(w, 1, 4), 1)),
    concat([slice(v, 0, 0, 1), slice(w, 0, 1, 2)], 0),
    onehot([1], 2),
  );
  assert.equal(
    fold(written, expr),
    "add(tanh(scale(-2,v)),product(slice1(A,0,2),logsoftmax(sum0(transpose(A))))," +
      "mul(softmax(v),sum1(spread1(w,4))),concat0(slice0(v,0,1),slice0(w,1,2)),onehot(1))",
  );
});

test("when keys are renamed, then nothing but the refs changes, and the first expression stays", () => {
  const expr = add(mul(v, w), scale(2, v));
  const before = structuredClone(expr);
  assert.deepEqual(
    renameKeys(expr, (key) => `${key}_1`),
    add(mul(ref("v_1", [2]), ref("w_1", [2])), scale(2, ref("v_1", [2]))),
  );
  assert.deepEqual(expr, before);
});

test("when a ref is replaced, then an expression stands in its place", () => {
  assert.deepEqual(
    replaceRefs(tanh(add(v, w)), (node) => (node.fields.key === "v" ? mul(w, w) : node)),
    tanh(add(mul(w, w), w)),
  );
});

test("when every ref is replaced by itself, then any expression is as before", () => {
  fc.assert(
    fc.property(expression, (expr) =>
      assert.deepEqual(
        replaceRefs(expr, (node) => node),
        expr,
      ),
    ),
  );
});

test("when the keys of any expression are renamed, then its keys are the renamed ones in the same order", () => {
  fc.assert(
    fc.property(expression, (expr) => {
      const renamed = renameKeys(expr, (key) => `${key}'`);
      assert.deepEqual(
        keysOf(renamed),
        keysOf(expr).map((key) => `${key}'`),
      );
      assert.equal(fold(written, renamed).replaceAll("'", ""), fold(written, expr));
    }),
  );
});

test("when any expression is walked by its children, then the walk meets as many nodes as the fold", () => {
  const walked = (expr: Expr): number => 1 + children(expr).reduce((n, child) => n + walked(child), 0);
  const folded = (expr: Expr): number => {
    let count = 0;
    const counting = Object.fromEntries(Object.keys(written).map((kind) => [kind, () => count++]));
    fold(counting as unknown as Rules<number>, expr);
    return count;
  };
  fc.assert(fc.property(expression, (expr) => assert.equal(walked(expr), folded(expr))));
});
