import { map, ref, sum } from "../graph/build.ts";
import type { Expr, Rules } from "../graph/expr.ts";
import { fold, replaceRefs, sameExpr } from "../graph/fold.ts";
import type { Graph, Line } from "../graph/graph.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { evaluate, type Values } from "./value.ts";

/** One row of a student's working: a partial product, a term, or the sum under them. */
export interface Part {
  readonly expr: Expr;
  /** The key of the pre-activation that this row is, where it has a name. */
  readonly key?: string;
  readonly isSum: boolean;
  readonly value: Tensor;
}

/** A written line worked out: its parts from the inside out, then its value. */
export interface Step {
  readonly line: Line;
  /** The right-hand side as it is printed: quiet lines put in. */
  readonly expr: Expr;
  /** The last operation, with "sum" in the place of the sum above it: σ(sum). */
  readonly last: Expr;
  readonly parts: readonly Part[];
  readonly value: Tensor;
}

/** The lines that a student writes (or those of them that are wanted), in order, each with its working. */
export function steps(graph: Graph, values: Values, wanted: (line: Line) => boolean = () => true): Step[] {
  const quiet = new Map(graph.lines.filter((line) => line.quiet).map((line) => [line.key, line]));
  return graph.lines.filter((line) => !line.quiet && wanted(line)).map((line) => step(line, quiet, values));
}

function step(line: Line, quiet: ReadonlyMap<string, Line>, values: Values): Step {
  // a gradient names the pre-activations: ∂L/∂a_2 = ∂L/∂h_2 ⊙ step(a_2)
  const expr = line.adjointOf === undefined ? putIn(line.expr, quiet) : line.expr;
  const rows = once(fold(workings, expr).filter((row) => row !== expr));
  const inner = innerSum(expr);
  const parts = rows.map((row): Part => {
    const key = row === inner ? quietKey(line.expr, quiet) : undefined;
    return { expr: row, isSum: row === inner, value: evaluate(row, values), ...(key ? { key } : {}) };
  });
  const written = parts.filter((part) => !part.value.data.some(isBeyond));
  return {
    line,
    expr,
    last: lastOperation(expr, inner),
    parts: written,
    value: values.get(line.key) as Tensor,
  };
}

/** A matrix that is used twice, (X − μ) ⊙ (X − μ), is worked out once. */
function once(rows: readonly Expr[]): readonly Expr[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    if (row.shape.length < 2) return true;
    const name = JSON.stringify(row);
    return seen.has(name) ? false : seen.add(name);
  });
}

/** e^1000 is no number on paper either: the softmax itself is worked out without it. */
const isBeyond = (x: number): boolean => x === Number.POSITIVE_INFINITY;

const putIn = (expr: Expr, quiet: ReadonlyMap<string, Line>): Expr =>
  replaceRefs(expr, (node) => {
    const line = quiet.get(node.fields.key);
    return line ? putIn(line.expr, quiet) : node;
  });

/** The key of the pre-activation in σ(a_z): the sum under a line has a name when it was a quiet line. */
const quietKey = (expr: Expr, quiet: ReadonlyMap<string, Line>): string | undefined =>
  expr.kind === "map" && expr.fields.arg.kind === "ref" && quiet.has(expr.fields.arg.fields.key)
    ? expr.fields.arg.fields.key
    : undefined;

/** The sum that the last operation acts on: what stands inside the σ. */
const innerSum = (expr: Expr): Expr | undefined =>
  expr.kind === "map" && expr.fields.arg.kind === "add" ? expr.fields.arg : undefined;

function lastOperation(expr: Expr, inner: Expr | undefined): Expr {
  const sum = ref("sum", expr.shape);
  if (expr.kind === "add" && fold(workings, expr).length > 1) return sum;
  return expr.kind === "map" && inner ? { ...expr, fields: { ...expr.fields, arg: sum } } : expr;
}

const none: readonly Expr[] = [];

const isNegated = (e: Expr): boolean => e.kind === "scale" && e.fields.factor === -1;

/** For each kind, the rows of working that it takes, from the inside out, itself last. */
const workings: Rules<readonly Expr[]> = {
  ref: () => none,
  fill: () => none,
  onehot: () => none,
  // terms without working of their own stand in one row (1 − z); beside worked ones each has its row, but a number
  // beside a single one has none: h² and then 1 − h²
  add: ({ terms }, node) => {
    if (terms.every((rows) => rows.length === 0)) return [node];
    const alone = node.fields.terms.filter(({ kind }) => kind !== "fill").length === 1;
    const rowsOf = (term: Expr, rows: readonly Expr[]): readonly Expr[] => {
      if (alone) return isNegated(term) ? rows.slice(0, -1) : rows;
      return rows.length > 0 ? rows : [term];
    };
    return [...terms.flatMap((rows, i) => rowsOf(node.fields.terms[i], rows)), node];
  },
  scale: ({ arg }, node) => (arg.length === 0 && Math.abs(node.fields.factor) === 1 ? none : [...arg, node]),
  mul: ({ a, b }, node) => [...a, ...(sameExpr(node.fields.a, node.fields.b) ? none : b), node],
  map: ({ arg }, node) => [...arg, node],
  product: ({ a, b }, node) => [...a, ...b, node],
  transpose: ({ arg }) => arg,
  sum: ({ arg }, node) => [...arg, node],
  spread: ({ arg }) => arg,
  // e^s, their sum in each row, and one by the other
  softmax: ({ arg }, node) => {
    const exps = map("exp", node.fields.arg);
    return [
      ...arg,
      exps,
      ...(exps.shape.length > 0 ? [sum(exps, exps.shape.length === 2 ? 1 : 0)] : []),
      node,
    ];
  },
  logsoftmax: ({ arg }, node) => [...arg, node],
  concat: ({ parts }) => parts.flat(),
  slice: ({ arg }) => arg,
};
