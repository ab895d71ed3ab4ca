import assert from "node:assert/strict";
import test from "node:test";
import { same } from "../../src/checking/hypotheses.ts";
import { vector } from "../../src/linalg/tensor.ts";

const rows: readonly (readonly [a: readonly number[], b: readonly number[], is: boolean])[] = [
  [[1, 2], [1, 2], true],
  [[1, 2], [1 + 1e-12, 2], true],
  [[1, 2], [1.001, 2], false],
  [[1, 2], [1], false],
  // masked scores
  [[1, Number.NEGATIVE_INFINITY], [1, Number.NEGATIVE_INFINITY], true],
  [[1, Number.NEGATIVE_INFINITY], [1, 2], false],
  [[1, 2], [1, Number.NEGATIVE_INFINITY], false],
  [[1, Number.NaN], [1, Number.NaN], false],
];

for (const [a, b, is] of rows)
  test(`when [${a}] is compared with [${b}], then it is ${is ? "the same" : "another"}`, () =>
    assert.equal(same(vector(a), vector(b)), is));
