import { ShapeError } from "../graph/build.ts";
import type { Graph } from "../graph/graph.ts";
import { type Cell, keyAt, sequenceKey, unroll } from "../graph/unroll.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { models } from "../models/index.ts";
import { type Convention, inputsOf, type Model } from "../models/model.ts";
import { type Values, value } from "../readings/value.ts";
import { didYouMean } from "../text/nearest.ts";
import { placed, UserError } from "../text/user-error.ts";
import { type Asked, chosen, conventionOf } from "./convention.ts";
import type { Exercise } from "./exercise.ts";
import { mustBeFinite } from "./finite.ts";
import { TARGET } from "./input-keys.ts";
import { canonicalKey } from "./keys.ts";
import { fit, type Parameters } from "./parameters.ts";
import type { Given, Quantity } from "./quantity.ts";
import { layoutOf, unstacked } from "./stacked.ts";

/** What the user puts in the place of an exercise's own numbers and convention. */
export interface Changes {
  /** Later ones over earlier ones. */
  readonly given?: readonly Given[];
  readonly convention?: Asked | undefined;
}

/** An exercise with its model run. */
export interface Run {
  readonly exercise: Exercise;
  readonly model: Model;
  readonly convention: Convention;
  readonly parameters: Parameters;
  readonly graph: Graph;
  readonly values: Values;
  /** Whether the user put anything in the place of the exercise's own numbers or convention. */
  readonly isChanged: boolean;
  /** The keys of what is asked, those that this run has. */
  readonly asked: readonly string[];
  /** What a loss compares with, where it stands among the parameters. */
  readonly target?: Quantity;
}

/** Loads the parameters of an exercise, builds its model in their sizes, and runs it. */
export function run(exercise: Exercise, changes: Changes = {}): Run {
  const name = exercise.file.model;
  const model: Model = models[name];
  const sources = [ownNumbers(exercise), ...(changes.given ?? [])];
  const all = merged(
    sources.map((source) => unstacked(name, source)),
    model,
  );
  const target = all.get(TARGET);
  const given = new Map([...all].filter(([key]) => key !== TARGET));
  const stacked = sources.map((source) => layoutOf(name, source)).find(Boolean);
  const convention = conventionFor(exercise, changes, model, given, stacked);
  const parameters = fit(model, convention, given);
  const cell = built(model, parameters, convention);
  const graph = parameters.steps === undefined ? cell : unroll(cell, parameters.steps);
  const values = value(graph, new Map([...parameters.inputs, ...constantsOf(graph)]));
  mustBeFinite(graph, values);
  checkAsked(exercise, changes, graph);
  const asked = askedOf(exercise, graph, parameters.steps);
  const isChanged = isChange(changes) || exercise.variant !== undefined;
  return {
    ...{ exercise, model, convention, parameters, graph, values, asked, isChanged },
    ...(target ? { target } : {}),
  };
}

/** Sizes that each fit, but not together (4 columns for 3 heads), are the user's. */
function built(model: Model, { sizes }: Parameters, convention: Convention): Cell {
  try {
    return model.build(sizes, convention);
  } catch (error) {
    if (error instanceof ShapeError && !error.message.startsWith("internal:"))
      throw new UserError(error.message);
    throw error;
  }
}

const constantsOf = ({ inputs }: Graph): [string, Tensor][] =>
  inputs.flatMap(({ key, value: known }) => (known ? [[key, known]] : []));

function ownNumbers({ file, places, spelled }: Exercise): Given {
  const entries = Object.entries(file.parameters).map(([key, numbers]): [string, Quantity] => [
    key,
    { value: numbers as Quantity["value"], typed: spelled?.[key] ?? key, place: places?.[key] },
  ]);
  return new Map(entries);
}

/**
 * Later ones over earlier ones. An x in the place of an x_t turns the step into a sequence, and its h_prev into
 * h_0, and back; one bias takes the place of two, and two that of one.
 */
