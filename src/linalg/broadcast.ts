import { colsOf, type Shape, sizeOf, type Tensor, zeros } from "./tensor.ts";

// What numpy does with arrays whose shapes differ; our own models never do.

/** The shape that two are stretched to, sizes counted from the right; undefined where they don't go together. */
export function commonShape(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const size = (shape: Shape, fromRight: number): number => shape[shape.length - fromRight] ?? 1;
  const sizes = Array.from({ length: rank }, (_, i) => [size(a, rank - i), size(b, rank - i)]);
  if (sizes.some(([x, y]) => x !== y && x !== 1 && y !== 1)) return undefined;
  return sizes.map(([x, y]) => (x === 1 ? y : x)) as unknown as Shape;
}

/** f of every pair of entries, the smaller array repeated. @throws as numpy does where the shapes don't go together */
export function broadcast(a: Tensor, b: Tensor, f: (x: number, y: number) => number): Tensor {
  const shape = commonShape(a.shape, b.shape);
  if (!shape)
    throw new RangeError(
      `operands could not be broadcast together with shapes ${showTuple(a.shape)} ${showTuple(b.shape)}`,
    );
  const out = zeros(shape);
  const cols = shape.length === 2 ? shape[1] : sizeOf(shape);
  for (let n = 0; n < out.data.length; n++) {
    const [i, j] = [Math.floor(n / cols), n % cols];
    out.data[n] = f(entry(a, i, j), entry(b, i, j));
  }
  return out;
}

function entry({ shape, data }: Tensor, i: number, j: number): number {
  if (shape.length === 0) return data[0];
  if (shape.length === 1) return data[shape[0] === 1 ? 0 : j];
  return data[(shape[0] === 1 ? 0 : i) * shape[1] + (shape[1] === 1 ? 0 : j)];
}

/** np.dot: a vector on the right is a column, on the left a row. @throws as numpy does where the inner sizes differ */
export function dot(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length === 0 || b.shape.length === 0) return broadcast(a, b, (x, y) => x * y);
  const inner = a.shape[a.shape.length - 1] as number;
  const rows = a.shape.length === 2 ? a.shape[0] : 1;
  const cols = b.shape.length === 2 ? colsOf(b.shape) : 1;
  if (inner !== b.shape[0])
    throw new RangeError(`shapes ${showTuple(a.shape)} and ${showTuple(b.shape)} not aligned`);
  const shape = [...(a.shape.length === 2 ? [rows] : []), ...(b.shape.length === 2 ? [cols] : [])];
  const out = zeros(shape as unknown as Shape);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++)
      for (let k = 0; k < inner; k++) out.data[i * cols + j] += a.data[i * inner + k] * b.data[k * cols + j];
  return out;
}

/** A shape as Python prints it: `(3,)`, `(3, 3)`, `()`. */
export const showTuple = (shape: Shape): string => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
