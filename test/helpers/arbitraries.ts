import fc from "fast-check";
import type { Shape, Tensor } from "../../src/linalg/tensor.ts";

/** Numbers of a size that exercises have, so that their sums depend on the order in the last digits. */
export const entry = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 100_000);

export const size = fc.integer({ min: 1, max: 5 });

/** Any of the three ranks, with sizes from 1 to 5. */
export const shape: fc.Arbitrary<Shape> = fc.oneof(
  fc.constant([] as const),
  fc.tuple(size),
  fc.tuple(size, size),
);

export const ofShape = (wanted: Shape, entries: fc.Arbitrary<number> = entry): fc.Arbitrary<Tensor> => {
  const count = wanted.reduce((n: number, side: number) => n * side, 1);
  return fc
    .array(entries, { minLength: count, maxLength: count })
    .map((data) => ({ shape: wanted, data: Float64Array.from(data) }));
};

export const tensor: fc.Arbitrary<Tensor> = shape.chain((wanted) => ofShape(wanted));

export const matrix: fc.Arbitrary<Tensor> = fc.tuple(size, size).chain((wanted) => ofShape(wanted));
