import type { Fn } from "../../graph/expr.ts";
import { functions } from "../../readings/value.ts";
import { count, isOne, isZero, plus, type Rational, TooLarge, times, toNumber, whole } from "./rational.ts";

/** An expression in numbers, as somebody types it: no vectors, and division is a power of −1. */
export type Formula =
  | { readonly kind: "number"; readonly value: Rational }
  | { readonly kind: "name"; readonly key: string }
  | { readonly kind: "sum"; readonly terms: readonly Formula[] }
  | { readonly kind: "product"; readonly factors: readonly Formula[] }
  | { readonly kind: "power"; readonly base: Formula; readonly exponent: Formula }
  | { readonly kind: "apply"; readonly fn: Fn; readonly arg: Formula };

export const number = (value: Rational): Formula => ({ kind: "number", value });
export const integer = (n: number): Formula => number(whole(n));
export const name = (key: string): Formula => ({ kind: "name", key });
export const apply = (fn: Fn, arg: Formula): Formula => ({ kind: "apply", fn, arg });

/** Numbers collected in front, a 0 left out. */
export function sum(...terms: readonly Formula[]): Formula {
  const flat = terms.flatMap((term) => (term.kind === "sum" ? term.terms : [term]));
  const known = collected(flat, plus, whole(0));
  if (known === undefined) return { kind: "sum", terms: flat };
  const rest = flat.filter(({ kind }) => kind !== "number");
  if (rest.length === 0) return number(known);
  const all = isZero(known) ? rest : [number(known), ...rest];
  return all.length === 1 ? all[0] : { kind: "sum", terms: all };
}

/** Numbers collected in front, a 1 left out; 0 makes all of it 0. */
export function product(...factors: readonly Formula[]): Formula {
  const flat = factors.flatMap((factor) => (factor.kind === "product" ? factor.factors : [factor]));
  const known = collected(flat, times, whole(1));
  if (known === undefined) return { kind: "product", factors: flat };
  const rest = flat.filter(({ kind }) => kind !== "number");
  if (rest.length === 0 || isZero(known)) return number(known);
  const all = isOne(known) ? rest : [number(known), ...rest];
  return all.length === 1 ? all[0] : { kind: "product", factors: all };
}

/** The numbers among some formulas as one; undefined where that grows too large, so that they stay as they are. */
function collected(
  all: readonly Formula[],
  join: (a: Rational, b: Rational) => Rational,
  start: Rational,
): Rational | undefined {
  try {
    return all.flatMap((part) => (part.kind === "number" ? [part.value] : [])).reduce(join, start);
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

export function power(base: Formula, exponent: Formula): Formula {
  const n = exponent.kind === "number" ? count(exponent.value) : undefined;
  if (n === 0) return integer(1);
  return n === 1 ? base : { kind: "power", base, exponent };
}

export const negative = (a: Formula): Formula => product(integer(-1), a);
export const quotient = (a: Formula, b: Formula): Formula => product(a, power(b, integer(-1)));

/** The same formula with others in the place of some of its names. */
export function substitute(formula: Formula, by: ReadonlyMap<string, Formula>): Formula {
  const inside = (part: Formula): Formula => substitute(part, by);
  switch (formula.kind) {
    case "number":
      return formula;
    case "name":
      return by.get(formula.key) ?? formula;
    case "sum":
      return sum(...formula.terms.map(inside));
    case "product":
      return product(...formula.factors.map(inside));
    case "power":
      return power(inside(formula.base), inside(formula.exponent));
    case "apply":
      return apply(formula.fn, inside(formula.arg));
  }
}

/** What stands directly in a formula. */
export function partsOf(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case "sum":
      return formula.terms;
    case "product":
      return formula.factors;
    case "power":
      return [formula.base, formula.exponent];
    case "apply":
      return [formula.arg];
    default:
      return [];
  }
}

/** The keys in it, each once. */
export const keysIn = (formula: Formula): ReadonlySet<string> =>
  new Set(formula.kind === "name" ? [formula.key] : partsOf(formula).flatMap((part) => [...keysIn(part)]));

/** Its number, where its names have these; NaN where it has none. */
export function evaluate(formula: Formula, at: ReadonlyMap<string, number>): number {
  const inside = (part: Formula): number => evaluate(part, at);
  switch (formula.kind) {
    case "number":
      return toNumber(formula.value);
    case "name":
      return at.get(formula.key) ?? Number.NaN;
    case "sum":
      return formula.terms.reduce((total, term) => total + inside(term), 0);
    case "product":
      return formula.factors.reduce((total, factor) => total * inside(factor), 1);
    case "power":
      return inside(formula.base) ** inside(formula.exponent);
    case "apply":
      return functions[formula.fn](inside(formula.arg));
  }
}
