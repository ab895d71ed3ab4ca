import type { Input } from "../graph/graph.ts";
import { randomOrthogonal } from "../linalg/orthogonal.ts";
import type { Random } from "../linalg/random.ts";
import { colsOf, rowsOf, type Shape, sizeOf, type Tensor } from "../linalg/tensor.ts";

/** One parameter of a model, and where it lies in the vector of all of them. */
export interface Part {
  readonly key: string;
  readonly role: Input["role"];
  readonly shape: Shape;
  readonly from: number;
  readonly to: number;
}

/** All parameters of a model as one vector, so that an optimiser has one loop and a worker one buffer. */
export interface Layout {
  readonly size: number;
  readonly parts: readonly Part[];
}

export function layoutOf(parameters: readonly Pick<Input, "key" | "role" | "shape">[]): Layout {
  let size = 0;
  const parts = parameters.map(({ key, role, shape }): Part => {
    const from = size;
    size += sizeOf(shape);
    return { key, role, shape, from, to: size };
  });
  return { size, parts };
}

/** The parameters by name, each a view of the vector. */
export const tensorsOf = ({ parts }: Layout, all: Float64Array): ReadonlyMap<string, Tensor> =>
  new Map(parts.map(({ key, shape, from, to }) => [key, { shape, data: all.subarray(from, to) }]));

/** The vector of parameters that are given by name. */
export function vectorOf({ size, parts }: Layout, tensors: ReadonlyMap<string, Tensor>): Float64Array {
  const all = new Float64Array(size);
  for (const { key, from } of parts) all.set((tensors.get(key) as Tensor).data, from);
  return all;
}

/** How far a forget gate starts towards keeping: Jozefowicz et al. (2015). */
const FORGET = 1;

/**
 * Weights to start from: square matrices orthogonal, so that states neither vanish nor explode at first (Saxe et al.,
 * arXiv:1312.6120), the others uniform within ±√(6/(rows + columns)) (Glorot & Bengio, 2010), biases 0.
 */
export function initialWeights({ size, parts }: Layout, from: Random): Float64Array {
  const all = new Float64Array(size);
  for (const { key, role, shape, from: at, to } of parts) {
    const isSquare = shape.length === 2 && shape[0] === shape[1];
    const bound = Math.sqrt(6 / (rowsOf(shape) + colsOf(shape)));
    if (role === "bias") all.fill(/^b_f/.test(key) ? FORGET : 0, at, to);
    else if (isSquare) all.set(randomOrthogonal(from, rowsOf(shape)).data, at);
    else all.set(from.tensor(shape, -bound, bound).data, at);
  }
  return all;
}
