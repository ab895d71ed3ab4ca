import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Work } from "../mistake.ts";
import { isRef, quantityOf } from "../work.ts";

// The mean and the variance that a layer norm is made of.

export const isMean = ({ role }: Line): boolean => role === "mean" || role === "mean-of-each-token";
export const isVariance = ({ role }: Line): boolean =>
  role === "variance" || role === "variance-of-each-token";

/** Whether an expression is made of a mean or a variance: μ, or 1/√(var + ε). */
export function readsStatistics(work: Work, e: Expr): boolean {
  if (e.kind === "map") return readsStatistics(work, e.fields.arg);
  if (e.kind === "add") return e.fields.terms.some((term) => readsStatistics(work, term));
  const quantity = isRef(e) ? quantityOf(work, e.fields.key) : undefined;
  return quantity !== undefined && "expr" in quantity && (isMean(quantity) || isVariance(quantity));
}
