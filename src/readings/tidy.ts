import {
  concat,
  fill,
  logSoftmax,
  map,
  product,
  scale,
  slice,
  softmax,
  spread,
  sum,
  transpose,
} from "../graph/build.ts";
import type { Expr, Rules } from "../graph/expr.ts";
import { fold } from "../graph/fold.ts";
import type { Shape } from "../linalg/tensor.ts";
import { inShape } from "./adjoints.ts";
import { type Monomial, monomial, plain, sumOf, times, written } from "./monomial.ts";

/**
 * An expression as it is written by hand: like terms collected, common factors taken out, numbers in front, a sum led
 * by what is added. For gradients alone, which come out of a machine; forward lines are already as somebody wrote them.
 */
export const tidy = (expr: Expr): Expr => fold(rules, expr);

/** The sum of expressions of one shape, written by hand. */
export function tidySum(terms: readonly Expr[]): Expr {
  const tidied = terms.map(tidy).flatMap((term) => (term.kind === "add" ? term.fields.terms : [term]));
  return sumOf(tidied.map(monomial), terms[0].shape);
}

/** A number in front of what f acts on stands in front of the result: f is linear. */
function linear(arg: Expr, shape: Shape, f: (bare: Expr) => Expr): Expr {
  const { coefficient, named, factors } = monomial(arg);
  if (coefficient === 0) return fill(0, shape);
  const done = inShape(f(written(plain(factors), arg.shape)), shape);
  return written(times({ coefficient, named, factors: [] }, monomial(done)), shape);
}

const rules: Rules<Expr> = {
  ref: (_, node) => node,
  fill: (_, node) => node,
  onehot: (_, node) => node,
  add: ({ terms }, { shape }) => sumOf(terms.map(monomial), shape),
  scale: ({ factor, symbol, arg }, { shape }) => written(times(number(factor, symbol), monomial(arg)), shape),
  mul: ({ a, b }, { shape }) => written(times(monomial(a), monomial(b)), shape),
  map: ({ fn, arg }) => map(fn, arg),
  product: ({ a, b }, { shape }) =>
    linear(a, shape, (left) => linear(b, shape, (right) => product(left, right))),
  // (A B)ᵀ = Bᵀ Aᵀ
  transpose: ({ arg }, { shape }) =>
    linear(arg, shape, (bare) => {
      if (bare.kind === "fill") return fill(bare.fields.value, shape);
      if (bare.kind === "product") return product(transpose(bare.fields.b), transpose(bare.fields.a));
      return transpose(bare);
    }),
  sum: ({ arg, axis }, { shape }) =>
    linear(arg, shape, (bare) => {
      const count = arg.shape[axis] as number;
      if (bare.kind === "fill") return fill(count * bare.fields.value, shape);
      if (bare.kind === "onehot" && axis === arg.shape.length - 1) return fill(1, shape);
      if (bare.kind === "spread" && bare.fields.axis === axis) return scale(count, bare.fields.arg);
      return sum(bare, axis);
    }),
  spread: ({ arg, axis }, { shape }) =>
    linear(arg, shape, (bare) =>
      bare.kind === "fill" ? fill(bare.fields.value, shape) : spread(bare, axis, shape[axis] as number),
    ),
  softmax: ({ arg }) => softmax(arg),
  logsoftmax: ({ arg }) => logSoftmax(arg),
  concat: ({ parts, axis }) => concat(parts, axis),
  slice: ({ arg, axis, from, to }, { shape }) =>
    linear(arg, shape, (bare) =>
      bare.kind === "fill" ? fill(bare.fields.value, shape) : slice(bare, axis, from, to),
    ),
};

const number = (factor: number, symbol: string | undefined): Monomial =>
  symbol
    ? { coefficient: 1, named: [{ factor, symbol }], factors: [] }
    : { coefficient: factor, named: [], factors: [] };
