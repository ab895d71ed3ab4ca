import { sameShape, type Tensor } from "./tensor.ts";

/** Two numbers agree when |a − b| ≤ absolute + relative · max(|a|, |b|); infinity agrees with itself alone. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

export const closeNumbers = (a: number, b: number, { relative, absolute }: Tolerance): boolean =>
  a === b ||
  (Number.isFinite(a - b) && Math.abs(a - b) <= absolute + relative * Math.max(Math.abs(a), Math.abs(b)));

/** Same shape, and every entry within the tolerance. NaN is close to nothing. */
export const close = (a: Tensor, b: Tensor, tolerance: Tolerance): boolean =>
  sameShape(a.shape, b.shape) && firstFar(a, b, tolerance) === undefined;

/** The position of the first entry outside the tolerance, in row-major order. */
export function firstFar(a: Tensor, b: Tensor, tolerance: Tolerance): number | undefined {
  const at = a.data.findIndex((value, i) => !closeNumbers(value, b.data[i], tolerance));
  return at < 0 ? undefined : at;
}