function merged(all: readonly Given[], model: Model): Given {
  const { biasPairs } = model;
  const [one] = inputsOf(model, model.defaults).flatMap(({ key, role }) => (role === "data" ? [key] : []));
  const sequence = sequenceKey(one);
  const out = new Map<string, Quantity>();
  for (const given of all) {
    if (one !== sequence && given.has(sequence) && given.has(one))
      throw new UserError(
        `${sequence} and ${one} can't both be given: ${sequence} is a sequence, ${one} one step`,
        given.get(sequence)?.place,
      );
    if (given.has(sequence)) renamePairs(out, one, "_prev", "_0");
    if (given.has(one)) renamePairs(out, sequence, "_0", "_prev");
    for (const [one, pair] of Object.entries(biasPairs)) {
      if (given.has(one)) for (const key of pair) out.delete(key);
      if (pair.every((key) => given.has(key))) out.delete(one);
    }
    for (const [key, quantity] of given) out.set(key, quantity);
  }
  return out;
}

function renamePairs(given: Map<string, Quantity>, dropped: string, from: string, to: string): void {
  if (!given.delete(dropped)) return;
  for (const state of ["h", "c"]) {
    const quantity = given.get(state + from);
    if (quantity && given.delete(state + from)) given.set(state + to, quantity);
  }
}

/**
 * The model's default, the exercise's own over it, the user's over that. Where nobody says, weights that a
 * framework stacked bring its convention, and what is given tells of an output, peepholes, a mask.
 */
function conventionFor(
  exercise: Exercise,
  changes: Changes,
  model: Model,
  given: Given,
  stacked: string | undefined,
): Convention {
  const own = exercise.file.convention ?? stacked;
  const inferred = model.infer((key) => given.has(key));
  const ours = own === undefined ? {} : placed(exercise.places?.convention, () => chosen(model, own));
  const users = changes.convention === undefined ? {} : chosen(model, changes.convention);
  return conventionOf(model, inferred, ours, users);
}

const isChange = ({ convention, given = [] }: Changes): boolean =>
  convention !== undefined || given.length > 0;

/** The key of a result as we spell it: `h̃_t`, `candidate_h_t` and `n_t` are a GRU's `h_tilde_t`. */
export const resultKey = (typed: string, model: string, computed: ReadonlySet<string>): string =>
  computed.has(typed) ? typed : (canonicalKey(typed, model, [...computed]) ?? typed);

/** What the exercise asks; over a sequence in the place of a step (or back), of every step. */
function askedOf(exercise: Exercise, graph: Graph, steps: number | undefined): string[] {
  const computed = new Set(graph.lines.map(({ key }) => key));
  const wanted = exercise.file.ask ?? graph.lines.filter((line) => !line.quiet).map(({ key }) => key);
  const keys = wanted.flatMap((typed) => {
    const key = resultKey(typed, exercise.file.model, computed);
    if (computed.has(key)) return [key];
    if (steps === undefined) return [key.replace(/_\d+$/, "_t")];
    return Array.from({ length: steps }, (_, i) => keyAt(key, i + 1));
  });
  return [...new Set(keys)].filter((key) => computed.has(key));
}

/** A key that nothing computes is a mistake in the file, unless the user's changes took it away. */
function checkAsked(exercise: Exercise, changes: Changes, graph: Graph): void {
  if (isChange(changes)) return;
  const computed = new Set(graph.lines.map(({ key }) => key));
  const keys = exercise.file.ask ?? [];
  const unknown = keys.findIndex((key) => !computed.has(resultKey(key, exercise.file.model, computed)));
  if (unknown < 0) return;
  const hint = didYouMean(keys[unknown], computed);
  const place = exercise.places?.[`ask.${unknown}`];
  throw new UserError(`${keys[unknown]} is asked, but this model does not compute it${hint}`, place);
}
