import type { Axis } from "../../linalg/kernels.ts";
import { colsOf, rowsOf, type Shape } from "../../linalg/tensor.ts";

/** A piece of the arena. Where it lies is known once all are. */
export interface Buffer {
  readonly size: number;
  /** Inputs, outputs and constants keep their place for good; the others share one where their lives don't meet. */
  readonly isKept: boolean;
  /** Its first number's place in the arena. */
  at: number;
  /** What a kept buffer holds from the start. */
  readonly holds?: Float64Array;
  /** Where each row's single 1 is, of an input whose rows have one, found anew in every run. */
  readonly ones?: Int32Array;
}

/**
 * A quantity in memory: entry (i, j) of sample b is at `offset + b·batch + i·row + j·col` of its buffer. A stride of 0
 * repeats what is there, so that transposing, cutting and repeating move nothing.
 */
export interface View {
  readonly buffer: Buffer;
  readonly offset: number;
  /** The same for every sample; its `batch` is 0. */
  readonly isShared: boolean;
  readonly rows: number;
  readonly cols: number;
  readonly batch: number;
  readonly row: number;
  readonly col: number;
}

/** The whole of a buffer, [batch][rows][columns]. */
export function whole(buffer: Buffer, shape: Shape, isShared: boolean): View {
  const [rows, cols] = [rowsOf(shape), colsOf(shape)];
  return { buffer, offset: 0, isShared, rows, cols, batch: isShared ? 0 : rows * cols, row: cols, col: 1 };
}

export const transposed = (view: View): View => ({
  ...view,
  rows: view.cols,
  cols: view.rows,
  row: view.col,
  col: view.row,
});

/** Rows (axis 0) or columns (axis 1) `from` up to, not including, `to`. */
export const cut = (view: View, axis: Axis, from: number, to: number): View =>
  axis === 0
    ? { ...view, offset: view.offset + from * view.row, rows: to - from }
    : { ...view, offset: view.offset + from * view.col, cols: to - from };

/** A vector of n (a column) or a scalar, repeated `count` times down the rows (axis 0) or along them (axis 1). */
export const repeated = (view: View, axis: Axis, count: number): View =>
  axis === 0
    ? { ...view, rows: count, cols: view.rows, row: 0, col: view.row }
    : { ...view, cols: count, col: 0 };

/** What softmax runs along stands in a row: a vector lies down. */
export const lying = (view: View, shape: Shape): View => (shape.length < 2 ? transposed(view) : view);
