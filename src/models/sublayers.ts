import { add, concat, map, mul, negate, scale, spread, sum } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { attend, headOf, linear } from "./attend.ts";
import type { CellBuilder } from "./model.ts";

// The layers that a Transformer is built of, each a few lines. Rows are tokens.

export const headChoices = {
  1: "1 head",
  2: "2 heads",
  3: "3 heads",
  4: "4 heads",
  6: "6 heads",
  8: "8 heads",
} as const;

export interface MultiHead {
  readonly queries: Expr;
  /** What is attended to. */
  readonly memory: Expr;
  /** The names of the two's columns. */
  readonly widths: readonly [queries: string, memory: string];
  readonly M?: Expr | undefined;
  readonly heads: number;
  readonly biases: boolean;
  /** `_cross` in a decoder's second attention. */
  readonly suffix?: string;
  readonly to: readonly [key: string, title: string];
}

/** Q, K, V in one piece; each head attends with its columns of them; their outputs, side by side, times W_O. */
export function multiHead(cell: CellBuilder, layer: MultiHead): Expr {
  const { queries, memory, widths, M, heads, biases, suffix = "", to } = layer;
  const project = (key: string, title: string, x: Expr, rows: string, cols: string): Expr => {
    const W = cell.weight(`W_${key}${suffix}`, `${title}' weights`, rows, cols);
    const b = biases ? cell.bias(`b_${key}${suffix}`, `${title}' bias`, cols) : undefined;
    return linear(x, { W, b });
  };
  const line = (key: string, title: string, expr: Expr) => cell.line(`${key}${suffix}`, title, expr);
  const Q = line("Q", "queries", project("Q", "queries", queries, widths[0], "keys"));
  const K = line("K", "keys", project("K", "keys", memory, widths[1], "keys"));
  const V = line("V", "values", project("V", "values", memory, widths[1], "values"));
  const parts = { Q, K, V };
  const all = Array.from({ length: heads }, (_, i) => head(cell, parts, M, suffix, i, heads));
  const joined = heads === 1 ? all[0] : line("concat", "heads side by side", concat(all, 1));
  return cell.line(...to, project("O", "output", joined, "values", widths[0]));
}

function head(
  cell: CellBuilder,
  { Q, K, V }: Readonly<Record<"Q" | "K" | "V", Expr>>,
  M: Expr | undefined,
  suffix: string,
  i: number,
  heads: number,
): Expr {
  if (heads === 1)
    return attend(cell, { Q, K, V, M, named: (key) => key + suffix }, [`head${suffix}`, "values, weighted"]);
  const part = (of: Expr, key: string): Expr =>
    cell.quiet(
      `${key}${suffix}_${i + 1}`,
      `head ${i + 1}'s ${key}`,
      headOf(of, `W_${key}${suffix}`, i, heads),
    );
  return attend(
    cell,
    {
      ...{ Q: part(Q, "Q"), K: part(K, "K"), V: part(V, "V"), M },
      named: (key) => `${key}${suffix}_${i + 1}`,
      whose: ` of head ${i + 1}`,
    },
    [`head${suffix}_${i + 1}`, `head ${i + 1}`],
  );
}

/** 1/d Σ_j x_j for each row. */
export const meanOf = (x: Expr): Expr => scale(1 / (x.shape[1] as number), sum(x, 1), "1/d");

/** x − μ in each row */
export const centred = (x: Expr, mu: Expr): Expr => add(x, negate(spread(mu, 1, x.shape[1] as number)));

/** c ⊙ 1/√(var + ε) in each row */
export const normed = (c: Expr, variance: Expr, epsilon: Expr): Expr =>
  mul(c, spread(map("reciprocal", map("sqrt", add(variance, epsilon))), 1, c.shape[1] as number));

/** γ ⊙ x + β in each row, with the gain and the bias called `gamma…` and `beta…`. */
export function gained(cell: CellBuilder, x: Expr, suffix = ""): Expr {
  const rows = x.shape[0] as number;
  const gamma = cell.diagonal(`gamma${suffix}`, "gain", "model");
  const beta = cell.bias(`beta${suffix}`, "bias of the norm", "model");
  return add(mul(spread(gamma, 0, rows), x), spread(beta, 0, rows));
}

/** relu(X W_1 + b_1) W_2 + b_2 */
export function feedForward(cell: CellBuilder, x: Expr, biases: boolean): Expr {
  const layer = (i: 1 | 2, from: Expr, rows: string, cols: string): Expr => {
    const W = cell.weight(`W_${i}`, `feed-forward weights ${i}`, rows, cols);
    return linear(from, {
      W,
      b: biases ? cell.bias(`b_${i}`, `feed-forward bias ${i}`, cols) : undefined,
    });
  };
  const F = cell.line(
    "F",
    "inner layer",
    map("relu", cell.quiet("a_F", "before the relu", layer(1, x, "model", "inner"))),
  );
  return cell.line("ffn", "feed-forward output", layer(2, F, "inner", "model"));
}
