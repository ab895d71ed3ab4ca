import type { Axis } from "../linalg/kernels.ts";
import type { Shape } from "../linalg/tensor.ts";

/** The functions that act on every entry alone. `step` is 1 above 0 and 0 elsewhere (relu's slope). */
export type Fn = "sigmoid" | "tanh" | "sin" | "cos" | "relu" | "step" | "exp" | "log" | "sqrt" | "reciprocal";

/** What each kind of expression holds; `A` is what stands in a child's place. */
export interface Kinds<A> {
  /** An input or another line, by its key: expressions never share objects. */
  ref: { readonly key: string };
  /** The same number in every entry. */
  fill: { readonly value: number };
  /** A row of zeros with a single 1 for each index: n×m, or a vector when there is one index. */
  onehot: { readonly indices: readonly number[] };
  add: { readonly terms: readonly A[] };
  /** A constant factor, printed as `symbol` where it has one: 1/√d_k. */
  scale: { readonly factor: number; readonly symbol?: string; readonly arg: A };
  /** ⊙, entry by entry. */
  mul: { readonly a: A; readonly b: A };
  map: { readonly fn: Fn; readonly arg: A };
  /** The matrix product. */
  product: { readonly a: A; readonly b: A };
  transpose: { readonly arg: A };
  sum: { readonly axis: Axis; readonly arg: A };
  /** The bias over rows: repeats a vector along `axis`; the adjoint of `sum`. Printed as nothing. */
  spread: { readonly axis: Axis; readonly arg: A };
  /** Along each row. */
  softmax: { readonly arg: A };
  logsoftmax: { readonly arg: A };
  concat: { readonly axis: Axis; readonly parts: readonly A[] };
  /** Rows (axis 0) or columns (axis 1) `from` up to, not including, `to`, counted from 0. */
  slice: { readonly axis: Axis; readonly from: number; readonly to: number; readonly arg: A };
}

export type Kind = keyof Kinds<unknown>;

interface Of<K extends Kind> {
  readonly kind: K;
  readonly shape: Shape;
  readonly fields: Kinds<Expr>[K];
}

export type Node<K extends Kind> = { [P in K]: Of<P> }[K];

export type Expr = Node<Kind>;

/** A table with a rule for every kind: a missing one does not compile. */
export type Rules<R> = { readonly [K in Kind]: (fields: Kinds<R>[K], node: Node<K>) => R };
