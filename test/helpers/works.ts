import type { Rewrite, Work } from "../../src/checking/mistake.ts";
import { mistakesFor } from "../../src/checking/mistakes/index.ts";
import type { Run } from "../../src/course/run.ts";
import { unroll } from "../../src/graph/unroll.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import type { Shape, Tensor } from "../../src/linalg/tensor.ts";
import { models } from "../../src/models/index.ts";
import { type Convention, isRecurrent, type Model, type Sizes } from "../../src/models/model.ts";
import { gradient } from "../../src/readings/gradient.ts";
import { type Values, value } from "../../src/readings/value.ts";
import { withGradient, withLoss } from "./losses.ts";

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
    graph.inputs.map(({ key, shape, value: known }) => [key, known ?? drawnFor(key, shape, draw)] as const),
  );
  return { model, convention, graph, inputs };
}

/** A mask holds 0 and 1, and hides nothing of the first key. */
const drawnFor = (key: string, shape: Shape, draw: Random): Tensor => {
  const drawn = draw.tensor(shape, -1.5, 1.5);
  const cols = shape[1] ?? 1;
  return key === "mask"
    ? { shape, data: drawn.data.map((x, i) => (i % cols === 0 || x > 0 ? 1 : 0)) }
    : drawn;
};

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

const square: Sizes = {
  ...{ input: 3, hidden: 3, output: 3, tokens: 4, source: 4, model: 4, memory: 4, keys: 4, values: 4 },
  ...{ d_k: 4, d_v: 4, inner: 4, query: 3, alignment: 3 },
};

/** Choices beside the defaults and the presets, so that every mistake finds a place. */
const more: Readonly<Record<string, readonly Convention[]>> = {
  rnn: [{ output: "linear" }],
  lstm: [{ output: "linear" }, { peepholes: "full" }, { coupled: "yes" }],
  gru: [{ output: "linear" }, { reset: "after" }],
  attention: [{ mask: "causal" }, { mask: "given" }, { inputs: "cross" }, { inputs: "qkv" }],
  "multi-head": [{ mask: "causal" }, { inputs: "cross" }, { biases: "one" }],
  "positional-encoding": [{ layout: "halves" }, { start: "one" }],
  transformer: [
    { norm: "pre" },
    { block: "decoder", heads: "2", biases: "one", affine: "yes" },
    { heads: "2" },
  ],
};

/** Works of every model under several conventions, with losses and gradients: every mistake can be made in one. */
export const manyWorks = (seed: number): Work[] =>
  Object.values(models).flatMap((model: Model) => {
    const choices = [{}, ...Object.values(model.presets), ...(more[model.name] ?? [])];
    return choices.flatMap((choice) => worksOf(model, { ...model.defaults, ...choice }, square, seed));
  });

/** A step and three steps, with each loss and its gradient where there is time; with a seeded gradient elsewhere. */
export function worksOf(model: Model, convention: Convention, of: Sizes, seed: number): Work[] {
  if (!isRecurrent(model)) {
    const work = drawnWork(model, convention, of, seed);
    return [work, withSeededGradient(work, seed)];
  }
  const three = drawnWork(model, convention, of, seed, 3);
  const losses = (["squared", "cross-entropy"] as const).map((loss) =>
    withGradient(withLoss(three, loss, seed)),
  );
  return [drawnWork(model, convention, of, seed), three, ...losses];
}

/** The model's last line, times a seed, differentiated by all that is given. */
function withSeededGradient(work: Work, seed: number): Work {
  const last = work.graph.lines[work.graph.lines.length - 1];
  const wrt = work.graph.inputs
    .filter(({ role, key }) => role !== "constant" && key !== "mask")
    .map(({ key }) => key);
  return {
    ...work,
    graph: gradient(work.graph, last.key, wrt, "seed"),
    inputs: new Map([...work.inputs, ["seed", random(seed + 1).tensor(last.expr.shape, -1, 1)]]),
  };
}
