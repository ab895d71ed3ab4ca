import assert from "node:assert/strict";
import test from "node:test";
import {
  add,
  concat,
  fill,
  mul,
  negate,
  onehot,
  oneMinus,
  product,
  ref,
  ShapeError,
  scale,
  sigmoid,
  slice,
  softmax,
  spread,
  subtract,
  sum,
  tanh,
  transpose,
} from "../../src/graph/build.ts";
import type { Expr } from "../../src/graph/expr.ts";
import type { Shape } from "../../src/linalg/tensor.ts";

const [a, b, c] = ["a", "b", "c"].map((key) => ref(key, [2]));
const s = ref("s", []);
const A = ref("A", [2, 3]);
const zero = fill(0, [2]);
const one = fill(1, [2]);

const simplest: readonly [what: string, built: Expr, expected: Expr][] = [
  ["a sum stands in a sum", add(add(a, b), c), add(a, b, c)],
  ["a sum stands last in a sum", add(a, add(b, c)), add(a, b, c)],
  ["sums are nested twice", add(add(add(a, b), c), a), add(a, b, c, a)],
  ["0 is added", add(a, zero), a],
  ["0 stands first", add(zero, a, zero, b), add(a, b)],
  ["a sum of zeros is added", add(add(zero, zero), a), a],
  ["nothing but zeros is added", add(zero, zero), zero],
  ["there is one term", add(a), a],
  ["0 is subtracted", subtract(a, zero), a],
  ["the factor is 1", scale(1, a), a],
  ["a factor has a factor", scale(2, scale(3, a)), scale(6, a)],
  ["two factors make 1", scale(2, scale(0.5, a)), a],
  ["a constant has a factor", scale(3, fill(2, [2])), fill(6, [2])],
  ["a minus has a minus", negate(negate(a)), a],
  ["a difference has a difference", subtract(a, negate(b)), add(a, b)],
  ["1 is multiplied from the left", mul(one, a), a],
  ["1 is multiplied from the right", mul(a, one), a],
  ["1 is multiplied by 1", mul(one, one), one],
  ["a transpose is transposed", transpose(transpose(A)), A],
  ["a transposed vector is transposed", transpose(transpose(a)), a],
  ["a scalar is transposed", transpose(s), s],
  ["one part is joined", concat([a], 0), a],
  ["the part is the whole", slice(a, 0, 0, 2), a],
  ["the part is all columns", slice(A, 1, 0, 3), A],
];

for (const [what, built, expected] of simplest)
  test(`when ${what}, then it is put into its simplest form`, () => assert.deepEqual(built, expected));

const kept: readonly [what: string, built: Expr, kind: Expr["kind"]][] = [
  ["the factor is 0", scale(0, a), "scale"],
  ["the factor is −1", negate(a), "scale"],
  ["the constant added is 1", add(a, one), "add"],
  ["the constant multiplied is 0", mul(zero, a), "mul"],
  ["a part is cut", slice(a, 0, 0, 1), "slice"],
];

for (const [what, built, kind] of kept)
  test(`when ${what}, then it is left as it is`, () => assert.equal(built.kind, kind));

test("when a factor has a name, then it is not drawn into another factor", () => {
  const named = scale(0.5, a, "1/√d");
  assert.deepEqual(named.fields, { factor: 0.5, symbol: "1/√d", arg: a });
  assert.deepEqual(scale(2, named).fields, { factor: 2, arg: named });
  assert.deepEqual(scale(0.5, scale(2, a), "1/√d").fields, { factor: 0.5, symbol: "1/√d", arg: scale(2, a) });
});

test("when 1 − a is built, then it is a sum of 1 and −a in a's shape", () => {
  assert.deepEqual(oneMinus(a), add(one, scale(-1, a)));
});

const shapes: readonly [what: string, built: Expr, shape: Shape][] = [
  ["a matrix times a vector", product(ref("W", [2, 3]), ref("x", [3])), [2]],
  ["a matrix times a matrix", product(ref("A", [2, 3]), ref("B", [3, 4])), [2, 4]],
  ["a column times a row", product(ref("x", [3]), transpose(ref("y", [2]))), [3, 2]],
  ["a row times a column", product(transpose(ref("x", [3])), ref("y", [3])), [1]],
  ["the transpose of a vector", transpose(a), [1, 2]],
  ["the transpose of a matrix", transpose(A), [3, 2]],
  ["the sum of a vector", sum(a, 0), []],
  ["the sum down the rows", sum(A, 0), [3]],
  ["the sum along the rows", sum(A, 1), [2]],
  ["a vector repeated down the rows", spread(ref("v", [3]), 0, 2), [2, 3]],
  ["a vector repeated along the rows", spread(ref("v", [3]), 1, 2), [3, 2]],
  ["a repeated scalar", spread(s, 0, 4), [4]],
  ["vectors joined", concat([a, ref("v", [3])], 0), [5]],
  ["matrices one under the other", concat([A, ref("B", [1, 3])], 0), [3, 3]],
  ["matrices side by side", concat([A, ref("B", [2, 1])], 1), [2, 4]],
  ["some rows", slice(ref("M", [4, 3]), 0, 1, 3), [2, 3]],
  ["some columns", slice(ref("M", [4, 3]), 1, 1, 3), [4, 2]],
  ["some entries", slice(ref("v", [5]), 0, 1, 3), [2]],
  ["one index of three classes", onehot([2], 3), [3]],
  ["two indices of three classes", onehot([2, 0], 3), [2, 3]],
  ["an activation", tanh(A), [2, 3]],
  ["a softmax", softmax(A), [2, 3]],
];

