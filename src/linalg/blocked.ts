import { along, beside, one, twoByTwo } from "./blocks.ts";

/** A matrix inside an arena: entry (i, j) is at `at + i·row + j·col`. */
export interface Strided {
  readonly at: number;
  readonly row: number;
  readonly col: number;
}

/** C (rows×cols) = f A B or C += f A B with A rows×inner, all three in one arena. */
export interface BlockProduct {
  readonly a: Strided;
  readonly b: Strided;
  readonly c: Strided;
  readonly rows: number;
  readonly cols: number;
  readonly inner: number;
  readonly factor: number;
  readonly adds: boolean;
}

/** Below this many columns or terms the block does not pay. */
const SMALL = 8;

const isSmall = (rows: number, cols: number, inner: number): boolean =>
  rows < 2 || cols < SMALL || inner < SMALL;

/** The product that is taken again and again, with what can be decided once decided. */
export function prepared(m: Float64Array, product: BlockProduct): () => void {
  const { a, b, c, rows, cols, inner, factor, adds } = product;
  if (!isSmall(rows, cols, inner)) return () => multiplyIn(m, product);
  const [p, pRow, pCol, q, qRow, qCol] = [a.at, a.row, a.col, b.at, b.row, b.col];
  const [r, rRow, rCol] = [c.at, c.row, c.col];
  return () => one(m, p, pRow, pCol, q, qRow, qCol, r, rRow, rCol, rows, cols, inner, factor, adds);
}

/**
 * The product in blocks. The arena is one array, as bounds are then checked against one length (measured: a third
 * faster than three arrays); every entry is summed from left to right.
 */
export function multiplyIn(
  m: Float64Array,
  { a, b, c, rows, cols, inner, factor, adds }: BlockProduct,
): void {
  const even = isSmall(rows, cols, inner) ? 0 : rows & ~1;
  if (even > 0) {
    const block = b.col === 1 ? beside : a.col === 1 && b.row === 1 ? along : undefined;
    const threes = block ? (cols % 3 === 1 ? cols - 4 : cols - (cols % 3)) : 0;
    const twos = (cols - threes) & ~1;
    const [q, r, left] = [b.at + threes * b.col, c.at + threes * c.col, cols - threes - twos];
    const [q1, r1] = [q + twos * b.col, r + twos * c.col];
    block?.(m, a.at, a.row, a.col, b.at, b.row, b.col, c.at, c.row, c.col, even, threes, inner, factor, adds);
    twoByTwo(m, a.at, a.row, a.col, q, b.row, b.col, r, c.row, c.col, even, twos, inner, factor, adds);
    one(m, a.at, a.row, a.col, q1, b.row, b.col, r1, c.row, c.col, even, left, inner, factor, adds);
  }
  const [p, r] = [a.at + even * a.row, c.at + even * c.row];
  one(m, p, a.row, a.col, b.at, b.row, b.col, r, c.row, c.col, rows - even, cols, inner, factor, adds);
}
