import type { Expr } from "../graph/expr.ts";
import { keysOf, sameExpr } from "../graph/fold.ts";
import type { Graph } from "../graph/graph.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { evaluate, type Values } from "../readings/value.ts";

// A mistake changes a line or two of a working. What does not hang on them comes out as it did, and is not worked anew.

/** A graph and the numbers that it runs on. */
interface Sheet {
  readonly graph: Graph;
  readonly inputs: Values;
}

/** In what a working differs from the right one: the lines that read otherwise, and the inputs that are others. */
export interface Altered extends Sheet {
  readonly lines: ReadonlySet<string>;
  readonly others: Values;
}

/** Finds what other sheets alter in this one. */
export function alterations({ graph, inputs }: Sheet): (other: Sheet) => Altered {
  const exprs = new Map(graph.lines.map(({ key, expr }) => [key, expr]));
  const isSame = (a: Expr | undefined, b: Expr): boolean => a !== undefined && sameExpr(a, b);
  return (other) => ({
    graph: other.graph,
    inputs: other.inputs,
    lines: new Set(
      other.graph.lines.filter(({ key, expr }) => !isSame(exprs.get(key), expr)).map(({ key }) => key),
    ),
    others: new Map([...other.inputs].filter(([key, tensor]) => inputs.get(key) !== tensor)),
  });
}

/**
 * Works altered sheets where the right one has come to `computed` with the numbers of `put` in the place of its own:
 * gives the lines that hang on the alteration, and nothing of the others.
 */
export function reworking(inputs: Values, computed: Values, put: Values): (altered: Altered) => Values {
  // one map for all: its entries are put back after each, which is cheaper than a map for each
  const used = new Map<string, Tensor>([...inputs, ...computed, ...put]);
  return ({ graph, lines, others }) => {
    const found = new Map<string, Tensor>();
    const moved = new Map<string, Tensor | undefined>();
    const move = (key: string, tensor: Tensor): void => {
      moved.set(key, used.get(key));
      used.set(key, tensor);
    };
    for (const [key, tensor] of others) move(key, tensor);
    for (const { key, expr } of graph.lines) {
      if (!lines.has(key) && (moved.size === 0 || !keysOf(expr).some((read) => moved.has(read)))) continue;
      const tensor = evaluate(expr, used);
      found.set(key, tensor);
      if (!put.has(key)) move(key, tensor);
    }
    for (const [key, tensor] of moved)
      if (tensor) used.set(key, tensor);
      else used.delete(key);
    return found;
  };
}
