import { add, fill, mul } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import { keysOf, sameExpr } from "../../graph/fold.ts";
import type { Line } from "../../graph/graph.ts";
import type { Shape } from "../../linalg/tensor.ts";
import type { Work } from "../mistake.ts";
import { quantityOf } from "../work.ts";

// Sums and products in parts.

export const termsOf = (e: Expr): readonly Expr[] => (e.kind === "add" ? e.fields.terms : [e]);

export const sumOf = (terms: readonly Expr[], shape: Shape): Expr =>
  terms.length === 0 ? fill(0, shape) : add(...terms);

/** What ⊙ stands between. */
export const factorsOf = (e: Expr): readonly Expr[] =>
  e.kind === "mul" ? [...factorsOf(e.fields.a), ...factorsOf(e.fields.b)] : [e];

export const productOf = (factors: readonly Expr[]): Expr => factors.reduce(mul);

/** y, where an expression is 1 − y. */
export function complementOf(e: Expr): Expr | undefined {
  if (e.kind !== "add" || e.fields.terms.length !== 2) return undefined;
  const [one, rest] = e.fields.terms;
  const isIt =
    one.kind === "fill" && one.fields.value === 1 && rest.kind === "scale" && rest.fields.factor === -1;
  return isIt && rest.kind === "scale" ? rest.fields.arg : undefined;
}

/** y, where an expression is y². */
export const rootOf = (e: Expr): Expr | undefined =>
  e.kind === "mul" && sameExpr(e.fields.a, e.fields.b) ? e.fields.a : undefined;

/** The lines of the gradient that an expression reads. */
export const adjointsIn = (work: Work, e: Expr): readonly Line[] =>
  keysOf(e).flatMap((key) => {
    const quantity = quantityOf(work, key);
    return "expr" in quantity && quantity.adjointOf !== undefined ? [quantity] : [];
  });
