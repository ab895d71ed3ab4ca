import type { Expr, Fn, Rules } from "../graph/expr.ts";
import { fold } from "../graph/fold.ts";
import type { Graph } from "../graph/graph.ts";
import * as k from "../linalg/kernels.ts";
import { filled, sameShape, showShape, type Tensor, zeros } from "../linalg/tensor.ts";

export type Values = ReadonlyMap<string, Tensor>;

export const functions: Readonly<Record<Fn, (x: number) => number>> = {
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  relu: (x) => Math.max(0, x),
  step: (x) => (x > 0 ? 1 : 0),
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  reciprocal: (x) => 1 / x,
};

/** The number that an expression has, given those of the keys it reads. */
export function evaluate(expr: Expr, values: Values): Tensor {
  return fold(rulesFor(values), expr);
}

/**
 * The numbers of all inputs and lines, by key.
 * @throws when an input is missing or has another shape than the graph's; the message names it.
 */
export function value(graph: Graph, inputs: Values): Values {
  const values = new Map<string, Tensor>();
  for (const { key, shape } of graph.inputs) {
    const given = inputs.get(key);
    if (!given) throw new Error(`internal: no value for ${key}`);
    if (!sameShape(given.shape, shape))
      throw new Error(`internal: ${key} is ${showShape(given.shape)}, the graph has ${showShape(shape)}`);
    values.set(key, given);
  }
  const rules = rulesFor(values);
  for (const { key, expr } of graph.lines) values.set(key, fold(rules, expr));
  return values;
}

const tables = new WeakMap<Values, Rules<Tensor>>();

/** The rules over one set of values, made once: the rows of a working are evaluated one by one. */
function rulesFor(values: Values): Rules<Tensor> {
  const made = tables.get(values) ?? rulesOver(values);
  tables.set(values, made);
  return made;
}

function rulesOver(values: Values): Rules<Tensor> {
  return {
    ref: ({ key }) => {
      const found = values.get(key);
      if (!found) throw new Error(`internal: ${key} has no value yet`);
      return found;
    },
    fill: ({ value: x }, { shape }) => filled(shape, x),
    onehot: ({ indices }, { shape }) => {
      const out = zeros(shape);
      const classes = out.data.length / indices.length;
      indices.forEach((index, row) => {
        out.data[row * classes + index] = 1;
      });
      return out;
    },
    add: ({ terms }) => k.add(terms),
    scale: ({ factor, arg }) => k.map(arg, (x) => factor * x),
    mul: ({ a, b }) => k.multiply(a, b),
    map: ({ fn, arg }) => k.map(arg, functions[fn]),
    product: ({ a, b }, { shape }) => k.product(a, b, shape),
    transpose: ({ arg }) => k.transpose(arg),
    sum: ({ arg, axis }, { shape }) => k.sum(arg, axis, shape),
    spread: ({ arg, axis }, { shape }) => k.spread(arg, axis, shape),
    softmax: ({ arg }) => k.softmax(arg),
    logsoftmax: ({ arg }) => k.logSoftmax(arg),
    concat: ({ parts, axis }, { shape }) => k.concat(parts, axis, shape),
    slice: ({ arg, axis, from, to }, { shape }) => k.slice(arg, axis, from, to, shape),
  };
}
