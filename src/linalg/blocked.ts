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

/**
 * The product in blocks. The arena is one array, as bounds are then checked against one length (measured: a third
 * faster than three arrays); every entry is summed from left to right.
 */
export function multiplyIn(
  m: Float64Array,
  { a, b, c, rows, cols, inner, factor, adds }: BlockProduct,
): void {
  const isSmall = rows < 2 || cols < SMALL || inner < SMALL;
  const even = isSmall ? 0 : rows & ~1;
  const threes = cols % 3 === 1 ? cols - 4 : cols - (cols % 3);
  if (even > 0) {
    block23(m, a.at, a.row, a.col, b.at, b.row, b.col, c.at, c.row, c.col, even, threes, inner, factor, adds);
    const [q, r, left] = [b.at + threes * b.col, c.at + threes * c.col, cols - threes];
    block22(m, a.at, a.row, a.col, q, b.row, b.col, r, c.row, c.col, even, left, inner, factor, adds);
  }
  const [p, r] = [a.at + even * a.row, c.at + even * c.row];
  block11(m, p, a.row, a.col, b.at, b.row, b.col, r, c.row, c.col, rows - even, cols, inner, factor, adds);
}

type Block = (
  m: Float64Array,
  a: number,
  aRow: number,
  aCol: number,
  b: number,
  bRow: number,
  bCol: number,
  c: number,
  cRow: number,
  cCol: number,
  rows: number,
  cols: number,
  inner: number,
  factor: number,
  adds: boolean,
) => void;

/** Two rows and three columns at a time: six sums stay in registers, and each number read is used two or three times. */
const block23: Block = (m, a, aRow, aCol, b, bRow, bCol, c, cRow, cCol, rows, cols, inner, factor, adds) => {
  const bCol2 = (2 * bCol) | 0;
  for (let j = 0; j < cols; j += 3)
    for (let i = 0; i < rows; i += 2) {
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let p = (a + i * aRow) | 0;
      let q = (b + j * bCol) | 0;
      for (let k = 0; k < inner; k++) {
        const x0 = m[p];
        const x1 = m[(p + aRow) | 0];
        const y0 = m[q];
        const y1 = m[(q + bCol) | 0];
        const y2 = m[(q + bCol2) | 0];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        p = (p + aCol) | 0;
        q = (q + bRow) | 0;
      }
      const r = (c + i * cRow + j * cCol) | 0;
      const t = (r + cRow) | 0;
      const r1 = (r + cCol) | 0;
      const r2 = (r1 + cCol) | 0;
      const t1 = (t + cCol) | 0;
      const t2 = (t1 + cCol) | 0;
      m[r] = (adds ? m[r] : 0) + factor * s00;
      m[r1] = (adds ? m[r1] : 0) + factor * s01;
      m[r2] = (adds ? m[r2] : 0) + factor * s02;
      m[t] = (adds ? m[t] : 0) + factor * s10;
      m[t1] = (adds ? m[t1] : 0) + factor * s11;
      m[t2] = (adds ? m[t2] : 0) + factor * s12;
    }
};

/** Two rows and two columns at a time. */
const block22: Block = (m, a, aRow, aCol, b, bRow, bCol, c, cRow, cCol, rows, cols, inner, factor, adds) => {
  for (let j = 0; j < cols; j += 2)
    for (let i = 0; i < rows; i += 2) {
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      let p = (a + i * aRow) | 0;
      let q = (b + j * bCol) | 0;
      for (let k = 0; k < inner; k++) {
        const x0 = m[p];
        const x1 = m[(p + aRow) | 0];
        const y0 = m[q];
        const y1 = m[(q + bCol) | 0];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s10 += x1 * y0;
        s11 += x1 * y1;
        p = (p + aCol) | 0;
        q = (q + bRow) | 0;
      }
      const r = (c + i * cRow + j * cCol) | 0;
      const t = (r + cRow) | 0;
      m[r] = (adds ? m[r] : 0) + factor * s00;
      m[r + cCol] = (adds ? m[r + cCol] : 0) + factor * s01;
      m[t] = (adds ? m[t] : 0) + factor * s10;
      m[t + cCol] = (adds ? m[t + cCol] : 0) + factor * s11;
    }
};

/** One entry at a time. */
const block11: Block = (m, a, aRow, aCol, b, bRow, bCol, c, cRow, cCol, rows, cols, inner, factor, adds) => {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      let p = (a + i * aRow) | 0;
      let q = (b + j * bCol) | 0;
      for (let k = 0; k < inner; k++) {
        sum += m[p] * m[q];
        p = (p + aCol) | 0;
        q = (q + bRow) | 0;
      }
      const r = (c + i * cRow + j * cCol) | 0;
      m[r] = (adds ? m[r] : 0) + factor * sum;
    }
};
