import fc from "fast-check";
import { random } from "../../src/linalg/random.ts";
import { type Nested, type Shape, toNested } from "../../src/linalg/tensor.ts";
import { models, type RecurrentName } from "../../src/models/index.ts";
import { type Convention, givenInputs, type Sizes } from "../../src/models/model.ts";

/** Sizes that differ from each other as often as not. */
export const sizes: fc.Arbitrary<Sizes & Record<"input" | "hidden" | "output", number>> = fc.record({
  input: fc.integer({ min: 1, max: 4 }),
  hidden: fc.integer({ min: 1, max: 4 }),
  output: fc.integer({ min: 1, max: 3 }),
});

export const seed = fc.integer({ min: 0, max: 2 ** 31 });

export type Weights = Readonly<Record<string, Nested>>;

/** Numbers for every input of a model's step, in [−1.5, 1.5). */
export function drawn(model: RecurrentName, convention: Convention, of: Sizes, from: number): Weights {
  const draw = random(from);
  return Object.fromEntries(
    givenInputs(models[model], convention).map(({ key, sizes: names }) => {
      const shape = names.map((name) => of[name as keyof Sizes]) as unknown as Shape;
      return [key, toNested(draw.tensor(shape, -1.5, 1.5))];
    }),
  );
}

/** f of every entry. */
const eachEntry = (value: Nested, f: (x: number) => number): Nested =>
  typeof value === "number"
    ? f(value)
    : (value.map((inner: number | readonly number[]) => eachEntry(inner, f)) as unknown as Nested);

export const negated = (value: Nested): Nested => eachEntry(value, (x) => -x);

export const vectorSum = (a: Nested, b: Nested): number[] =>
  (a as readonly number[]).map((x, i) => x + (b as readonly number[])[i]);
