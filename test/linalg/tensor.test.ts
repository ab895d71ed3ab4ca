import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  colsOf,
  filled,
  fromNested,
  matrix,
  reshape,
  rowList,
  rowsOf,
  type Shape,
  sameShape,
  scalar,
  showShape,
  sizeOf,
  toNested,
  vector,
  zeros,
} from "../../src/linalg/tensor.ts";
import { tensor } from "../helpers/arbitraries.ts";

const shapes: readonly { shape: Shape; rows: number; cols: number; size: number; shown: string }[] = [
  { shape: [], rows: 1, cols: 1, size: 1, shown: "a scalar" },
  { shape: [3], rows: 3, cols: 1, size: 3, shown: "3" },
  { shape: [2, 3], rows: 2, cols: 3, size: 6, shown: "2×3" },
  { shape: [1, 4], rows: 1, cols: 4, size: 4, shown: "1×4" },
];

for (const { shape, rows, cols, size, shown } of shapes)
  test(`when the shape is [${shape}], then it is ${rows} by ${cols} and shown as ${shown}`, () => {
    assert.deepEqual([rowsOf(shape), colsOf(shape), sizeOf(shape)], [rows, cols, size]);
    assert.equal(showShape(shape), shown);
    assert.equal(zeros(shape).data.length, size);
    assert.deepEqual(Array.from(filled(shape, 7).data), Array(size).fill(7));
  });

const pairs: readonly [Shape, Shape, boolean][] = [
  [[], [], true],
  [[2], [2], true],
  [[2, 3], [2, 3], true],
  [[], [1], false],
  [[2], [2, 1], false],
  [[2, 3], [3, 2], false],
  [[2], [3], false],
];

for (const [a, b, same] of pairs)
  test(`when [${a}] is held against [${b}], then they are ${same ? "the same" : "different"}`, () => {
    assert.equal(sameShape(a, b), same);
    assert.equal(sameShape(b, a), same);
  });

test("when a tensor is written as nested numbers, then reading them gives the tensor back", () => {
  fc.assert(fc.property(tensor, (t) => assert.deepEqual(fromNested(toNested(t)), t)));
});

test("when rows are given, then entry (i, j) stands at i · columns + j", () => {
  const m = matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  assert.deepEqual(m.shape, [2, 3]);
  assert.equal(m.data[1 * 3 + 0], 4);
  assert.deepEqual(rowList(m), [
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

test("when the rows differ in length, then they are refused", () => {
  assert.throws(() => matrix([[1, 2], [3]]), { name: "RangeError", message: "the rows differ in length" });
});

test("when a vector of n is listed by rows, then it is n rows of one", () => {
  assert.deepEqual(rowList(vector([1, 2])), [[1], [2]]);
  assert.deepEqual(rowList(scalar(3)), [[3]]);
});

test("when a tensor is read in another shape of its size, then its numbers stay", () => {
  assert.deepEqual(toNested(reshape(vector([1, 2, 3, 4]), [2, 2])), [
    [1, 2],
    [3, 4],
  ]);
});

test("when the other shape has another size, then both shapes are named", () => {
  assert.throws(() => reshape(vector([1, 2, 3]), [2, 2]), /3 can't be read as 2×2/);
});
