import type { Expr, Kind, Rules } from "../graph/expr.ts";
import { children, fold } from "../graph/fold.ts";
import type { Graph } from "../graph/graph.ts";
import { sizeOf } from "../linalg/tensor.ts";
import type { Values } from "./value.ts";

/** A coefficient and the powers of the quantities beside it: 2 w u_2. */
export interface Term {
  readonly coefficient: number;
  /** By key, each at least 1. */
  readonly powers: ReadonlyMap<string, number>;
}

/** A sum of terms, no two with the same powers, none with the coefficient 0; empty for 0. */
export type Polynomial = readonly Term[];

const none: ReadonlyMap<string, number> = new Map();

export const constant = (value: number): Polynomial =>
  value === 0 ? [] : [{ coefficient: value, powers: none }];

export const variable = (key: string): Polynomial => [{ coefficient: 1, powers: new Map([[key, 1]]) }];

/**
 * Every line of a graph of numbers as a polynomial over its inputs, by key: the lines before it put in, brackets
 * multiplied out. `known` are inputs that stay no symbols: a start from zero.
 * @throws when a line is no polynomial: it has another function in it, or more than one entry
 */
export function polynomials(
  { inputs, lines }: Graph,
  known: ReadonlyMap<string, number> = new Map(),
): ReadonlyMap<string, Polynomial> {
  const found = new Map<string, Polynomial>();
  for (const { key } of inputs) {
    const value = known.get(key);
    found.set(key, value === undefined ? variable(key) : constant(value));
  }
  const rules = rulesFor(found);
  for (const { key, expr } of lines) {
    mustBeNumber(expr);
    found.set(key, fold(rules, expr));
  }
  return found;
}

/** ∂p/∂key: n c x^{n−1} for every c xⁿ */
export const derivative = (polynomial: Polynomial, key: string): Polynomial =>
  polynomial.flatMap(({ coefficient, powers }) => {
    const power = powers.get(key);
    return power === undefined ? [] : [{ coefficient: coefficient * power, powers: without(powers, key) }];
  });

/** The number that a polynomial has, given those of its quantities. */
export const evaluated = (polynomial: Polynomial, values: Values): number =>
  polynomial.reduce((sum, { coefficient, powers }) => {
    const factors = [...powers].map(([key, power]) => (values.get(key)?.data[0] as number) ** power);
    return sum + factors.reduce((product, factor) => product * factor, coefficient);
  }, 0);

function without(powers: ReadonlyMap<string, number>, key: string): ReadonlyMap<string, number> {
  const power = (powers.get(key) as number) - 1;
  return new Map([...powers].flatMap(([k, n]) => (k !== key ? [[k, n]] : power > 0 ? [[k, power]] : [])));
}

function mustBeNumber(expr: Expr): void {
  if (sizeOf(expr.shape) !== 1) throw new Error("internal: only numbers expand into polynomials");
  children(expr).forEach(mustBeNumber);
}

/** Like terms collected, in the order in which they first came. */
function collected(terms: readonly Term[]): Polynomial {
  const found = new Map<string, Term>();
  for (const term of terms) {
    const name = nameOf(term);
    const coefficient = (found.get(name)?.coefficient ?? 0) + term.coefficient;
    found.set(name, { coefficient, powers: term.powers });
  }
  return [...found.values()].filter(({ coefficient }) => coefficient !== 0);
}

const nameOf = ({ powers }: Term): string =>
  [...powers]
    .map(([key, power]) => `${key}^${power}`)
    .sort()
    .join(" ");

/** Every term of the one with every term of the other. */
const times = (a: Polynomial, b: Polynomial): Polynomial =>
  collected(
    a.flatMap((left) =>
      b.map((right) => ({
        coefficient: left.coefficient * right.coefficient,
        powers: merged(left.powers, right.powers),
      })),
    ),
  );

function merged(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const powers = new Map(a);
  for (const [key, power] of b) powers.set(key, (powers.get(key) ?? 0) + power);
  return powers;
}

const no = (kind: Kind) => (): never => {
  throw new Error(`internal: ${kind} is no polynomial`);
};

function rulesFor(known: ReadonlyMap<string, Polynomial>): Rules<Polynomial> {
  return {
    ref: ({ key }) => known.get(key) as Polynomial,
    fill: ({ value }) => constant(value),
    onehot: () => constant(1),
    add: ({ terms }) => collected(terms.flat()),
    scale: ({ factor, arg }) => times(constant(factor), arg),
    mul: ({ a, b }) => times(a, b),
    map: no("map"),
    product: ({ a, b }) => times(a, b),
    transpose: ({ arg }) => arg,
    sum: ({ arg }) => arg,
    spread: ({ arg }) => arg,
    softmax: no("softmax"),
    logsoftmax: no("logsoftmax"),
    concat: no("concat"),
    slice: ({ arg }) => arg,
  };
}
