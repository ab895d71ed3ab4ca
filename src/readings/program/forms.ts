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

/** Whether an expression is 0 however the numbers are: a first state, and what is multiplied by it. */
export function isZero(expr: Expr): boolean {
  switch (expr.kind) {
    case "fill":
      return expr.fields.value === 0;
    case "mul":
    case "product":
      return isZero(expr.fields.a) || isZero(expr.fields.b);
    case "transpose":
    case "scale":
    case "spread":
      return isZero(expr.fields.arg);
    default:
      return false;
  }
}

/** Whether an expression only looks at another quantity, or at a part of it, where it lies. */
export function isLook(expr: Expr): boolean {
  if (expr.kind === "ref") return true;
  const looks = expr.kind === "transpose" || expr.kind === "slice" || expr.kind === "spread";
  return looks && isLook(expr.fields.arg);
}
