import type { Expr, Rules } from "../graph/expr.ts";
import { fold } from "../graph/fold.ts";
import type { Graph } from "../graph/graph.ts";

/** What the rows and the columns of an expression are, as far as its inputs tell: `["tokens", "d_k"]`. */
export type Axes = readonly (string | undefined)[];

/** The axes of every expression over a graph's keys: a product has the rows of its left and the columns of its right. */
export function axesOf(graph: Graph): (expr: Expr) => Axes {
  const known = new Map<string, Axes>(graph.inputs.map(({ key, sizes }) => [key, sizes]));
  const rules = rulesOver(known);
  for (const { key, expr } of graph.lines) known.set(key, fold(rules, expr));
  return (expr) => fold(rules, expr);
}

const merged = (all: readonly Axes[]): Axes => all[0].map((_, i) => all.map((axes) => axes[i]).find(Boolean));

const rulesOver = (known: ReadonlyMap<string, Axes>): Rules<Axes> => {
  const same = ({ arg }: { readonly arg: Axes }): Axes => arg;
  const nameless = (_: unknown, { shape }: { readonly shape: readonly number[] }): Axes =>
    shape.map(() => undefined);
  return {
    ref: ({ key }, { shape }) => known.get(key) ?? shape.map(() => undefined),
    fill: nameless,
    onehot: nameless,
    add: ({ terms }) => merged(terms),
    scale: same,
    mul: ({ a, b }) => merged([a, b]),
    map: same,
    product: ({ a, b }) => (b.length === 2 ? [a[0], b[1]] : [a[0]]),
    transpose: ({ arg }) => [arg[1], arg[0]],
    sum: ({ arg, axis }) => arg.filter((_, i) => i !== axis),
    spread: ({ arg, axis }, { shape }) =>
      shape.length === 1 ? [undefined] : axis === 0 ? [undefined, arg[0]] : [arg[0], undefined],
    softmax: same,
    logsoftmax: same,
    concat: ({ parts, axis }) => merged(parts).map((name, i) => (i === axis ? undefined : name)),
    slice: ({ arg, axis }) => arg.map((name, i) => (i === axis ? undefined : name)),
  };
};
