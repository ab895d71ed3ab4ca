import { colsOf, rowsOf, type Tensor, zeros } from "./tensor.ts";

/** A = U diag(values) Vᵀ: U r×n, V n×n with orthonormal columns, the values falling and never negative. */
export interface Svd {
  readonly U: Tensor;
  readonly values: readonly number[];
  readonly V: Tensor;
}

const SWEEPS = 60;
const SMALL = 1e-15;

/**
 * The singular value decomposition of an r×n matrix with r ≥ n by one-sided Jacobi: columns are turned in pairs
 * until all are at right angles (Hestenes 1958; Demmel & Veselić 1992: small values come out exactly too).
 * A column of U whose value is 0 is 0. Entries must be finite.
 */
export function svd(a: Tensor): Svd {
  const n = colsOf(a.shape);
  const rows = rowsOf(a.shape);
  const largest = a.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
  // scaled, so that no square is lost: gradients that vanish or explode are what this is for
  const columns = Array.from({ length: n }, (_, j) =>
    Float64Array.from({ length: rows }, (_, i) => a.data[i * n + j] / largest),
  );
  const turns = Array.from({ length: n }, (_, j) => Float64Array.from({ length: n }, (_, i) => +(i === j)));
  for (let sweep = 0; sweep < SWEEPS && turnAll(columns, turns); sweep++);
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  const order = lengths.map((_, j) => j).sort((p, q) => lengths[q] - lengths[p]);
  return {
    U: side(
      order.map((j) => columns[j].map((x) => (lengths[j] === 0 ? 0 : x / lengths[j]))),
      rows,
    ),
    values: order.map((j) => lengths[j] * largest),
    V: side(
      order.map((j) => turns[j]),
      n,
    ),
  };
}

/** The singular values of any matrix, falling. Entries must be finite. */
export function singularValues(a: Tensor): readonly number[] {
  const [rows, cols] = [rowsOf(a.shape), colsOf(a.shape)];
  if (rows >= cols) return svd(a).values;
  const turned = zeros([cols, rows]);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) turned.data[j * rows + i] = a.data[i * cols + j];
  return svd(turned).values;
}

/** ‖A‖, the largest singular value: by how much A stretches a vector at most. ∞ or NaN where an entry is. */
export function spectralNorm(a: Tensor): number {
  const lost = a.data.find((x) => !Number.isFinite(x));
  if (lost !== undefined) return Math.abs(lost);
  return singularValues(a)[0] ?? 0;
}

/** Turns every pair of columns to a right angle; false when all of them were at one already. */
function turnAll(columns: readonly Float64Array[], turns: readonly Float64Array[]): boolean {
  let turned = false;
  for (let p = 0; p < columns.length - 1; p++)
    for (let q = p + 1; q < columns.length; q++) {
      const [a, b, c] = [
        dot(columns[p], columns[p]),
        dot(columns[q], columns[q]),
        dot(columns[p], columns[q]),
      ];
      if (Math.abs(c) <= SMALL * Math.sqrt(a) * Math.sqrt(b)) continue;
      turned = true;
      const zeta = (b - a) / (2 * c);
      const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
      const cos = 1 / Math.hypot(1, t);
      turn(columns[p], columns[q], cos, cos * t);
      turn(turns[p], turns[q], cos, cos * t);
    }
  return turned;
}

function turn(p: Float64Array, q: Float64Array, cos: number, sin: number): void {
  for (let i = 0; i < p.length; i++) {
    const [x, y] = [p[i], q[i]];
    p[i] = cos * x - sin * y;
    q[i] = sin * x + cos * y;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function side(columns: readonly Float64Array[], rows: number): Tensor {
  const out = zeros([rows, columns.length]);
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++) out.data[i * columns.length + j] = column[i];
  });
  return out;
}
