import { type Graph, graph, type Line } from "../graph/graph.ts";
import { unroll } from "../graph/unroll.ts";
import type { Convention, Sizes } from "../models/model.ts";
import type { Rewrite, Work } from "./mistake.ts";

/**
 * The work as another convention has it, on the same numbers; lines that it does not have stay as they are, behind
 * its own, before the loss and its gradient. None where it asks for numbers that were not given.
 */
export function underConvention(work: Work, change: Convention, where?: string): Rewrite[] {
  const other = built(work, { ...work.convention, ...change });
  const given = new Set(work.graph.inputs.map(({ key }) => key));
  if (other.inputs.some(({ key }) => !given.has(key))) return [];
  const theirs = new Map(other.lines.map((line) => [line.key, line]));
  const ours = new Map(work.graph.lines.map((line) => [line.key, line]));
  const own = other.lines.map((line): Line => ({ ...(ours.get(line.key) ?? line), expr: line.expr }));
  const left = work.graph.lines.filter(({ key }) => !theirs.has(key));
  const changed = graph(work.graph.inputs, [...own, ...left]);
  return [{ graph: changed, inputs: work.inputs, ...(where === undefined ? {} : { where }) }];
}

/** The model in the sizes and over the steps of the work. */
function built({ model, graph: { inputs, lines } }: Work, convention: Convention): Graph {
  const sizes: Sizes = Object.fromEntries(
    inputs.flatMap(({ sizes: names, shape }) => names.map((name, i) => [name, shape[i] as number])),
  );
  const cell = model.build(sizes, convention);
  const steps = lines.reduce((most, { at }) => Math.max(most, at ?? 0), 0);
  return steps > 0 ? unroll(cell, steps) : cell;
}
