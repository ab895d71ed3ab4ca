import { add, fill, map, ShapeError, scale, spread, sum } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Mistake, Work } from "../mistake.ts";
import { everywhere, within } from "../rewrite.ts";
import { isRef, quantityOf } from "../work.ts";
import { isMean, isVariance, readsStatistics } from "./statistics.ts";

// Layer norm along the wrong axis: mean and variance of each column, over the tokens.

/** The mean of each column in the place of the mean of each row. */
function down(e: Expr): Expr {
  if (e.kind !== "scale" || e.fields.arg.kind !== "sum") throw new ShapeError("no mean of a row");
  const { arg } = e.fields.arg.fields;
  return scale(1 / (arg.shape[0] as number), sum(arg, 0));
}

/** What is made of a mean or a variance, made of that of each column: one entry a column. */
function perColumn(work: Work, e: Expr, columns: number): Expr {
  if (e.kind === "fill") return fill(e.fields.value, [columns]);
  if (e.kind === "map") return map(e.fields.fn, perColumn(work, e.fields.arg, columns));
  if (e.kind === "add") return add(...e.fields.terms.map((term) => perColumn(work, term, columns)));
  const line = isRef(e) ? quantityOf(work, e.fields.key) : undefined;
  if (!line || !("expr" in line)) throw new ShapeError("no mean, and no variance");
  return down(turned(work, line.expr) ?? line.expr);
}

/** Means and variances repeated down the columns, where they were repeated along the rows. */
const turned = (work: Work, expr: Expr): Expr | undefined =>
  within(expr, (e) => {
    if (e.kind !== "spread" || e.fields.axis !== 1 || !readsStatistics(work, e.fields.arg)) return undefined;
    const [rows, columns] = e.shape as readonly [number, number];
    return spread(perColumn(work, e.fields.arg, columns), 0, rows);
  });

export const lnAxis: Mistake = {
  id: "ln-axis",
  kind: "shape",
  models: ["layer-norm", "transformer"],
  feedback: "You took mean and variance down the columns; each token is normalised over its own entries.",
  source: "jadore801120/attention-is-all-you-need-pytorch#17",
  rewrites: (work) =>
    everywhere(work, (line) => {
      const changed = turned(work, line.expr);
      return isMean(line) || isVariance(line) ? down(changed ?? line.expr) : changed;
    }),
};
