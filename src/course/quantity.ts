import { fromNested, type Nested, type Shape, showShape, type Tensor } from "../linalg/tensor.ts";
import type { Place } from "../text/user-error.ts";

/** A quantity as somebody gave it: well-formed numbers, with the place to point at. */
export interface Quantity {
  readonly value: Nested;
  /** The key as it was typed, where it was another spelling. */
  readonly typed?: string;
  readonly place?: Place | undefined;
}

export type Given = ReadonlyMap<string, Quantity>;

/**
 * The quantity as a tensor of the wanted rank, where that asks for no guess: 0.5 for a vector of one entry or
 * a 1×1 matrix, a vector for a matrix of one column (or, where `hidden` is 1, of one row).
 */
export function asRank(value: Nested, rank: number, oneRow: boolean): Tensor {
  const tensor = fromNested(value);
  if (tensor.shape.length >= rank) return tensor;
  const size = tensor.data.length;
  const shape: Shape = rank === 1 ? [size] : oneRow && size > 1 ? [1, size] : [size, 1];
  return { shape, data: tensor.data };
}

/** `2×3`, `a vector of 2`, `a number`, `a matrix of 2×2` */
export function asked(shape: Shape): string {
  if (shape.length === 0) return "a number";
  return shape.length === 1 ? `a vector of ${shape[0]}` : `a matrix of ${showShape(shape)}`;
}
