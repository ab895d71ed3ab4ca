import type { Run } from "../course/run.ts";
import type { Graph } from "../graph/graph.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { bound, type Sensitivity, sensitivity } from "../readings/bound.ts";
import { followed } from "../readings/followed.ts";
import type { Values } from "../readings/value.ts";
import type { Typed } from "./typed.ts";

/** The answers of one student that could be read, in the order in which they are worked out. */
export interface Sheet {
  readonly answers: ReadonlyMap<string, Typed>;
  /** Their numbers by key. */
  readonly put: Values;
}

/** A working: a graph, the numbers it runs on, and what its lines come to. The right one, or one with a mistake. */
export interface Working {
  readonly graph: Graph;
  readonly inputs: Values;
  readonly values: Values;
}

const rightWorkings = new WeakMap<Run, Working>();

export function rightWorking(run: Run): Working {
  const { graph, values } = run;
  const inputs = new Map(graph.inputs.map(({ key }) => [key, values.get(key) as Tensor]));
  const made = rightWorkings.get(run) ?? { graph, values, inputs };
  rightWorkings.set(run, made);
  return made;
}

const EXACT = 1e-10;

/** What is beyond doubt the error of our own arithmetic. */
export const epsilon = (x: number): number => (Number.isFinite(x) ? EXACT * Math.max(1, Math.abs(x)) : 0);

/** |v − x| ≤ ½u, a closed interval, so that half-up and half-even both pass, and as much more as `more` says. */
export const isNear = ({ tensor, half }: Typed, i: number, x: number, more = 0): boolean =>
  tensor.data[i] === x || Math.abs(tensor.data[i] - x) <= half[i] + more + epsilon(x);

/** Which entries are near: to the digits that were typed, or with more allowed for each. */
export const near = (answer: Typed, centre: Tensor, more?: (i: number) => number): boolean[] =>
  Array.from(centre.data, (x, i) => isNear(answer, i, x, more?.(i)));

export const allNear = (answer: Typed, centre: Tensor, more?: (i: number) => number): boolean =>
  centre.data.length === answer.tensor.data.length &&
  centre.data.every((x, i) => isNear(answer, i, x, more?.(i)));

/** What `key` comes to in a working from the numbers of `put`. */
export const fromPut = (working: Working, put: Values): Values =>
  followed(working.graph, working.inputs, put);

/** The lines of `put` that a result hangs on directly, and how much; asked again and again for one sheet. */
export function hangsOn(working: Working, key: string, put: Values): readonly Sensitivity[] {
  const sheets = hanging.get(working) ?? new WeakMap<Values, Map<string, readonly Sensitivity[]>>();
  hanging.set(working, sheets);
  const known = sheets.get(put) ?? new Map<string, readonly Sensitivity[]>();
  sheets.set(put, known);
  const found = known.get(key) ?? sensitivity(working.graph, working.inputs, key, without(put, key));
  known.set(key, found);
  return found;
}

const hanging = new WeakMap<Working, WeakMap<Values, Map<string, readonly Sensitivity[]>>>();

/** All but one. */
export const without = (put: Values, key: string): Values => {
  const rest = new Map(put);
  rest.delete(key);
  return rest;
};

/** What rounding to one decimal more, and then again, adds: 0.06325 becomes 0.0633 where 0.06324… stood. */
const TWICE = 0.1;

/**
 * How far an answer can be off when every row is rounded to as many decimals as it has, from the numbers of `put`:
 * those were rounded too, unless `used` says that they were taken as they were typed.
 */
export function allowance(
  working: Working,
  { answers }: Sheet,
  key: string,
  put: Values,
  used: "rounded" | "as typed" = "rounded",
): (i: number) => number {
  const answer = answers.get(key) as Typed;
  const hangs = hangsOn(working, key, put);
  const halfPut = (of: string, i: number): number =>
    used === "rounded" ? (answers.get(of)?.half[i] ?? 0) : 0;
  return (i) => bound(hangs[i], answer.half[i], halfPut) + TWICE * answer.half[i];
}
