/** A matrix inside an arena: entry (i, j) is at `at + i·row + j·col`. */
export interface Strided {
  readonly at: number;
  readonly row: number;
  readonly col: number;
}

/** Below this many rows, columns or terms the block does not pay. */
const SMALL = 8;

/**
 * C = f A B, or C += f A B, all three in one arena: A is rows×inner, B inner×cols. The arena is one array, as bounds
 * are then checked against one length; each entry is summed from left to right.
 */
export function multiplyIn(
  m: Float64Array,
  a: Strided,
  b: Strided,
  c: Strided,
  rows: number,
  cols: number,
  inner: number,
  factor: number,
  adds: boolean,
): void {
  if (rows < 2 || cols < SMALL || inner < SMALL) block11(m, a, b, c, 0, rows, 0, cols, inner, factor, adds);
  else {
    const even = rows & ~1;
    const left = cols % 3;
    const threes = left === 1 ? cols - 4 : cols - left;
    block23(m, a, b, c, even, threes, inner, factor, adds);
    for (let j = threes; j < cols; j += 2) block22(m, a, b, c, even, j, inner, factor, adds);
    if (even < rows) block11(m, a, b, c, even, rows, 0, cols, inner, factor, adds);
  }
}

/** Two rows and three columns at a time: six sums stay in registers, and each number read is used two or three times. */
function block23(
  m: Float64Array,
  a: Strided,
  b: Strided,
  c: Strided,
  rows: number,
  cols: number,
  inner: number,
  factor: number,
  adds: boolean,
): void {
  const [aRow, aCol] = [a.row | 0, a.col | 0];
  const [bRow, bCol, bCol2] = [b.row | 0, b.col | 0, (2 * b.col) | 0];
  const [cRow, cCol] = [c.row | 0, c.col | 0];
  for (let j = 0; j < cols; j += 3)
    for (let i = 0; i < rows; i += 2) {
      let [s00, s01, s02, s10, s11, s12] = [0, 0, 0, 0, 0, 0];
      let p = (a.at + i * aRow) | 0;
      let q = (b.at + j * bCol) | 0;
      for (let k = 0; k < inner; k = (k + 1) | 0) {
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
      const r = (c.at + i * cRow + j * cCol) | 0;
      const [r1, r2, t] = [(r + cCol) | 0, (r + 2 * cCol) | 0, (r + cRow) | 0];
      const [t1, t2] = [(t + cCol) | 0, (t + 2 * cCol) | 0];
      if (adds) {
        m[r] += factor * s00;
        m[r1] += factor * s01;
        m[r2] += factor * s02;
        m[t] += factor * s10;
        m[t1] += factor * s11;
        m[t2] += factor * s12;
      } else {
        m[r] = factor * s00;
        m[r1] = factor * s01;
        m[r2] = factor * s02;
        m[t] = factor * s10;
        m[t1] = factor * s11;
        m[t2] = factor * s12;
      }
    }
}

/** The two columns from `j` on. */
function block22(
  m: Float64Array,
  a: Strided,
  b: Strided,
  c: Strided,
  rows: number,
  j: number,
  inner: number,
  factor: number,
  adds: boolean,
): void {
  for (let i = 0; i < rows; i += 2) {
    let [s00, s01, s10, s11] = [0, 0, 0, 0];
    let p = (a.at + i * a.row) | 0;
    let q = (b.at + j * b.col) | 0;
    for (let k = 0; k < inner; k++) {
      const [x0, x1, y0, y1] = [m[p], m[(p + a.row) | 0], m[q], m[(q + b.col) | 0]];
      s00 += x0 * y0;
      s01 += x0 * y1;
      s10 += x1 * y0;
      s11 += x1 * y1;
      p = (p + a.col) | 0;
      q = (q + b.row) | 0;
    }
    const r = (c.at + i * c.row + j * c.col) | 0;
    const t = (r + c.row) | 0;
    m[r] = (adds ? m[r] : 0) + factor * s00;
    m[r + c.col] = (adds ? m[r + c.col] : 0) + factor * s01;
    m[t] = (adds ? m[t] : 0) + factor * s10;
    m[t + c.col] = (adds ? m[t + c.col] : 0) + factor * s11;
  }
}

/** One entry at a time: rows `i0` up to `i1`, columns `j0` up to `j1`. */
function block11(
  m: Float64Array,
  a: Strided,
  b: Strided,
  c: Strided,
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  inner: number,
  factor: number,
  adds: boolean,
): void {
  for (let i = i0; i < i1; i++)
    for (let j = j0; j < j1; j++) {
      let sum = 0;
      let p = (a.at + i * a.row) | 0;
      let q = (b.at + j * b.col) | 0;
      for (let k = 0; k < inner; k++) {
        sum += m[p] * m[q];
        p = (p + a.col) | 0;
        q = (q + b.row) | 0;
      }
      const r = (c.at + i * c.row + j * c.col) | 0;
      m[r] = (adds ? m[r] : 0) + factor * sum;
    }
}