for (const [what, built, shape] of shapes)
  test(`when ${what} is built, then its shape is [${shape}]`, () => assert.deepEqual(built.shape, shape));

const U = ref("U_z", [2, 3]);
const h = ref("h_prev", [2]);

/** What is refused, and what the message has to name: quantities and both shapes. */
const refused: readonly [what: string, build: () => Expr, named: readonly string[]][] = [
  ["a product's sizes differ", () => product(A, ref("B", [2, 2])), ["A · B", "A is 2×3", "B is 2×2"]],
  ["a matrix meets a short vector", () => product(A, ref("x", [2])), ["A · x", "A is 2×3", "x is 2"]],
  ["a column meets a tall matrix", () => product(a, A), ["a · A", "a is 2", "A is 2×3", "1×n"]],
  ["a scalar is in a product", () => product(s, A), ["s · A", "s is a scalar", "A is 2×3"]],
  ["a product has a scalar behind it", () => product(A, s), ["A · s", "A is 2×3", "s is a scalar"]],
  ["terms differ in size", () => add(a, ref("v", [3])), ["a + v", "a is 2", "v is 3"]],
  ["terms differ in rank", () => add(a, ref("M", [2, 1])), ["a + M", "a is 2", "M is 2×1"]],
  ["the third term differs", () => add(a, b, ref("v", [3])), ["a + v", "a is 2", "v is 3"]],
  ["a zero of another shape is added", () => add(a, fill(0, [3])), ["a + ", "a is 2", "is 3"]],
  ["a difference has two shapes", () => subtract(a, ref("v", [3])), ["a + ", "a is 2", "is 3"]],
  ["factors differ", () => mul(a, ref("v", [3])), ["a ⊙ v", "a is 2", "v is 3"]],
  ["a 1 of another shape multiplies", () => mul(fill(1, [3]), a), [" ⊙ a", "is 3", "a is 2"]],
  ["a computed factor differs", () => mul(sigmoid(a), ref("v", [3])), ["activation ⊙ v", "is 2", "v is 3"]],
  ["a vector is summed along its rows", () => sum(a, 1), ["a is 2", "axis 1"]],
  ["a scalar is summed", () => sum(s, 0), ["s is a scalar", "axis 0"]],
  ["a matrix is repeated", () => spread(A, 0, 2), ["A is 2×3"]],
  ["joined columns differ", () => concat([A, ref("B", [2, 2])], 0), ["A ‖ B", "A is 2×3", "B is 2×2"]],
  ["joined rows differ", () => concat([A, ref("B", [3, 3])], 1), ["A ‖ B", "A is 2×3", "B is 3×3"]],
  ["a vector is joined to a matrix", () => concat([A, a], 0), ["A ‖ a", "A is 2×3", "a is 2"]],
  ["vectors are joined along rows", () => concat([a, b], 1), ["a is 2", "axis 1"]],
  ["a part begins before the whole", () => slice(a, 0, -1, 1), ["a is 2", "-1 to 1"]],
  ["a part ends behind the whole", () => slice(A, 1, 2, 4), ["A is 2×3", "2 to 4"]],
  ["a part is empty", () => slice(a, 0, 1, 1), ["a is 2", "1 to 1"]],
  ["a scalar is cut", () => slice(s, 0, 0, 1), ["s is a scalar", "axis 0"]],
  ["an index is too large", () => onehot([0, 3], 3), ["3", "0 … 2"]],
  ["an index is negative", () => onehot([-1], 3), ["-1", "0 … 2"]],
  ["an index is no whole number", () => onehot([0.5], 3), ["0.5", "0 … 2"]],
];

for (const [what, build, named] of refused)
  test(`when ${what}, then it is refused, naming ${named.join(", ")}`, () => {
    assert.throws(build, (error: Error) => {
      assert.ok(error instanceof ShapeError);
      for (const part of named) assert.ok(error.message.includes(part), `"${error.message}" lacks "${part}"`);
      return true;
    });
  });

test("when a weight does not fit a vector, then the message says which vector it takes", () => {
  assert.throws(() => product(U, h), {
    name: "ShapeError",
    message: "U_z · h_prev: U_z is 2×3, h_prev is 2; a 2×3 matrix takes a vector of 3",
  });
});
