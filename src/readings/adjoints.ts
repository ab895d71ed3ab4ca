import {
  concat,
  fill,
  map,
  mul,
  negate,
  oneMinus,
  product,
  scale,
  slice,
  softmax,
  spread,
  subtract,
  sum,
  transpose,
} from "../graph/build.ts";
import type { Expr, Fn, Kind, Kinds, Node } from "../graph/expr.ts";
import { children } from "../graph/fold.ts";
import type { Axis } from "../linalg/kernels.ts";
import { type Shape, sameShape } from "../linalg/tensor.ts";

/** For each kind, from the adjoint g of the whole and its value y, an adjoint in each child's place. */
type Adjoint = { readonly [K in Kind]: (node: Node<K>, g: Expr, y: Expr) => Kinds<Expr>[K] };

/** The adjoints of an expression's children, from left to right. `y` stands for the expression's own value. */
export function adjoints(expr: Expr, g: Expr, y: Expr): readonly Expr[] {
  const apply = <K extends Kind>(node: Node<K>): Kinds<Expr>[K] =>
    (rules[node.kind] as Adjoint[K])(node, g, y);
  return children({ ...expr, fields: apply(expr) } as Expr);
}

/** The same numbers as a vector of n or as a column of n×1. */
export function inShape(expr: Expr, shape: Shape): Expr {
  if (sameShape(expr.shape, shape)) return expr;
  return shape.length === 1 ? sum(expr, 1) : spread(expr, 1, 1);
}

/** f'(a), written with y = f(a) where that is how it is known. */
const slopes: Readonly<Record<Fn, (a: Expr, y: Expr) => Expr>> = {
  // σ' = σ (1 − σ)
  sigmoid: (_, y) => mul(y, oneMinus(y)),
  // tanh' = 1 − tanh²
  tanh: (_, y) => oneMinus(mul(y, y)),
  // relu' = 1 above 0, and 0 elsewhere
  relu: (a) => map("step", a),
  step: (a) => fill(0, a.shape),
  exp: (_, y) => y,
  sin: (a) => map("cos", a),
  // cos' = −sin
  cos: (a) => negate(map("sin", a)),
  log: (a) => map("reciprocal", a),
  // √' = ½ 1/√
  sqrt: (_, y) => scale(0.5, map("reciprocal", y)),
  // (1/a)' = −(1/a)²
  reciprocal: (_, y) => negate(mul(y, y)),
};

const rules: Adjoint = {
  ref: ({ fields }) => fields,
  fill: ({ fields }) => fields,
  onehot: ({ fields }) => fields,
  add: ({ fields }, g) => ({ terms: fields.terms.map(() => g) }),
  scale: ({ fields }, g) => ({ ...fields, arg: scale(fields.factor, g, fields.symbol) }),
  // a ⊙ b: g ⊙ b and g ⊙ a
  mul: ({ fields: { a, b } }, g) => ({ a: mul(g, b), b: mul(g, a) }),
  map: ({ fields: { fn, arg } }, g, y) => ({ fn, arg: mul(g, slopes[fn](arg, y)) }),
  // A B: g Bᵀ and Aᵀ g
  product: ({ fields: { a, b } }, g) => ({
    a: inShape(product(g, transpose(b)), a.shape),
    b: product(transpose(a), g),
  }),
  transpose: ({ fields: { arg } }, g) => ({
    arg: arg.shape.length === 1 ? sum(g, 0) : inShape(transpose(g), arg.shape),
  }),
  sum: ({ fields: { axis, arg } }, g) => ({ axis, arg: spread(g, axis, arg.shape[axis] as number) }),
  spread: ({ fields: { axis } }, g) => ({ axis, arg: sum(g, axis) }),
  // y ⊙ (g − Σ g ⊙ y), the sum along each row
  softmax: (_, g, y) => ({
    arg: g.shape.length === 0 ? fill(0, []) : mul(y, subtract(g, alongRows(mul(g, y)))),
  }),
  // g − softmax(a) ⊙ Σ g
  logsoftmax: ({ fields: { arg } }, g) => ({
    arg: g.shape.length === 0 ? fill(0, []) : subtract(g, mul(softmax(arg), alongRows(g))),
  }),
  concat: ({ fields: { axis, parts } }, g) => ({ axis, parts: partsOf(g, axis, parts) }),
  slice: ({ fields }, g) => ({ ...fields, arg: padded(g, fields.axis, fields.from, fields.arg.shape) }),
};

/** The sum of each row, repeated along it. */
function alongRows(e: Expr): Expr {
  const axis = (e.shape.length - 1) as Axis;
  return spread(sum(e, axis), axis, e.shape[axis] as number);
}

function partsOf(g: Expr, axis: Axis, parts: readonly Expr[]): Expr[] {
  let at = 0;
  return parts.map(({ shape }) => {
    const from = at;
    at += shape[axis] as number;
    return slice(g, axis, from, at);
  });
}

/** `g` between zeros, where it was cut from. */
function padded(g: Expr, axis: Axis, from: number, whole: Shape): Expr {
  const zeros = (size: number): Expr[] => {
    const shape = whole.map((n, i) => (i === axis ? size : n)) as unknown as Shape;
    return size > 0 ? [fill(0, shape)] : [];
  };
  const behind = (whole[axis] as number) - from - (g.shape[axis] as number);
  return concat([...zeros(from), g, ...zeros(behind)], axis);
}
