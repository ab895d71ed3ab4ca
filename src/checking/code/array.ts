import { product as productInto, transpose } from "../../linalg/kernels.ts";
import { reshape, type Shape, scalar, sizeOf, type Tensor, zeros } from "../../linalg/tensor.ts";

// numpy's arrays of rank 0 to 2, with numpy's rules: a vector has no orientation, shapes are aligned at their ends, and
// sizes of 1 are repeated. What numpy refuses throws a Misfit with numpy's reason.

/** Shapes that numpy refuses. */
export class Misfit extends Error {
  override name = "Misfit";
}

/** More than anything that is written here by hand. */
const MOST_ENTRIES = 1000;

/** As numpy prints shapes: `(3, 3)`, `(3,)`, `()`. */
export const tuple = (shape: readonly number[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;

/** a ∘ b, entry by entry, repeated where a size is 1 or absent. */
export function broadcast(a: Tensor, b: Tensor, f: (x: number, y: number) => number): Tensor {
  const shape = broadcastShape(a.shape, b.shape);
  const out = zeros(shape);
  const [rows, cols] = shape.length === 2 ? shape : [1, shape[0] ?? 1];
  const [left, right] = [strides(a.shape), strides(b.shape)];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++)
      out.data[i * cols + j] = f(a.data[i * left[0] + j * left[1]], b.data[i * right[0] + j * right[1]]);
  return out;
}

function strides(shape: Shape): readonly [number, number] {
  const cols = shape.at(-1) ?? 1;
  const rows = shape.length === 2 ? shape[0] : 1;
  return [rows === 1 ? 0 : cols, cols === 1 ? 0 : 1];
}

function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const size = (shape: Shape, i: number): number => shape[i - rank + shape.length] ?? 1;
  const sizes = Array.from({ length: rank }, (_, i) => {
    const [m, n] = [size(a, i), size(b, i)];
    if (m !== n && m !== 1 && n !== 1)
      throw new Misfit(`shapes ${tuple(a)} and ${tuple(b)} do not go together`);
    return m === 1 ? n : m;
  });
  return bounded(sizes);
}

function bounded(sizes: readonly number[]): Shape {
  if (sizes.length > 2) throw new Misfit(`arrays of rank ${sizes.length} are not understood here`);
  if (sizes.reduce((n, size) => n * size, 1) > MOST_ENTRIES) throw new Misfit("the array becomes too large");
  return sizes as unknown as Shape;
}

/** np.dot; with a scalar it multiplies. */
export const dot = (a: Tensor, b: Tensor): Tensor =>
  a.shape.length === 0 || b.shape.length === 0 ? broadcast(a, b, (x, y) => x * y) : matmul(a, b);

/** np.matmul and @: a vector on the left is a row, on the right a column, and that size is dropped again. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length === 0 || b.shape.length === 0)
    throw new Misfit("@ and np.matmul take no scalars; use *");
  const left = a.shape.length === 1 ? reshape(a, [1, a.data.length]) : a;
  const right = b.shape.length === 1 ? reshape(b, [b.data.length, 1]) : b;
  const [rows, inner] = left.shape as readonly [number, number];
  const [height, cols] = right.shape as readonly [number, number];
  if (inner !== height)
    throw new Misfit(
      `shapes ${tuple(a.shape)} and ${tuple(b.shape)} do not go together: ${inner} is not ${height}`,
    );
  const whole = productInto(left, right, bounded([rows, cols]));
  const kept = [...(a.shape.length === 1 ? [] : [rows]), ...(b.shape.length === 1 ? [] : [cols])];
  return reshape(whole, kept as unknown as Shape);
}

/** .T: of a vector it is the vector itself. */
export const turned = (a: Tensor): Tensor => (a.shape.length === 2 ? transpose(a) : a);

/** .reshape: one −1 stands for what is left. */
export function reshaped(a: Tensor, sizes: readonly number[]): Tensor {
  const known = sizes.filter((n) => n !== -1).reduce((n, size) => n * size, 1);
  const bad = sizes.some((n) => !Number.isInteger(n) || n < -1 || n === 0);
  const open = sizes.filter((n) => n === -1).length;
  const full = sizes.map((n) => (n === -1 ? a.data.length / known : n));
  const total = full.reduce((n, size) => n * size, 1);
  if (bad || open > 1 || total !== a.data.length || full.some((n) => !Number.isInteger(n)))
    throw new Misfit(`an array of shape ${tuple(a.shape)} can't be reshaped into ${tuple(sizes)}`);
  return reshape(a, bounded(full));
}

/** np.sum: of everything, or along an axis, counted from the end where below 0. */
export function summed(a: Tensor, axis: number | undefined): Tensor {
  if (axis === undefined) return scalar(a.data.reduce((total, x) => total + x, 0));
  const rank = a.shape.length;
  if (rank === 0 && (axis === 0 || axis === -1)) return a;
  const along = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(along) || along < 0 || along >= rank)
    throw new Misfit(`an array of shape ${tuple(a.shape)} has no axis ${axis}`);
  if (rank === 1) return summed(a, undefined);
  const [rows, cols] = a.shape as readonly [number, number];
  const out = zeros([along === 0 ? cols : rows]);
  for (let i = 0; i < sizeOf(a.shape); i++)
    out.data[along === 0 ? i % cols : Math.floor(i / cols)] += a.data[i];
  return out;
}
