import { add, fill, mul, scale } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { identity } from "../graph/fold.ts";
import type { Shape } from "../linalg/tensor.ts";

/** A term in parts: −2 · 1/√d_k · a ⊙ b ⊙ b. */
export interface Monomial {
  readonly coefficient: number;
  /** Factors that have a name of their own: 1/√d_k. */
  readonly named: readonly { readonly factor: number; readonly symbol: string }[];
  /** What ⊙ stands between. */
  readonly factors: readonly Expr[];
}

export const plain = (factors: readonly Expr[]): Monomial => ({ coefficient: 1, named: [], factors });

export function monomial(e: Expr): Monomial {
  switch (e.kind) {
    case "fill":
      return { coefficient: e.fields.value, named: [], factors: [] };
    case "mul":
      return times(monomial(e.fields.a), monomial(e.fields.b));
    case "scale": {
      const { factor, symbol, arg } = e.fields;
      const inner = monomial(arg);
      if (!symbol) return { ...inner, coefficient: factor * inner.coefficient };
      return { ...inner, named: [{ factor, symbol }, ...inner.named] };
    }
    default:
      return plain([e]);
  }
}

export const times = (a: Monomial, b: Monomial): Monomial => ({
  coefficient: a.coefficient * b.coefficient,
  named: [...a.named, ...b.named],
  factors: [...a.factors, ...b.factors],
});

/** The term as an expression; equal factors stand together, so that they can be written as a square. */
export function written({ coefficient, named, factors }: Monomial, shape: Shape): Expr {
  if (coefficient === 0) return fill(0, shape);
  const groups = factors.length < 2 ? factors : grouped(factors);
  const core = groups.length > 0 ? groups.reduce(mul) : fill(1, shape);
  if (coefficient === -1 && named.length === 0 && core.kind === "add") return turned(core.fields.terms);
  return scale(
    coefficient,
    named.reduceRight((e, { factor, symbol }) => scale(factor, e, symbol), core),
  );
}

const grouped = (factors: readonly Expr[]): Expr[] =>
  [...counted(factors).values()].map(({ expr, count }) =>
    Array.from({ length: count }, () => expr).reduce(mul),
  );

/** −(a − b) is b − a */
const turned = (terms: readonly Expr[]): Expr =>
  addedUp(
    terms.map((term) => times(monomial(term), { coefficient: -1, named: [], factors: [] })),
    terms[0].shape,
  );

interface Counted {
  readonly expr: Expr;
  readonly count: number;
}

function counted(factors: readonly Expr[]): Map<string, Counted> {
  const found = new Map<string, Counted>();
  for (const expr of factors) {
    const id = identity(expr);
    found.set(id, { expr, count: (found.get(id)?.count ?? 0) + 1 });
  }
  return found;
}

/** Like terms collected, and what all terms have in common in front of a bracket. Linear in the terms. */
export function sumOf(terms: readonly Monomial[], shape: Shape): Expr {
  const kept = collected(terms);
  const common = kept.length > 1 ? commonFactors(kept) : [];
  if (common.length === 0) return addedUp(kept, shape);
  const sign = kept.every(({ coefficient }) => coefficient < 0) ? -1 : 1;
  const rests = kept.map((term) => ({
    ...term,
    coefficient: sign * term.coefficient,
    factors: without(term.factors, common),
  }));
  return written({ coefficient: sign, named: [], factors: [...common, addedUp(rests, shape)] }, shape);
}

/** a − b, and not −b + a. */
function addedUp(terms: readonly Monomial[], shape: Shape): Expr {
  const first = terms.findIndex(({ coefficient }) => coefficient > 0);
  const led = first > 0 ? [terms[first], ...terms.filter((_, i) => i !== first)] : terms;
  return led.length === 0 ? fill(0, shape) : add(...led.map((term) => written(term, shape)));
}

function collected(terms: readonly Monomial[]): readonly Monomial[] {
  if (terms.length === 1) return terms;
  const found = new Map<string, Monomial>();
  for (const term of terms) {
    const id = JSON.stringify([term.named, term.factors.map(identity).sort()]);
    const sum = (found.get(id)?.coefficient ?? 0) + term.coefficient;
    found.set(id, { ...(found.get(id) ?? term), coefficient: sum });
  }
  return [...found.values()].filter(({ coefficient }) => coefficient !== 0);
}

function commonFactors([first, ...others]: readonly Monomial[]): Expr[] {
  const left = counted(first.factors);
  for (const { factors } of others) {
    if (left.size === 0) break;
    const there = counted(factors);
    for (const [id, { expr, count }] of left) {
      const kept = Math.min(count, there.get(id)?.count ?? 0);
      if (kept === 0) left.delete(id);
      else left.set(id, { expr, count: kept });
    }
  }
  return [...left.values()].flatMap(({ expr, count }) => Array.from({ length: count }, () => expr));
}

function without(factors: readonly Expr[], taken: readonly Expr[]): Expr[] {
  const left = counted(taken);
  return factors.filter((expr) => {
    const id = identity(expr);
    const found = left.get(id);
    if (!found || found.count === 0) return true;
    left.set(id, { expr, count: found.count - 1 });
    return false;
  });
}
