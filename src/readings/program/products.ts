import { prepared, type Strided } from "../../linalg/blocked.ts";
import type { Op } from "./op.ts";
import { transposed, type View } from "./view.ts";

/** How a product is stored: `factor` times it, written or added to what is there. */
export interface Stored {
  readonly factor: number;
  readonly adds: boolean;
}

/** Matrix products, all of the same sizes, one after the other. */
interface Products {
  readonly count: number;
  readonly rows: number;
  readonly cols: number;
  readonly inner: number;
  readonly a: Placed;
  readonly b: Placed;
  readonly c: Placed;
}

interface Placed {
  readonly view: View;
  readonly step: number;
  readonly row: number;
  readonly col: number;
}

/** out = f A B for every sample, or the sum of that over the batch where the output is shared (it must be added then). */
export function productOp(out: View, a: View, b: View, batch: number, { factor, adds }: Stored): Op {
  const { count, rows, cols, inner, ...placed } = better(
    joined(out, a, b, batch),
    joined(transposed(out), transposed(b), transposed(a), batch),
  );
  return {
    touches: [out.buffer, a.buffer, b.buffer],
    prepare(m) {
      const at = ({ view: { buffer, offset }, step, row, col }: Placed, n: number): Strided => ({
        at: buffer.at + offset + n * step,
        row,
        col,
      });
      const each = Array.from({ length: count }, (_, n) =>
        prepared(m, {
          ...{ a: at(placed.a, n), b: at(placed.b, n), c: at(placed.c, n) },
          ...{ rows, cols, inner, factor, adds },
        }),
      );
      if (count === 1) return each[0];
      return () => {
        for (let n = 0; n < count; n++) each[n]();
      };
    },
  };
}

/** A product or its transpose, whichever is one product for the whole batch, and lies as the blocks want it. */
function better(plain: Products, turned: Products): Products {
  const rank = ({ count, a, b }: Products): number =>
    (count === 1 ? 2 : 0) + (b.col === 1 || (a.col === 1 && b.row === 1) ? 1 : 0);
  return rank(turned) > rank(plain) ? turned : plain;
}

/** The batch made one product where memory allows it: as more rows, or as a longer sum. */
function joined(out: View, a: View, b: View, batch: number): Products {
  const placed = (view: View): Placed => ({ view, step: view.batch, row: view.row, col: view.col });
  const sizes = { rows: out.rows, cols: out.cols, inner: a.cols };
  const each = { ...sizes, a: placed(a), b: placed(b), c: placed(out) };
  if ([out, a, b].every(({ isShared }) => isShared) || batch === 1) return { count: 1, ...each };
  if (b.isShared && !out.isShared && !a.isShared) {
    const [A, C] = [withRows(a, batch), withRows(out, batch)];
    if (A && C) return { count: 1, ...each, rows: batch * out.rows, a: A, c: C };
  }
  if (out.isShared && !a.isShared && !b.isShared) {
    const [A, B] = [withRows(transposed(a), batch), withRows(b, batch)];
    if (A && B)
      return { count: 1, ...each, inner: batch * a.cols, a: { ...A, row: A.col, col: A.row }, b: B };
  }
  return { count: batch, ...each };
}

/** The samples' rows below each other, where they are at equal distances. */
function withRows(view: View, batch: number): Placed | undefined {
  if (batch > 1 && view.rows > 1 && view.batch !== view.rows * view.row) return undefined;
  return { view, step: 0, row: view.rows > 1 ? view.row : view.batch, col: view.col };
}
