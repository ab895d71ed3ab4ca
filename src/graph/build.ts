import type { Axis } from "../linalg/kernels.ts";
import { colsOf, rowsOf, type Shape, sameShape, showShape } from "../linalg/tensor.ts";
import type { Expr, Fn, Kind } from "./expr.ts";

// The public constructors. Each checks its shapes, and puts the expression into its simplest form: sums of
// sums are one sum, a factor of 1 and a term of 0 vanish, a factor of a factor is one factor.

/** Two quantities whose shapes do not go together; the message names both and shows their shapes. */
export class ShapeError extends Error {
  override name = "ShapeError";
}

export const ref = (key: string, shape: Shape): Expr => ({ kind: "ref", shape, fields: { key } });

export const fill = (value: number, shape: Shape): Expr => ({ kind: "fill", shape, fields: { value } });

export function onehot(indices: readonly number[], classes: number): Expr {
  const outside = indices.find((i) => !Number.isInteger(i) || i < 0 || i >= classes);
  if (outside !== undefined) throw new ShapeError(`onehot: ${outside} is not one of 0 … ${classes - 1}`);
  const shape: Shape = indices.length === 1 ? [classes] : [indices.length, classes];
  return { kind: "onehot", shape, fields: { indices } };
}

export function add(...terms: readonly Expr[]): Expr {
  const flat = terms.flatMap((t) => (t.kind === "add" ? t.fields.terms : [t]));
  for (const term of flat) mustMatch("+", flat[0], term);
  const kept = flat.filter((t) => !isFill(t, 0));
  if (kept.length <= 1) return kept[0] ?? flat[0];
  return { kind: "add", shape: flat[0].shape, fields: { terms: kept } };
}

export function scale(factor: number, arg: Expr, symbol?: string): Expr {
  if (factor === 1) return arg;
  if (arg.kind === "fill") return fill(factor * arg.fields.value, arg.shape);
  if (arg.kind === "scale" && !symbol && !arg.fields.symbol)
    return scale(factor * arg.fields.factor, arg.fields.arg);
  return { kind: "scale", shape: arg.shape, fields: { factor, arg, ...(symbol ? { symbol } : {}) } };
}

export const negate = (arg: Expr): Expr => scale(-1, arg);

export const subtract = (a: Expr, b: Expr): Expr => add(a, negate(b));

/** 1 − a */
export const oneMinus = (a: Expr): Expr => subtract(fill(1, a.shape), a);

export function mul(a: Expr, b: Expr): Expr {
  mustMatch("⊙", a, b);
  if (isFill(a, 1)) return b;
  if (isFill(b, 1)) return a;
  return { kind: "mul", shape: a.shape, fields: { a, b } };
}

export const map = (fn: Fn, arg: Expr): Expr => ({ kind: "map", shape: arg.shape, fields: { fn, arg } });
export const sigmoid = (arg: Expr): Expr => map("sigmoid", arg);
export const tanh = (arg: Expr): Expr => map("tanh", arg);

/** The matrix product: r×k times k×c, or times a vector of k. A vector on the left is a column. */
export function product(a: Expr, b: Expr): Expr {
  if (a.shape.length === 0 || b.shape.length === 0)
    throw new ShapeError(`${naming("·", a, b)}; a scalar takes ⊙ or a factor, not a matrix product`);
  if (colsOf(a.shape) !== rowsOf(b.shape)) throw new ShapeError(`${naming("·", a, b)}; ${wants(a.shape)}`);
  const rows = rowsOf(a.shape);
  return {
    kind: "product",
    shape: b.shape.length === 1 ? [rows] : [rows, colsOf(b.shape)],
    fields: { a, b },
  };
}

/** A vector becomes a row, a row stays a 1×n matrix. */
export function transpose(arg: Expr): Expr {
  if (arg.shape.length === 0) return arg;
  if (arg.kind === "transpose") return arg.fields.arg;
  return { kind: "transpose", shape: [colsOf(arg.shape), rowsOf(arg.shape)], fields: { arg } };
}

