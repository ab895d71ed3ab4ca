import { ref } from "../graph/build.ts";
import type { Expr, Node } from "../graph/expr.ts";
import type { Graph, Input, Line } from "../graph/graph.ts";
import { keyMap } from "../graph/unroll.ts";
import type { Shape } from "../linalg/tensor.ts";
import type { Work } from "./mistake.ts";

// What rules ask of a working.

/** An input or a line, by its key. */
export type Quantity = Input | Line;

/** What a reference stands for. */
export function quantityOf({ graph }: Work, key: string): Quantity {
  const found = tableOf(graph).get(key);
  if (!found) throw new Error(`internal: the working has no ${key}`);
  return found;
}

export const shapeOf = (quantity: Quantity): Shape =>
  "expr" in quantity ? quantity.expr.shape : quantity.shape;

export const refTo = (quantity: Quantity): Expr => ref(quantity.key, shapeOf(quantity));

/** A cell's quantity by its key in a single step, as it is called at a line's step: `h_prev` is `h_2` at step 3. */
export function now(work: Work, { at }: Pick<Line, "at">, key: string): Expr {
  const cell = work.model.build({}, work.convention);
  return refTo(quantityOf(work, at === undefined ? key : keyMap(cell, at)(key)));
}

/** The keys under which a line reads the states before its step. */
export function statesBefore(work: Work, { at }: Pick<Line, "at">): ReadonlySet<string> {
  const cell = work.model.build({}, work.convention);
  const keys = Object.keys(cell.recurrence);
  return new Set(at === undefined ? keys : keys.map(keyMap(cell, at)));
}

export const isRef = (e: Expr, key?: string): e is Node<"ref"> =>
  e.kind === "ref" && (key === undefined || e.fields.key === key);

/** Whether an expression is an input of one of these roles. */
export const isGiven = (work: Work, e: Expr, ...roles: readonly Input["role"][]): boolean => {
  if (e.kind !== "ref") return false;
  const quantity = quantityOf(work, e.fields.key);
  return !("expr" in quantity) && roles.includes(quantity.role);
};

export const isWeight = (work: Work, e: Expr): boolean => isGiven(work, e, "weight");

const tables = new WeakMap<Graph, ReadonlyMap<string, Quantity>>();

function tableOf(graph: Graph): ReadonlyMap<string, Quantity> {
  const made = tables.get(graph) ?? new Map([...graph.inputs, ...graph.lines].map((q) => [q.key, q]));
  tables.set(graph, made);
  return made;
}
