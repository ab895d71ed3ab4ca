import type { Expr } from "../../graph/expr.ts";
import { children } from "../../graph/fold.ts";
import type { Graph, Line } from "../../graph/graph.ts";

/** What is the same for every sample, and what has been summed over the batch already. */
export interface Sharing {
  isShared(key: string): boolean;
  /** Whether every quantity that an expression reads is shared. */
  readsShared(expr: Expr): boolean;
  /** Whether a line is the adjoint of something shared: the sum of what each sample passes on. */
  isTotal(line: Line): boolean;
  /** Whether an expression in `line`'s gradient reads a sum over the batch of the same gradient. */
  readsTotal(expr: Expr, line: Line): boolean;
  /** Whether `line`'s gradient is that of a quantity that every sample has its own of. */
  isOfSample(line: Line): boolean;
}

/**
 * Inputs are shared or each sample's; a line is shared when all that it reads is. A gradient's line is what the quantity
 * is that it belongs to: the adjoint of a weight is shared, whatever it reads.
 */
export function sharingOf({ inputs, lines }: Graph, shared: ReadonlySet<string>): Sharing {
  const keys = new Set(inputs.filter(({ key, value }) => value || shared.has(key)).map(({ key }) => key));
  const totals = new Map<string, string>();
  const ofSample = new Map<string, boolean>();
  const all = (expr: Expr): boolean =>
    expr.kind === "ref" ? keys.has(expr.fields.key) : children(expr).every(all);
  for (const line of lines) {
    const { key, expr, adjointOf } = line;
    if (adjointOf === undefined ? all(expr) : keys.has(adjointOf)) keys.add(key);
    if (adjointOf === undefined) continue;
    if (keys.has(adjointOf)) totals.set(key, gradientOf(line));
    // a gradient begins with the adjoint of what is differentiated
    if (!ofSample.has(gradientOf(line))) ofSample.set(gradientOf(line), !keys.has(adjointOf));
  }
  const readsTotal = (expr: Expr, gradient: string): boolean =>
    expr.kind === "ref"
      ? totals.get(expr.fields.key) === gradient
      : children(expr).some((child) => readsTotal(child, gradient));
  return {
    isShared: (key) => keys.has(key),
    readsShared: all,
    isTotal: ({ key }) => totals.has(key),
    readsTotal: (expr, line) => readsTotal(expr, gradientOf(line)),
    isOfSample: (line) => ofSample.get(gradientOf(line)) ?? false,
  };
}

/** What tells a graph's gradients apart, the second of them from the first: `d`, `dd`. */
const gradientOf = ({ key, adjointOf = "" }: Line): string => key.slice(0, key.length - adjointOf.length - 1);
