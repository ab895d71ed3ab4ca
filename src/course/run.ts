import type { Graph } from "../graph/graph.ts";
import { keyAt, unroll } from "../graph/unroll.ts";
import { models } from "../models/index.ts";
import type { Convention, Model } from "../models/model.ts";
import { type Values, value } from "../readings/value.ts";
import { didYouMean } from "../text/nearest.ts";
import { unicodeSymbol } from "../text/symbol.ts";
import { placed, UserError } from "../text/user-error.ts";
import { type Asked, chosen, conventionOf } from "./convention.ts";
import type { Exercise } from "./exercise.ts";
import { TARGET } from "./input-keys.ts";
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
  const stacked = sources.map(layoutOf).find(Boolean);
  const convention = conventionFor(exercise, changes, model, given, stacked);
  const parameters = fit(model, convention, given);
  const cell = model.build(parameters.sizes, convention);
  const graph = parameters.steps === undefined ? cell : unroll(cell, parameters.steps);
  const values = value(graph, parameters.inputs);
  mustBeFinite(graph, values);
  checkAsked(exercise, changes, graph);
  const asked = askedOf(exercise, graph, parameters.steps);
  return { exercise, model, convention, parameters, graph, values, asked, ...(target ? { target } : {}) };
}

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
function merged(all: readonly Given[], { biasPairs }: Model): Given {
  const out = new Map<string, Quantity>();
  for (const given of all) {
    if (given.has("x") && given.has("x_t"))
      throw new UserError(
        "x and x_t can't both be given: x is a sequence, x_t one step",
        given.get("x")?.place,
      );
    if (given.has("x")) renamePairs(out, "x_t", "_prev", "_0");
    if (given.has("x_t")) renamePairs(out, "x", "_0", "_prev");
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
 * framework stacked bring its convention, and there is an output, or there are peepholes, when their weights are given.
 */
function conventionFor(
  exercise: Exercise,
  changes: Changes,
  model: Model,
  given: Given,
  stacked: string | undefined,
): Convention {
  const own = exercise.file.convention ?? stacked;
  const inferred = {
    output: given.has("W_hy") || given.has("B_y") ? "linear" : "none",
    ...("peepholes" in model.choices && given.has("p_i") ? { peepholes: "full" } : {}),
  };
  const ours = own === undefined ? {} : placed(exercise.places?.convention, () => chosen(model, own));
  const users = changes.convention === undefined ? {} : chosen(model, changes.convention);
  return conventionOf(model, inferred, ours, users);
}

/** @throws UserError naming the first line whose numbers are no numbers any more */
export function mustBeFinite(graph: Graph, values: Values): void {
  const lost = graph.lines.find(({ key }) => !values.get(key)?.data.every(Number.isFinite));
  if (lost)
    throw new UserError(
      `${lost.adjointOf === undefined ? lost.key : unicodeSymbol(lost.symbol)} is too large to be a number; give smaller ones`,
    );
}

/** What the exercise asks; over a sequence in the place of a step (or back), of every step. */
function askedOf(exercise: Exercise, graph: Graph, steps: number | undefined): string[] {
  const computed = new Set(graph.lines.map(({ key }) => key));
  const wanted = exercise.file.ask ?? graph.lines.filter((line) => !line.quiet).map(({ key }) => key);
  const keys = wanted.flatMap((key) => {
    if (computed.has(key)) return [key];
    if (steps === undefined) return [key.replace(/_\d+$/, "_t")];
    return Array.from({ length: steps }, (_, i) => keyAt(key, i + 1));
  });
  return [...new Set(keys)].filter((key) => computed.has(key));
}

/** A key that nothing computes is a mistake in the file, unless the user's changes took it away. */
function checkAsked(exercise: Exercise, changes: Changes, graph: Graph): void {
  if (changes.convention !== undefined || (changes.given ?? []).length > 0) return;
  const computed = graph.lines.map(({ key }) => key);
  const keys = exercise.file.ask ?? [];
  const unknown = keys.findIndex((key) => !computed.includes(key));
  if (unknown < 0) return;
  const hint = didYouMean(keys[unknown], computed);
  const place = exercise.places?.[`ask.${unknown}`];
  throw new UserError(`${keys[unknown]} is asked, but this model does not compute it${hint}`, place);
}
