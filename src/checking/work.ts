import { ref } from "../graph/build.ts";
import type { Expr, Node } from "../graph/expr.ts";
import type { Graph, Input, Line } from "../graph/graph.ts";
import { type Cell, keyMap } from "../graph/unroll.ts";
import type { Shape, Tensor } from "../linalg/tensor.ts";
import type { Work } from "./mistake.ts";

// What rules ask of a working.

/** An input or a line, by its key. */
export type Quantity = Input | Line;

/** What a reference stands for. */
export function quantityOf(work: Work, key: string): Quantity {
  const found = aboutOf(work).quantities.get(key);
  if (!found) throw new Error(`internal: the working has no ${key}`);
  return found;
}

export const shapeOf = (quantity: Quantity): Shape =>
  "expr" in quantity ? quantity.expr.shape : quantity.shape;

export const refTo = (quantity: Quantity): Expr => ref(quantity.key, shapeOf(quantity));

/** The numbers of an input: those given, or what a constant is. */
export const numbersOf = (work: Work, key: string): Tensor | undefined =>
  work.inputs.get(key) ?? work.graph.inputs.find((input) => input.key === key)?.value;

/** A cell's quantity by its key in a single step, as it is called at a line's step: `h_prev` is `h_2` at step 3. */
export const now = (work: Work, { at }: Pick<Line, "at">, key: string): Expr =>
  refTo(quantityOf(work, at === undefined ? key : keyMap(aboutOf(work).cell, at)(key)));

/** The keys under which a line reads the states before its step. */
export function statesBefore(work: Work, { at = 0 }: Pick<Line, "at">): ReadonlySet<string> {
  const { cell, states } = aboutOf(work);
  const keys = Object.keys(cell.recurrence);
  const found = states.get(at) ?? new Set(at === 0 ? keys : keys.map(keyMap(cell, at)));
  states.set(at, found);
  return found;
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

/** What is asked of a graph again and again, while its mistakes are made. */
interface About {
  readonly quantities: ReadonlyMap<string, Quantity>;
  readonly cell: Cell;
  /** By step. */
  readonly states: Map<number, ReadonlySet<string>>;
}

const known = new WeakMap<Graph, About>();

function aboutOf({ graph, model, convention }: Work): About {
  const about = known.get(graph) ?? {
    quantities: new Map([...graph.inputs, ...graph.lines].map((quantity) => [quantity.key, quantity])),
    cell: model.build({}, convention),
    states: new Map(),
  };
  known.set(graph, about);
  return about;
}
