import assert from "node:assert/strict";
import test from "node:test";
import { close, closeNumbers, firstFar } from "../../src/linalg/close.ts";
import { matrix, vector } from "../../src/linalg/tensor.ts";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const tolerance = { relative: 1e-3, absolute: 1e-6 };

const rows: readonly [a: number, b: number, close: boolean][] = [
  [1, 1, true],
  [1, 1.0009, true],
  [1, 1.0011, false],
  [1000, 1000.9, true],
  [1000, 1001.1, false],
  [-1, -1.0009, true],
  [-1, 1, false],
  [0, 0, true],
  [0, -0, true],
  [0, 9e-7, true],
  [0, 1.1e-6, false],
  [1e-9, -1e-9, true],
  [nan, nan, false],
  [nan, 0, false],
  [inf, inf, true],
  [inf, -inf, false],
  [inf, 1, false],
  [1e308, inf, false],
];

for (const [a, b, expected] of rows)
  test(`when ${a} is held against ${b}, then they ${expected ? "agree" : "differ"}`, () => {
    assert.equal(closeNumbers(a, b, tolerance), expected);
    assert.equal(closeNumbers(b, a, tolerance), expected);
  });

test("when the tolerance is only relative, then nothing but zero is close to zero", () => {
  assert.equal(closeNumbers(0, 1e-300, { relative: 0.5, absolute: 0 }), false);
  assert.equal(closeNumbers(0, 0, { relative: 0.5, absolute: 0 }), true);
});

test("when entries are off, then the first of them is found, row by row", () => {
  const a = matrix([
    [1, 2],
    [3, 4],
  ]);
  assert.equal(firstFar(a, a, tolerance), undefined);
  assert.equal(
    firstFar(
      a,
      matrix([
        [1, 2.1],
        [3, 5],
      ]),
      tolerance,
    ),
    1,
  );
  assert.equal(
    firstFar(
      a,
      matrix([
        [1, 2],
        [3, 5],
      ]),
      tolerance,
    ),
    3,
  );
});

test("when the numbers agree but not the shapes, then the tensors differ", () => {
  assert.equal(close(vector([1, 2]), vector([1, 2]), tolerance), true);
  assert.equal(close(vector([1, 2]), matrix([[1, 2]]), tolerance), false);
  assert.equal(close(vector([1, 2]), vector([1, nan]), tolerance), false);
});
