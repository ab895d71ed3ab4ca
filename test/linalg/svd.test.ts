import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { product, transpose } from "../../src/linalg/kernels.ts";
import { randomOrthogonal, withSingularValues } from "../../src/linalg/orthogonal.ts";
import { random } from "../../src/linalg/random.ts";
import { singularValues, spectralNorm, svd } from "../../src/linalg/svd.ts";
import { matrix, type Tensor, vector, zeros } from "../../src/linalg/tensor.ts";
import { seed } from "../helpers/weights.ts";

const times = (a: Tensor, b: Tensor): Tensor => product(a, b, [a.shape[0] as number, b.shape[1] as number]);

/** The largest difference of two tensors' entries. */
const apart = (a: Tensor, b: Tensor): number => Math.max(...a.data.map((x, i) => Math.abs(x - b.data[i])));

const diagonal = (values: readonly number[]): Tensor =>
  matrix(values.map((value, i) => values.map((_, j) => (i === j ? value : 0))));

const identity = (n: number): Tensor => diagonal(Array(n).fill(1));

const known: readonly [what: string, rows: number[][], values: number[]][] = [
  ["1×1", [[-3]], [3]],
  ["diagonal", [[0.5, 0], [0, -2]], [2, 0.5]], // biome-ignore format: a row
  ["a rotation by a right angle", [[0, -1], [1, 0]], [1, 1]], // biome-ignore format: a row
  ["of rank one", [[3, 3], [4, 4]], [Math.sqrt(50), 0]], // biome-ignore format: a row
  ["the shear (1 1; 0 1)", [[1, 1], [0, 1]], [(1 + Math.sqrt(5)) / 2, (Math.sqrt(5) - 1) / 2]], // biome-ignore format: a row
  ["a row", [[3, 4]], [5]],
  ["zero", [[0, 0], [0, 0]], [0, 0]], // biome-ignore format: a row
  ["tiny", [[3e-200, 0], [0, 4e-200]], [4e-200, 3e-200]], // biome-ignore format: a row
  ["huge", [[3e200, 0], [0, 4e200]], [4e200, 3e200]], // biome-ignore format: a row
];

for (const [what, rows, values] of known)
  test(`when a matrix is ${what}, then its singular values are ${values.join(", ")}`, () => {
    const found = singularValues(matrix(rows));
    assert.equal(found.length, values.length);
    for (const [i, value] of values.entries())
      assert.ok(Math.abs(found[i] - value) <= 1e-14 * values[0], `${found[i]}`);
  });

test("when any tall matrix is taken apart, then U diag Vᵀ is the matrix, and U and V keep lengths and angles", () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: 1, max: 6 }), fc.nat(4), (from, n, more) => {
      const A = random(from).tensor([n + more, n], -2, 2);
      const { U, values, V } = svd(A);
      assert.deepEqual(
        values,
        [...values].sort((a, b) => b - a),
      );
      assert.ok(apart(times(times(U, diagonal(values)), transpose(V)), A) < 1e-13);
      assert.ok(apart(times(transpose(U), U), identity(n)) < 1e-12);
      assert.ok(apart(times(transpose(V), V), identity(n)) < 1e-13);
    }),
  );
});

test("when a vector goes through any matrix, then it is stretched by no more than the spectral norm", () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: 1, max: 5 }), (from, n) => {
      const draw = random(from);
      const A = draw.tensor([n, n], -2, 2);
      const x = draw.tensor([n, 1], -1, 1);
      const length = (v: Tensor) => Math.hypot(...v.data);
      assert.ok(length(times(A, x)) <= spectralNorm(A) * length(x) * (1 + 1e-12));
    }),
  );
});

test("when an entry is not a finite number, then neither is the norm", () => {
  assert.equal(spectralNorm(vector([1, Number.NEGATIVE_INFINITY])), Number.POSITIVE_INFINITY);
  assert.ok(Number.isNaN(spectralNorm(vector([Number.NaN]))));
  assert.equal(spectralNorm(zeros([2, 2])), 0);
});

test("when a random orthogonal matrix is drawn, then its columns are orthonormal, and a seed always gives the same", () => {
  for (const n of [1, 2, 5, 16]) {
    const Q = randomOrthogonal(random(3), n);
    assert.ok(apart(times(transpose(Q), Q), identity(n)) < 1e-14 * n);
    assert.deepEqual(Q, randomOrthogonal(random(3), n));
  }
  assert.notDeepEqual(randomOrthogonal(random(3), 4), randomOrthogonal(random(4), 4));
});

test("when singular values are asked for, then the matrix has them", () => {
  const wanted = [1.4, 0.9, 0.5, 0.01, 0];
  const found = singularValues(withSingularValues(random(7), wanted));
  for (const [i, value] of wanted.entries()) assert.ok(Math.abs(found[i] - value) < 1e-14, `${found[i]}`);
});
