import type { Formula } from "./formula.ts";
import { count, equal, isZero, plus, type Rational, TooLarge, times, whole } from "./rational.ts";

/** A coefficient and the powers of the quantities beside it, each at least 1: 2 w u_2. */
export interface Term {
  readonly coefficient: Rational;
  readonly powers: ReadonlyMap<string, number>;
}

/** By what stands beside the coefficients; no coefficient is 0, and nothing is 0. */
export type Polynomial = ReadonlyMap<string, Term>;

/** A quotient of two polynomials: what numbers, + − · / and whole powers make. */
export interface Ratio {
  readonly top: Polynomial;
  readonly bottom: Polynomial;
}

// More than any answer that was worked out by hand; beyond it, trying points is quicker and as good.
const MOST_TERMS = 300;
const MOST_PRODUCTS = 8000;
const MOST_POWER = 24;

/** How many products of two terms may still be computed for one formula. */
interface Work {
  left: number;
}

const fresh = (): Work => ({ left: MOST_PRODUCTS });

export const nameOf = (powers: ReadonlyMap<string, number>): string =>
  [...powers]
    .map(([key, n]) => `${key}^${n}`)
    .sort()
    .join(" ");

function collected(terms: Iterable<Term>): Polynomial {
  const found = new Map<string, Term>();
  for (const { coefficient, powers } of terms) {
    const name = nameOf(powers);
    const before = found.get(name);
    found.set(name, { coefficient: before ? plus(before.coefficient, coefficient) : coefficient, powers });
  }
  for (const [name, { coefficient }] of found) if (isZero(coefficient)) found.delete(name);
  if (found.size > MOST_TERMS) throw new TooLarge("too many terms");
  return found;
}

const constant = (coefficient: Rational): Polynomial => collected([{ coefficient, powers: new Map() }]);
const one = constant(whole(1));

function multiplied(a: Polynomial, b: Polynomial, work: Work): Polynomial {
  work.left -= a.size * b.size;
  if (work.left < 0) throw new TooLarge("too many terms");
  const terms: Term[] = [];
  for (const left of a.values())
    for (const right of b.values())
      terms.push({
        coefficient: times(left.coefficient, right.coefficient),
        powers: merged(left.powers, right.powers),
      });
  return collected(terms);
}

function merged(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const powers = new Map(a);
  for (const [key, n] of b) powers.set(key, (powers.get(key) ?? 0) + n);
  return powers;
}

export const difference = (a: Polynomial, b: Polynomial): Polynomial =>
  collected([
    ...a.values(),
    ...[...b.values()].map((term) => ({ ...term, coefficient: times(whole(-1), term.coefficient) })),
  ]);

const added = (a: Ratio, b: Ratio, work: Work): Ratio => {
  if (same(a.bottom, b.bottom))
    return { top: collected([...a.top.values(), ...b.top.values()]), bottom: a.bottom };
  const top = [...multiplied(a.top, b.bottom, work).values(), ...multiplied(b.top, a.bottom, work).values()];
  return { top: collected(top), bottom: multiplied(a.bottom, b.bottom, work) };
};

const product = (a: Ratio, b: Ratio, work: Work): Ratio => ({
  top: multiplied(a.top, b.top, work),
  bottom: multiplied(a.bottom, b.bottom, work),
});

/** A whole power; a negative one turns the quotient over. Undefined for 1/0. */
function raised({ top, bottom }: Ratio, n: number, work: Work): Ratio | undefined {
  if (Math.abs(n) > MOST_POWER) throw new TooLarge("too large a power");
  if (n < 0) return top.size === 0 ? undefined : raised({ top: bottom, bottom: top }, -n, work);
  let found: Ratio = { top: one, bottom: one };
  for (let i = 0; i < n; i++) found = product(found, { top, bottom }, work);
  return found;
}

const known = new WeakMap<Formula, { readonly ratio: Ratio | undefined }>();

/** The formula multiplied out, once; undefined where it holds other functions, or is too large for it. */
export function normal(formula: Formula): Ratio | undefined {
  const before = known.get(formula);
  const found = before ?? { ratio: within(() => multipliedOut(formula, fresh())) };
  known.set(formula, found);
  return found.ratio;
}

/** What is too large to be worth it is undefined. */
function within<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

/** The formula as a polynomial, where it is one. */
export function polynomial(formula: Formula): Polynomial | undefined {
  const found = normal(formula);
  if (found === undefined || found.bottom.size !== 1) return undefined;
  const [{ coefficient, powers }] = found.bottom.values();
  if (powers.size > 0) return undefined;
  return multiplied(found.top, constant(inverse(coefficient)), fresh());
}

const inverse = ({ top, bottom }: Rational): Rational =>
  top < 0n ? { top: -bottom, bottom: -top } : { top: bottom, bottom: top };

function multipliedOut(formula: Formula, work: Work): Ratio | undefined {
  switch (formula.kind) {
    case "number":
      return { top: constant(formula.value), bottom: one };
    case "name":
      return {
        top: collected([{ coefficient: whole(1), powers: new Map([[formula.key, 1]]) }]),
        bottom: one,
      };
    case "sum":
      return together(formula.terms, added, work, { top: new Map(), bottom: one });
    case "product":
      return together(formula.factors, product, work, { top: one, bottom: one });
    case "power": {
      const n = formula.exponent.kind === "number" ? count(formula.exponent.value) : undefined;
      const base = n === undefined ? undefined : multipliedOut(formula.base, work);
      return n === undefined || base === undefined ? undefined : raised(base, n, work);
    }
    case "apply":
      return undefined;
  }
}

function together(
  parts: readonly Formula[],
  join: (a: Ratio, b: Ratio, work: Work) => Ratio,
  work: Work,
  start: Ratio,
): Ratio | undefined {
  let found = start;
  for (const part of parts) {
    const next = multipliedOut(part, work);
    if (next === undefined) return undefined;
    found = join(found, next, work);
  }
  return found;
}

const same = (a: Polynomial, b: Polynomial): boolean =>
  a.size === b.size &&
  [...a].every(([name, { coefficient }]) => {
    const other = b.get(name);
    return other !== undefined && equal(other.coefficient, coefficient);
  });

/** a/b = c/d where a d = c b; undefined where that is too much to multiply out. */
export const equalRatios = (a: Ratio, b: Ratio): boolean | undefined =>
  within(() => {
    const work = fresh();
    return same(multiplied(a.top, b.bottom, work), multiplied(b.top, a.bottom, work));
  });
