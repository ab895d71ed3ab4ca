import { colsOf, rowsOf, type Shape, sizeOf, type Tensor, zeros } from "./tensor.ts";

// The operations the models need, each into a fresh tensor. Shapes are checked by the graph's builders;
// a kernel trusts them. `axis` 0 runs down the rows, 1 along a row; a vector has axis 0 alone.

export type Axis = 0 | 1;

export function map(a: Tensor, f: (x: number) => number): Tensor {
  const out = zeros(a.shape);
  for (let i = 0; i < a.data.length; i++) out.data[i] = f(a.data[i]);
  return out;
}

export function addTo(total: Tensor, a: Tensor): void {
  for (let i = 0; i < a.data.length; i++) total.data[i] += a.data[i];
}

/** Left to right, as it is written: ((a + b) + c). */
export function add(terms: readonly Tensor[]): Tensor {
  const out = { shape: terms[0].shape, data: Float64Array.from(terms[0].data) };
  for (const term of terms.slice(1)) addTo(out, term);
  return out;
}

export function multiply(a: Tensor, b: Tensor): Tensor {
  const out = zeros(a.shape);
  for (let i = 0; i < a.data.length; i++) out.data[i] = a.data[i] * b.data[i];
  return out;
}

/** (r×k)(k×c) into `shape`, each entry summed from left to right. */
export function product(a: Tensor, b: Tensor, shape: Shape): Tensor {
  const out = zeros(shape);
  const inner = colsOf(a.shape);
  const cols = colsOf(b.shape);
  for (let i = 0; i < rowsOf(a.shape); i++)
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a.data[i * inner + k] * b.data[k * cols + j];
      out.data[i * cols + j] = sum;
    }
  return out;
}

export function transpose(a: Tensor): Tensor {
  const rows = rowsOf(a.shape);
  const cols = colsOf(a.shape);
  const out = zeros([cols, rows]);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out.data[j * rows + i] = a.data[i * cols + j];
  return out;
}

export function sum(a: Tensor, axis: Axis, shape: Shape): Tensor {
  const out = zeros(shape);
  const cols = colsOf(a.shape);
  for (let n = 0; n < a.data.length; n++) out.data[axis === 0 ? n % cols : Math.floor(n / cols)] += a.data[n];
  return out;
}

/** Repeats what `sum` over the same axis would have summed. */
export function spread(a: Tensor, axis: Axis, shape: Shape): Tensor {
  const out = zeros(shape);
  const cols = colsOf(shape);
  for (let n = 0; n < out.data.length; n++)
    out.data[n] = a.data[axis === 0 ? n % cols : Math.floor(n / cols)];
  return out;
}

/** softmax along each row (along the whole of a vector): e^{s − max} / Σ e^{s − max}. */
export const softmax = (a: Tensor): Tensor =>
  alongRows(a, (row) => {
    const top = largest(row);
    const exps = row.map((s) => Math.exp(s - top));
    const total = exps.reduce((x, y) => x + y, 0);
    return exps.map((e) => e / total);
  });

/** ln softmax along each row: s − max − ln Σ e^{s − max}, safe where the softmax underflows. */
export const logSoftmax = (a: Tensor): Tensor =>
  alongRows(a, (row) => {
    const top = largest(row);
    const logTotal = Math.log(row.reduce((x, s) => x + Math.exp(s - top), 0));
    return row.map((s) => s - top - logTotal);
  });

const largest = (row: Float64Array): number => row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

function alongRows(a: Tensor, f: (row: Float64Array) => Float64Array): Tensor {
  const out = zeros(a.shape);
  const length = a.shape.length === 2 ? colsOf(a.shape) : sizeOf(a.shape);
  for (let at = 0; at < a.data.length; at += length) out.data.set(f(a.data.subarray(at, at + length)), at);
  return out;
}

export function concat(parts: readonly Tensor[], axis: Axis, shape: Shape): Tensor {
  const out = zeros(shape);
  const cols = colsOf(shape);
  let at = 0;
  for (const part of parts) {
    const width = colsOf(part.shape);
    if (axis === 0) out.data.set(part.data, at * cols);
    else
      for (let i = 0; i < rowsOf(shape); i++)
        out.data.set(part.data.subarray(i * width, (i + 1) * width), i * cols + at);
    at += axis === 0 ? rowsOf(part.shape) : width;
  }
  return out;
}

/** Rows (axis 0) or columns (axis 1) `from` up to, not including, `to`. */
export function slice(a: Tensor, axis: Axis, from: number, to: number, shape: Shape): Tensor {
  const cols = colsOf(a.shape);
  if (axis === 0) return { shape, data: a.data.slice(from * cols, to * cols) };
  const out = zeros(shape);
  for (let i = 0; i < rowsOf(a.shape); i++)
    out.data.set(a.data.subarray(i * cols + from, i * cols + to), i * (to - from));
  return out;
}
