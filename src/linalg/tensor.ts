/** The sizes of a tensor: `[]` a scalar, `[n]` a (column) vector, `[r, c]` a matrix. */
export type Shape = readonly [] | readonly [number] | readonly [number, number];

/** Numbers in a shape, row-major: entry (i, j) of an r×c matrix is `data[i * c + j]`. */
export interface Tensor {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** What a tensor looks like as plain JSON: a number, a row of numbers, or rows of numbers. */
export type Nested = number | readonly number[] | readonly (readonly number[])[];

/** Rows and columns of a shape, a vector being a column and a scalar 1×1. */
export const rowsOf = (shape: Shape): number => shape[0] ?? 1;
export const colsOf = (shape: Shape): number => shape[1] ?? 1;
export const sizeOf = (shape: Shape): number => rowsOf(shape) * colsOf(shape);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i]);

/** A shape as a student writes it: `2×3` for a matrix, `3` for a vector, `a scalar`. */
export const showShape = (shape: Shape): string => (shape.length === 0 ? "a scalar" : shape.join("×"));

export const zeros = (shape: Shape): Tensor => ({ shape, data: new Float64Array(sizeOf(shape)) });

export const filled = (shape: Shape, value: number): Tensor => ({
  shape,
  data: new Float64Array(sizeOf(shape)).fill(value),
});

export const scalar = (value: number): Tensor => filled([], value);

export const vector = (entries: readonly number[]): Tensor => ({
  shape: [entries.length],
  data: Float64Array.from(entries),
});

/** A matrix from its rows, all of the same length. Throws a RangeError when they are not. */
export function matrix(rows: readonly (readonly number[])[]): Tensor {
  const cols = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== cols)) throw new RangeError("the rows differ in length");
  return { shape: [rows.length, cols], data: Float64Array.from(rows.flat()) };
}

export function fromNested(value: Nested): Tensor {
  if (typeof value === "number") return scalar(value);
  return isRows(value) ? matrix(value) : vector(value as readonly number[]);
}

const isRows = (value: Exclude<Nested, number>): value is readonly (readonly number[])[] =>
  Array.isArray(value[0]);

export function toNested({ shape, data }: Tensor): number | number[] | number[][] {
  if (shape.length === 0) return data[0];
  if (shape.length === 1) return Array.from(data);
  return rowList({ shape, data });
}

/** The rows of a tensor as plain arrays; a vector of n gives n rows of one. */
export function rowList({ shape, data }: Tensor): number[][] {
  const cols = colsOf(shape);
  return Array.from({ length: rowsOf(shape) }, (_, i) => Array.from(data.subarray(i * cols, (i + 1) * cols)));
}

/** The same numbers in another shape of the same size. */
export function reshape(tensor: Tensor, shape: Shape): Tensor {
  if (sizeOf(shape) !== tensor.data.length)
    throw new RangeError(`internal: ${showShape(tensor.shape)} can't be read as ${showShape(shape)}`);
  return { shape, data: tensor.data };
}
