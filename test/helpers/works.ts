import type { Rewrite, Work } from "../../src/checking/mistake.ts";
import { mistakesFor } from "../../src/checking/mistakes/index.ts";
import type { Run } from "../../src/course/run.ts";
import { unroll } from "../../src/graph/unroll.ts";
import { random } from "../../src/linalg/random.ts";
import type { Convention, Model, Sizes } from "../../src/models/model.ts";
import { type Values, value } from "../../src/readings/value.ts";

export const workOf = ({ model, convention, graph, parameters }: Run): Work => ({
  model,
  convention,
  graph,
  inputs: new Map([
    ...graph.inputs.flatMap(({ key, value: known }) => (known ? [[key, known] as const] : [])),
    ...parameters.inputs,
  ]),
});

/** A model's work over some steps (one without number where there are none) on numbers in [−1.5, 1.5). */
export function drawnWork(
  model: Model,
  convention: Convention,
  of: Sizes,
  seed: number,
  steps?: number,
): Work {
  const cell = model.build(of, convention);
  const graph = steps === undefined ? cell : unroll(cell, steps);
  const draw = random(seed);
  const inputs = new Map(
    graph.inputs.map(
      ({ key, shape, value: known }) => [key, known ?? draw.tensor(shape, -1.5, 1.5)] as const,
    ),
  );
  return { model, convention, graph, inputs };
}

/** Every way to make a mistake in a work. */
export function waysOf(work: Work, id: string): readonly Rewrite[] {
  const mistake = mistakesFor(work.model.name).find((one) => one.id === id);
  if (!mistake) throw new Error(`${work.model.name} has no mistake ${id}`);
  return mistake.rewrites(work);
}

/** The numbers of a work with a mistake in it, everywhere or in the way that is called so. */
export function mistaken(work: Work, id: string, where?: string): Values {
  const way = waysOf(work, id).find((rewrite) => rewrite.where === where);
  if (!way) throw new Error(`${id} can't be made ${where ?? "everywhere"}`);
  return value(way.graph, way.inputs);
}
