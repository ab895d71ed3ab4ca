import type { Expr } from "../../graph/expr.ts";
import { sameShape, type Tensor } from "../../linalg/tensor.ts";
import type { Step } from "../../readings/steps.ts";
import type { Entry, Grid } from "../../report/report.ts";
import { positions } from "../../text/box.ts";
import { type Formula, formula } from "../../text/formula.ts";
import type { Labels } from "./labels.ts";
import type { Writer } from "./writer.ts";

interface Detail {
  readonly fine: boolean;
  readonly all: boolean;
}

const MOST_ROWS = 8;

/** Whether a line is worked in matrices rather than in rows of units. */
export const isMatrixWork = ({ value, parts }: Step): boolean =>
  [value, ...parts.map((part) => part.value)].some(({ shape }) => shape.length === 2);

/** Every part of a matrix's working, and itself last, as a table whose rows are tokens. */
export function gridsOf(step: Step, pen: Writer, labels: Labels, detail: Detail): Grid[] {
  const grid = (kind: Grid["kind"], label: Formula, of: Expr, value: Tensor): Grid => {
    const [rows, columns = [""]] =
      value.shape.length === 0 ? [[""]] : labels.of(sameShape(of.shape, step.expr.shape) ? step.expr : of);
    const down = kept(rows.length, detail);
    const across = kept(columns.length, detail);
    const entry = (i: number | undefined, j: number | undefined): Entry =>
      i === undefined || j === undefined ? null : value.data[i * columns.length + j];
    const isShown = (at: number): boolean =>
      down.includes(Math.floor(at / columns.length)) && across.includes(at % columns.length);
    const place = (at: number): string =>
      [rows[Math.floor(at / columns.length)], columns[at % columns.length]].filter(Boolean).join(", ");
    return {
      ...{ label, kind },
      rows: down.map((i) => (i === undefined ? "⋮" : rows[i])),
      columns: across.map((j) => (j === undefined ? "…" : columns[j])),
      numbers: down.map((i) => across.map((j) => entry(i, j))),
      fine: detail.fine
        ? pen
            .fine(of)
            .filter(({ at }) => isShown(at))
            .map(({ at, text }) => ({ column: place(at), text }))
        : [],
    };
  };
  const parts = step.parts.map((part) =>
    grid(part.isSum ? "sum" : "part", labelOf(part.expr) ?? pen.partLabel(part), part.expr, part.value),
  );
  return [...parts, grid("result", pen.formula(step.last), step.expr, step.value)];
}

const kept = (count: number, { all }: Detail) => positions(count, all ? count : MOST_ROWS);

/** What is summed along the rows stands beside its sum. */
const labelOf = (expr: Expr): Formula | undefined =>
  expr.kind === "sum" && expr.fields.axis === 1
    ? formula(
        () => "row sum",
        () => "\\text{row sum}",
      )
    : undefined;
