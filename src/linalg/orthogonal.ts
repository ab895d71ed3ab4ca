import { product, transpose } from "./kernels.ts";
import type { Random } from "./random.ts";
import { type Tensor, vector, zeros } from "./tensor.ts";

/** A random n×n orthogonal matrix: the product of n Householder reflections I − 2 v vᵀ / vᵀv. */
export function randomOrthogonal(draw: Random, n: number): Tensor {
  const Q = identity(n);
  for (let k = 0; k < n; k++) reflect(Q, draw.tensor([n], -1, 1).data);
  return Q;
}

/** A random square matrix with these singular values: U diag(values) Vᵀ with random orthogonal U and V. */
export function withSingularValues(draw: Random, values: readonly number[]): Tensor {
  const n = values.length;
  const U = randomOrthogonal(draw, n);
  const V = randomOrthogonal(draw, n);
  const scaled = { shape: U.shape, data: U.data.map((x, i) => x * vector(values).data[i % n]) };
  return product(scaled, transpose(V), [n, n]);
}

/** Q ← (I − 2 v vᵀ / vᵀv) Q */
function reflect(Q: Tensor, v: Float64Array): void {
  const n = v.length;
  const length = v.reduce((sum, x) => sum + x * x, 0);
  if (length === 0) return;
  for (let j = 0; j < n; j++) {
    let along = 0;
    for (let i = 0; i < n; i++) along += v[i] * Q.data[i * n + j];
    for (let i = 0; i < n; i++) Q.data[i * n + j] -= (2 * v[i] * along) / length;
  }
}

function identity(n: number): Tensor {
  const I = zeros([n, n]);
  for (let i = 0; i < n; i++) I.data[i * n + i] = 1;
  return I;
}