export function sum(arg: Expr, axis: Axis): Expr {
  mustHaveAxis("sum", arg, axis);
  const shape: Shape = arg.shape.length === 2 ? [arg.shape[1 - axis] as number] : [];
  return { kind: "sum", shape, fields: { axis, arg } };
}

export function spread(arg: Expr, axis: Axis, count: number): Expr {
  if (arg.shape.length === 2)
    throw new ShapeError(`spread: ${called(arg)} is ${showShape(arg.shape)} already`);
  const [n] = arg.shape;
  const shape: Shape = n === undefined ? [count] : axis === 0 ? [count, n] : [n, count];
  return { kind: "spread", shape, fields: { axis: n === undefined ? 0 : axis, arg } };
}

export const softmax = (arg: Expr): Expr => ({ kind: "softmax", shape: arg.shape, fields: { arg } });
export const logSoftmax = (arg: Expr): Expr => ({ kind: "logsoftmax", shape: arg.shape, fields: { arg } });

export function concat(parts: readonly Expr[], axis: Axis): Expr {
  if (parts.length === 1) return parts[0];
  for (const part of parts) {
    mustHaveAxis("concat", part, axis);
    const fits =
      part.shape.length === parts[0].shape.length && part.shape[1 - axis] === parts[0].shape[1 - axis];
    if (!fits) throw new ShapeError(`${naming("‖", parts[0], part)}; they can't be joined`);
  }
  const total = parts.reduce((n, part) => n + (part.shape[axis] as number), 0);
  const other = parts[0].shape[1 - axis];
  const shape: Shape = other === undefined ? [total] : axis === 0 ? [total, other] : [other, total];
  return { kind: "concat", shape, fields: { axis, parts } };
}

export function slice(arg: Expr, axis: Axis, from: number, to: number): Expr {
  mustHaveAxis("slice", arg, axis);
  const size = arg.shape[axis] as number;
  if (from < 0 || to > size || from >= to)
    throw new ShapeError(
      `slice: ${called(arg)} is ${showShape(arg.shape)}; it has no entries ${from} to ${to}`,
    );
  if (from === 0 && to === size) return arg;
  const other = arg.shape[1 - axis];
  const length = to - from;
  const shape: Shape = other === undefined ? [length] : axis === 0 ? [length, other] : [other, length];
  return { kind: "slice", shape, fields: { axis, from, to, arg } };
}

export const isFill = (e: Expr, value: number): boolean => e.kind === "fill" && e.fields.value === value;

function mustMatch(sign: string, a: Expr, b: Expr): void {
  if (!sameShape(a.shape, b.shape))
    throw new ShapeError(`${naming(sign, a, b)}; they must have the same shape`);
}

function mustHaveAxis(what: string, arg: Expr, axis: Axis): void {
  if (axis >= arg.shape.length)
    throw new ShapeError(`${what}: ${called(arg)} is ${showShape(arg.shape)} and has no axis ${axis}`);
}

const naming = (sign: string, a: Expr, b: Expr): string =>
  `${called(a)} ${sign} ${called(b)}: ${called(a)} is ${showShape(a.shape)}, ${called(b)} is ${showShape(b.shape)}`;

const wants = (shape: Shape): string =>
  shape.length === 1
    ? `a vector of ${shape[0]} takes a 1×n matrix`
    : `a ${showShape(shape)} matrix takes a vector of ${shape[1]}`;

const nouns: Readonly<Record<Exclude<Kind, "ref">, string>> = {
  fill: "the constant",
  onehot: "the one-hot vector",
  add: "the sum",
  scale: "the multiple",
  mul: "the ⊙ product",
  map: "the activation",
  product: "the product",
  transpose: "the transpose",
  sum: "the sum of the entries",
  spread: "the repeated vector",
  softmax: "the softmax",
  logsoftmax: "the log-softmax",
  concat: "the joined vector",
  slice: "the part",
};

const called = (e: Expr): string => (e.kind === "ref" ? e.fields.key : nouns[e.kind]);
