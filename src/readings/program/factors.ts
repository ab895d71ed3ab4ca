import type { Expr } from "../../graph/expr.ts";
import { monomial } from "../monomial.ts";
import type { View } from "./view.ts";

/** first · (p + q · last): up to two factors in front, and one or two behind. */
export interface Factors {
  readonly first: readonly View[];
  readonly last: readonly View[];
  readonly p: number;
  readonly q: number;
}

/** p + q x or p + q x y, as 1 − z and 1 − h² are. */
export interface Affine {
  readonly p: number;
  readonly q: number;
  readonly of: readonly Expr[];
}

export function affine(expr: Expr): Affine | undefined {
  if (expr.kind !== "add" || expr.fields.terms.length !== 2) return undefined;
  const [a, b] = expr.fields.terms;
  const [constant, term] = a.kind === "fill" ? [a, b] : [b, a];
  if (constant.kind !== "fill" || term.kind === "fill") return undefined;
  const { coefficient, named, factors } = monomial(term);
  if (factors.length < 1 || factors.length > 2) return undefined;
  const q = named.reduce((product, { factor }) => product * factor, coefficient);
  return { p: constant.fields.value, q, of: factors };
}
