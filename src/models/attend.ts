import { add, map, product, ShapeError, scale, slice, softmax, spread, transpose } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import type { CellBuilder } from "./model.ts";

// What attention is made of, for every model that attends. Rows are tokens: Q is tokens × d_k, and so on.

export const maskChoices = {
  none: "no mask",
  causal: "causal: no token sees a later one",
  given: "masked where $mask$ is 0",
} as const;

/** M, which is added to the scores: 0 where a query sees a key, −∞ where it does not; nothing without a mask. */
export function maskOf(
  cell: CellBuilder,
  mask: keyof typeof maskChoices,
  queries: string,
  keys: string,
): Expr | undefined {
  if (mask === "none") return undefined;
  if (mask === "given")
    return cell.line(
      "M",
      "mask",
      map("log", cell.data("mask", "mask, 1 where seen, 0 where not", queries, keys)),
    );
  const later = (i: number, j: number): number => (j > i ? Number.NEGATIVE_INFINITY : 0);
  return cell.constant("M", "causal mask", [queries, keys], later);
}

export interface Attending {
  readonly Q: Expr;
  readonly K: Expr;
  readonly V: Expr;
  readonly M?: Expr | undefined;
  readonly scaled?: boolean;
  /** `scores` → `scores_1`, `scores_cross` */
  readonly named?: (key: string) => string;
  /** ` of head 1` */
  readonly whose?: string;
}

/** scores = Q Kᵀ / √d_k, weights = softmax(scores + M) along each row; what is attended to is weights V. */
export function attend(
  cell: CellBuilder,
  attending: Attending,
  to: readonly [key: string, title: string],
): Expr {
  const { Q, K, V, M, scaled = true, named = (key) => key, whose = "" } = attending;
  const d_k = Q.shape[1] as number;
  const products = product(Q, transpose(K));
  const scores = cell.line(
    named("scores"),
    `scores${whose}`,
    scaled ? scale(1 / Math.sqrt(d_k), products, "1/√d_k") : products,
  );
  const seen = M ? cell.line(named("masked"), `masked scores${whose}`, add(scores, M)) : scores;
  const weights = cell.line(named("weights"), `attention weights${whose}`, softmax(seen));
  return cell.line(...to, product(weights, V));
}

/** X W, and + b in every row where there are biases. */
export function linear(x: Expr, { W, b }: { readonly W: Expr; readonly b?: Expr | undefined }): Expr {
  const rows = x.shape[0] as number;
  return b ? add(product(x, W), spread(b, 0, rows)) : product(x, W);
}

/** The columns of head i of `count`, counted from 0. */
export function headOf(of: Expr, name: string, i: number, count: number): Expr {
  const cols = of.shape[1] as number;
  const width = cols / count;
  if (!Number.isInteger(width))
    throw new ShapeError(
      `${name} has ${cols} columns, which ${count} heads can't share; take another number of heads`,
    );
  return slice(of, 1, i * width, (i + 1) * width);
}
