import { randomOrthogonal } from "../linalg/orthogonal.ts";
import type { Random } from "../linalg/random.ts";
import { rowsOf, type Shape, sizeOf, type Tensor } from "../linalg/tensor.ts";
import type { Parameter, Start } from "../models/characters.ts";

/** One parameter of a model, and where it lies in the vector of all of them. */
export interface Part {
  readonly key: string;
  readonly start: Start;
  readonly shape: Shape;
  readonly from: number;
  readonly to: number;
}

/** All parameters of a model as one vector, so that an optimiser has one loop and a worker one buffer. */
export interface Layout {
  readonly size: number;
  readonly parts: readonly Part[];
}

export function layoutOf(parameters: readonly Pick<Parameter, "key" | "start" | "shape">[]): Layout {
  let size = 0;
  const parts = parameters.map(({ key, start, shape }): Part => {
    const from = size;
    size += sizeOf(shape);
    return { key, start, shape, from, to: size };
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

/** Weights to start from, drawn as the model says, one parameter after the other. */
export function initialWeights({ size, parts }: Layout, from: Random): Float64Array {
  const all = new Float64Array(size);
  for (const { start, shape, from: at } of parts) all.set(drawn(start, shape, from), at);
  return all;
}

function drawn(start: Start, shape: Shape, from: Random): Float64Array {
  if (start.kind === "constant") return new Float64Array(sizeOf(shape)).fill(start.value);
  if (start.kind === "orthogonal") return randomOrthogonal(from, rowsOf(shape)).data;
  return from.tensor(shape, -start.bound, start.bound).data;
}
