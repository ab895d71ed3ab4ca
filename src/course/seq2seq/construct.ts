import { type Shape, type Tensor, vector, zeros } from "../../linalg/tensor.ts";

/** One weight: the row (what it goes to), the column (what it comes from), and its value. */
export type Weight = readonly [to: number, from: number, value: number];

/** A matrix that is zero but for the weights named. */
export function matrixOf(shape: Shape & readonly [number, number], weights: Iterable<Weight>): Tensor {
  const made = zeros(shape);
  for (const [to, from, value] of weights) made.data[to * shape[1] + from] += value;
  return made;
}

/** A one-hot vector. */
export const oneHot = (index: number, size: number): Tensor =>
  vector(Array.from({ length: size }, (_, i) => (i === index ? 1 : 0)));

/** One-hot rows. */
export const oneHots = (indices: readonly number[], size: number): Tensor =>
  matrixOf(
    [indices.length, size],
    indices.map((index, row): Weight => [row, index, 1]),
  );

/** Whole numbers from `from` up to, not including, `to`. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

/** The matrices side by side. */
export function joined(a: Tensor, b: Tensor): Tensor {
  const [rows, left] = a.shape as readonly [number, number];
  const [, right] = b.shape as readonly [number, number];
  const made = zeros([rows, left + right]);
  for (let i = 0; i < rows; i++) {
    made.data.set(a.data.subarray(i * left, (i + 1) * left), i * (left + right));
    made.data.set(b.data.subarray(i * right, (i + 1) * right), i * (left + right) + left);
  }
  return made;
}
