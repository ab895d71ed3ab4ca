import { ref } from "../graph/build.ts";
import type { Expr, Kind, Node } from "../graph/expr.ts";
import { replaceChildren } from "../graph/fold.ts";
import { type Graph, graph, type Line } from "../graph/graph.ts";

/** Whether an expression of a kind is a number of its own on paper, that can be rounded before it is used. */
const isRow: { readonly [K in Kind]: (node: Node<K>) => boolean } = {
  ref: () => false,
  fill: () => false,
  onehot: () => false,
  add: () => true,
  scale: ({ fields }) => Math.abs(fields.factor) !== 1,
  mul: () => true,
  map: () => true,
  product: () => true,
  transpose: () => false,
  sum: () => true,
  spread: () => false,
  softmax: () => true,
  logsoftmax: () => true,
  concat: () => false,
  slice: () => false,
};

const written = <K extends Kind>(node: Node<K>): boolean =>
  (isRow[node.kind] as (n: Node<K>) => boolean)(node);

/**
 * The graph with a line for every row of a student's working: `h_t = (1 − z_t) ⊙ h_{t−1} + …` stands behind lines for
 * 1 − z_t and for the two products, whose keys are `h_t/1` and so on. The lines themselves keep their keys.
 */
export function rows(whole: Graph): Graph {
  const known = opened.get(whole) ?? graph(whole.inputs, whole.lines.flatMap(rowsOf));
  opened.set(whole, known);
  return known;
}

const opened = new WeakMap<Graph, Graph>();

function rowsOf(line: Line): Line[] {
  const found: Line[] = [];
  const inside = (expr: Expr): Expr => replaceChildren(expr, moved);
  const moved = (expr: Expr): Expr => {
    const inner = inside(expr);
    if (!written(expr)) return inner;
    const key = `${line.key}/${found.length + 1}`;
    found.push({ key, symbol: key, title: line.title, role: `row-of-${line.role}`, expr: inner });
    return ref(key, expr.shape);
  };
  const expr = inside(line.expr);
  return [...found, { ...line, expr }];
}
