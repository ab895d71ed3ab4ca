import type { Expr, Kind, Rules } from "../../graph/expr.ts";
import { fold } from "../../graph/fold.ts";
import type { Graph } from "../../graph/graph.ts";
import { sizeOf } from "../../linalg/tensor.ts";
import { apply, type Formula, integer, name, number, power, product, sum } from "./formula.ts";
import { fromNumber } from "./rational.ts";

/**
 * Every line of a graph of numbers as a formula over its inputs, by key, the lines before it put in. `known` are inputs
 * that stay no symbols: a start from zero. `kept` are lines that stay symbols where others read them.
 * @throws when a line has more than one entry
 */
export function formulasOf(
  { inputs, lines }: Graph,
  known: ReadonlyMap<string, number> = new Map(),
  kept: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Formula> {
  const found = new Map<string, Formula>();
  for (const { key } of inputs) {
    const value = known.get(key);
    found.set(key, value === undefined ? name(key) : number(fromNumber(value)));
  }
  const whole = new Map<string, Formula>();
  for (const { key, expr } of lines) {
    if (sizeOf(expr.shape) !== 1) throw new Error(`internal: ${key} is not a number`);
    whole.set(key, formulaOf(expr, found));
    found.set(key, kept.has(key) ? name(key) : (whole.get(key) as Formula));
  }
  return new Map([...found, ...whole]);
}

/** An expression of numbers as a formula, others in the place of what it reads. */
export const formulaOf = (expr: Expr, known: ReadonlyMap<string, Formula> = new Map()): Formula =>
  fold(rulesFor(known), expr);

const no = (kind: Kind) => (): never => {
  throw new Error(`internal: ${kind} is no formula of numbers`);
};

function rulesFor(known: ReadonlyMap<string, Formula>): Rules<Formula> {
  return {
    ref: ({ key }) => known.get(key) ?? name(key),
    fill: ({ value }) => number(fromNumber(value)),
    onehot: () => integer(1),
    add: ({ terms }) => sum(...terms),
    scale: ({ factor, arg }) => product(number(fromNumber(factor)), arg),
    mul: ({ a, b }) => product(a, b),
    map: ({ fn, arg }) => (fn === "reciprocal" ? power(arg, integer(-1)) : apply(fn, arg)),
    product: ({ a, b }) => product(a, b),
    transpose: ({ arg }) => arg,
    sum: ({ arg }) => arg,
    spread: ({ arg }) => arg,
    softmax: () => integer(1),
    logsoftmax: () => integer(0),
    concat: no("concat"),
    slice: ({ arg }) => arg,
  };
}
