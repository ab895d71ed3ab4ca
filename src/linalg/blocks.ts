// The innermost loops of a matrix product: C = f A B, or C += f A B, in one arena, of rows×cols entries that each sum
// `inner` terms from left to right. Each matrix has the place of its first entry and its strides. The functions repeat
// themselves on purpose: what an engine compiles well is written out.

export type Block = (
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

/**
 * Three columns that lie side by side in B: two rows and three columns at a time, so that six sums stay in registers and each
 * number read is used two or three times; two terms a turn, which saves steps of the counters.
 */
export const beside: Block = (
  m,
  a,
  aRow,
  aCol,
  b,
  bRow,
  _bCol,
  c,
  cRow,
  cCol,
  rows,
  cols,
  inner,
  factor,
  adds,
) => {
  const even = inner & ~1;
  for (let j = 0; j < cols; j += 3)
    for (let i = 0; i < rows; i += 2) {
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let p = (a + i * aRow) | 0;
      let q = (b + j) | 0;
      for (let k = 0; k < even; k += 2) {
        let x0 = m[p];
        let x1 = m[(p + aRow) | 0];
        let y0 = m[q];
        let y1 = m[(q + 1) | 0];
        let y2 = m[(q + 2) | 0];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        x0 = m[(p + aCol) | 0];
        x1 = m[(p + aRow + aCol) | 0];
        y0 = m[(q + bRow) | 0];
        y1 = m[(q + bRow + 1) | 0];
        y2 = m[(q + bRow + 2) | 0];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        p = (p + 2 * aCol) | 0;
        q = (q + 2 * bRow) | 0;
      }
      if (even < inner) {
        const x0 = m[p];
        const x1 = m[(p + aRow) | 0];
        const y0 = m[q];
        const y1 = m[(q + 1) | 0];
        const y2 = m[(q + 2) | 0];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
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

/** The same of rows of A and columns of B that both lie along memory, as in A Bᵀ. */
export const along: Block = (
  m,
  a,
  aRow,
  _aCol,
  b,
  _bRow,
  bCol,
  c,
  cRow,
  cCol,
  rows,
  cols,
  inner,
  factor,
  adds,
) => {
  const bCol2 = (2 * bCol) | 0;
  const even = inner & ~1;
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
      for (let k = 0; k < even; k += 2) {
        let x0 = m[p];
        let x1 = m[(p + aRow) | 0];
        let y0 = m[q];
        let y1 = m[(q + bCol) | 0];
        let y2 = m[(q + bCol2) | 0];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        x0 = m[(p + 1) | 0];
        x1 = m[(p + aRow + 1) | 0];
        y0 = m[(q + 1) | 0];
        y1 = m[(q + 1 + bCol) | 0];
        y2 = m[(q + 1 + bCol2) | 0];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        p = (p + 2) | 0;
        q = (q + 2) | 0;
      }
      if (even < inner) {
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
export const twoByTwo: Block = (
  m,
  a,
  aRow,
  aCol,
  b,
  bRow,
  bCol,
  c,
  cRow,
  cCol,
  rows,
  cols,
  inner,
  factor,
  adds,
) => {
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
export const one: Block = (
  m,
  a,
  aRow,
  aCol,
  b,
  bRow,
  bCol,
  c,
  cRow,
  cCol,
  rows,
  cols,
  inner,
  factor,
  adds,
) => {
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
