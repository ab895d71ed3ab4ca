import type { Expr, Fn, Rules } from "../graph/expr.ts";
import { fold, sameExpr } from "../graph/fold.ts";
import type { Axis } from "../linalg/kernels.ts";
import type { Shape } from "../linalg/tensor.ts";

/** How tightly a piece of an equation holds together; a looser one in a tighter place gets brackets. */
export const Hold = { sum: 1, entrywise: 2, product: 3, atom: 4 } as const;
export type Hold = (typeof Hold)[keyof typeof Hold];

/** A piece of an equation, written down. */
export interface Written<R> {
  readonly body: R;
  readonly hold: Hold;
  /** The body without its leading minus, where it has one. */
  readonly negated?: R;
  /** How a constant is written where nothing beside it gives it its shape. */
  readonly alone?: R;
}

export interface Term<R> {
  readonly sign: "+" | "-";
  readonly body: R;
}

export type Called = Fn | "softmax" | "logsoftmax";

/** Signs and words, nothing else: the walk below decides on order and brackets. */
export interface Notation<R> {
  number(value: number): R;
  /** A constant that has to bring its own shape. */
  constant?(value: number, shape: Shape): R;
  onehot(indices: readonly number[], classes: number): R;
  sum(terms: readonly Term<R>[]): R;
  scale(factor: R, arg: R): R;
  /** A factor that has a name of its own: 1/√d_k. */
  factor(symbol: string, value: number): R;
  entrywise(a: R, b: R): R;
  /** Between two numbers; where it is left out, it is written as ⊙. */
  times?(a: R, b: R): R;
  /** a ⊙ a; where it is left out, it is written as any other ⊙. */
  square?(a: R): R;
  product(a: R, b: R, left: Shape, right: Shape): R;
  call(fn: Called, arg: R): R;
  transpose(arg: R, shape: Shape): R;
  total(arg: R, axis: Axis): R;
  /** Where it is left out, a repeated vector is written as the vector. */
  spread?(arg: R, axis: Axis, shape: Shape): R;
  join(parts: readonly R[], axis: Axis): R;
  part(arg: R, axis: Axis, from: number, to: number): R;
  bracket(arg: R): R;
}

/** What stands for a key: its symbol, or its number. */
export type Naming<R> = (key: string, shape: Shape) => Written<R>;

export const atom = <R>(body: R): Written<R> => ({ body, hold: Hold.atom });

/** Writes expressions in a notation. Order and brackets are the same in every notation. */
export function writing<R>(notation: Notation<R>, naming: Naming<R>): (expr: Expr) => R {
  const rules = rulesFor(notation, naming);
  return (expr) => solid(fold(rules, expr));
}

/** One expression in a notation. */
export const equation = <R>(expr: Expr, notation: Notation<R>, naming: Naming<R>): R =>
  writing(notation, naming)(expr);

const solid = <R>(piece: Written<R>): R => piece.alone ?? piece.body;

function rulesFor<R>(notation: Notation<R>, naming: Naming<R>): Rules<Written<R>> {
  const bracketIf = (loose: boolean, body: R): R => (loose ? notation.bracket(body) : body);
  const within = (piece: Written<R>, hold: Hold): R => bracketIf(piece.hold < hold, solid(piece));
  const factor = (value: number, times: (size: R | undefined) => R): Written<R> => {
    const body = times(Math.abs(value) === 1 ? undefined : notation.number(Math.abs(value)));
    if (value >= 0) return { body, hold: Hold.entrywise };
    return { body: notation.sum([{ sign: "-", body }]), hold: Hold.sum, negated: body };
  };
  const term = (piece: Written<R>, body: R): Term<R> =>
    piece.negated === undefined
      ? { sign: "+", body: bracketIf(piece.hold === Hold.sum, body) }
      : { sign: "-", body: piece.negated };
  const call = (fn: Called, arg: Written<R>): Written<R> => ({
    body: notation.call(fn, solid(arg)),
    hold: fn === "reciprocal" ? Hold.entrywise : Hold.atom,
  });
  const constant = (value: number): Written<R> =>
    value < 0 ? factor(value, () => notation.number(-value)) : atom(notation.number(value));
  return {
    ref: ({ key }, { shape }) => naming(key, shape),
    fill: ({ value }, { shape }) => ({
      ...constant(value),
      ...(notation.constant ? { alone: notation.constant(value, shape) } : {}),
    }),
    onehot: ({ indices }, { shape }) => atom(notation.onehot(indices, shape.at(-1) as number)),
    // a constant takes its shape from the terms beside it; among constants alone, the first brings it
    add: ({ terms }) => {
      const bare = terms.every((t) => t.alone !== undefined);
      const written = terms.map((t, i) =>
        bare && i === 0 ? { sign: "+" as const, body: solid(t) } : term(t, t.body),
      );
      return { body: notation.sum(written), hold: Hold.sum };
    },
    scale: ({ factor: value, symbol, arg }) => {
      const body = within(arg, Hold.entrywise);
      if (symbol) return { body: notation.scale(notation.factor(symbol, value), body), hold: Hold.entrywise };
      return factor(value, (size) => (size === undefined ? body : notation.scale(size, body)));
    },
    // a ⊙ b ⊙ c is read from the left; W x beside ⊙ is bracketed, as numpy's @ and * bind alike
    mul: ({ a, b }, { shape, fields }) => {
      if (notation.square && sameExpr(fields.a, fields.b))
        return atom(notation.square(bracketIf(a.hold !== Hold.atom || fields.a.kind === "mul", solid(a))));
      const left = b.alone === undefined ? a.body : solid(a);
      const loose = a.hold === Hold.sum || a.hold === Hold.product;
      const right = bracketIf(b.hold !== Hold.atom, b.body);
      const times = shape.length === 0 ? (notation.times ?? notation.entrywise) : notation.entrywise;
      return { body: times(bracketIf(loose, left), right), hold: Hold.entrywise };
    },
    map: ({ fn, arg }) => call(fn, arg),
    product: ({ a, b }, { fields }) => ({
      body: notation.product(within(a, Hold.product), within(b, Hold.atom), fields.a.shape, fields.b.shape),
      hold: Hold.product,
    }),
    transpose: ({ arg }, { fields }) => atom(notation.transpose(within(arg, Hold.atom), fields.arg.shape)),
    sum: ({ arg, axis }) => atom(notation.total(solid(arg), axis)),
    spread: ({ arg, axis }, { shape }) =>
      notation.spread ? atom(notation.spread(solid(arg), axis, shape)) : arg,
    softmax: ({ arg }) => call("softmax", arg),
    logsoftmax: ({ arg }) => call("logsoftmax", arg),
    concat: ({ parts, axis }) => atom(notation.join(parts.map(solid), axis)),
    slice: ({ arg, axis, from, to }) => atom(notation.part(within(arg, Hold.atom), axis, from, to)),
  };
}
