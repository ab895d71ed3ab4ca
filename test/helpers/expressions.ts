import fc from "fast-check";
import {
  add,
  concat,
  fill,
  logSoftmax,
  map,
  mul,
  onehot,
  product,
  ref,
  scale,
  slice,
  softmax,
  spread,
  sum,
  transpose,
} from "../../src/graph/build.ts";
import type { Expr, Fn } from "../../src/graph/expr.ts";
import { type Graph, graph, type Input, type Line } from "../../src/graph/graph.ts";
import { type Shape, sameShape } from "../../src/linalg/tensor.ts";

// Random graphs whose shapes go together, over every kind of expression. A graph is read off a tape of random
// numbers, so that it shrinks with the tape; where the tape ends, everything is an input.

class Tape {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A whole number from 0 to `below` − 1; 0 behind the end. */
  next(below: number): number {
    return (this.#numbers[this.#at++] ?? 0) % below;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.next(from.length)];
  }
}

const MOST = 3;
const functions: readonly Fn[] = [
  "tanh",
  "sin",
  "cos",
  "sigmoid",
  "relu",
  "step",
  "exp",
  "log",
  "sqrt",
  "reciprocal",
];
const factors = [-1, 2, -2, 0.5, -0.25, 1.5, 0, 1e-3, -1e-7];
const constants = [1, -1, 0, 2, -0.5, 0.1, -3, 1e-7];

class Builder {
  readonly inputs: Input[] = [];
  readonly lines: Line[] = [];
  readonly #tape: Tape;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  build(): Graph {
    const count = 1 + this.#tape.next(4);
    for (let n = 1; n <= count; n++) {
      const key = `l${n}`;
      const expr = this.expr(this.#shape(), 4);
      this.lines.push({ key, symbol: key, title: key, role: "line", expr });
    }
    return graph(this.inputs, this.lines);
  }

  expr(shape: Shape, depth: number): Expr {
    if (depth === 0) return this.#leaf(shape);
    const under = (of: Shape) => this.expr(of, depth - 1);
    const ways: readonly (() => Expr)[] = [
      () => this.#leaf(shape),
      () => this.#leaf(shape),
      ...this.#entrywise(shape, under),
      ...[this.#scalar, this.#vector, this.#matrix][shape.length].call(this, shape as never, under),
    ];
    const made = this.#tape.pick(ways)();
    return sameShape(made.shape, shape) ? made : this.#leaf(shape); // xᵀᵀ is x, a vector and not n×1
  }

  #size = (): number => 1 + this.#tape.next(MOST);

  #shape(): Shape {
    const rank = this.#tape.next(5);
    if (rank === 4) return [];
    return rank < 2 ? [this.#size()] : [this.#size(), this.#size()];
  }

  /** Something known in this shape, or a new input. */
  #leaf(shape: Shape): Expr {
    const known = [...this.inputs, ...this.lines.map(({ key, expr }) => ({ key, shape: expr.shape }))].filter(
      (other) => sameShape(other.shape, shape),
    );
    const at = this.#tape.next(known.length + 1);
    if (at < known.length) return ref(known[at].key, shape);
    const key = `x${this.inputs.length + 1}`;
    this.inputs.push({ key, symbol: key, title: key, role: "data", shape, sizes: shape.map(() => "any") });
    return ref(key, shape);
  }

  #entrywise(shape: Shape, under: (of: Shape) => Expr): (() => Expr)[] {
    const tape = this.#tape;
    return [
      () => add(...Array.from({ length: 2 + tape.next(2) }, () => under(shape))),
      () => mul(under(shape), under(shape)),
      () => scale(tape.pick(factors), under(shape), tape.next(4) === 0 ? "k" : undefined),
      () => map(tape.pick(functions), under(shape)),
      () => fill(tape.pick(constants), shape),
      () => softmax(under(shape)),
      () => logSoftmax(under(shape)),
    ];
  }

  #scalar(_: readonly [], under: (of: Shape) => Expr): (() => Expr)[] {
    return [() => sum(under([this.#size()]), 0)];
  }

  #vector([n]: readonly [number], under: (of: Shape) => Expr): (() => Expr)[] {
    return [
      () => {
        const k = this.#size();
        return product(under([n, k]), under([k]));
      },
      () => sum(under([this.#size(), n]), 0),
      () => sum(under([n, this.#size()]), 1),
      () => spread(under([]), 0, n),
      () => onehot([this.#tape.next(n)], n),
      () => (n === 1 ? under([1]) : concat([under([1]), under([n - 1])], 0)),
      () => slice(under([n + 2]), 0, 1, n + 1),
    ];
  }

  #matrix([r, c]: readonly [number, number], under: (of: Shape) => Expr): (() => Expr)[] {
    const tape = this.#tape;
    return [
      () => {
        const k = this.#size();
        return product(under([r, k]), under([k, c]));
      },
      () => product(under([r]), under([1, c])),
      () => product(under([r]), transpose(under([c]))),
      () => transpose(r === 1 ? under([c]) : under([c, r])),
      () => spread(under([c]), 0, r),
      () => spread(under([r]), 1, c),
      () =>
        r === 1
          ? under([r, c])
          : onehot(
              Array.from({ length: r }, () => tape.next(c)),
              c,
            ),
      () => (r === 1 ? under([r, c]) : concat([under([1, c]), under([r - 1, c])], 0)),
      () => (c === 1 ? under([r, c]) : concat([under([r, c - 1]), under([r, 1])], 1)),
      () => slice(under([r + 1, c]), 0, 1, r + 1),
      () => slice(under([r, c + 2]), 1, 0, c),
    ];
  }
}

const tape = fc
  .array(fc.nat(0x7fffffff), { minLength: 60, maxLength: 240 })
  .map((numbers) => new Tape(numbers));

/** One to four lines over as many inputs as they need. */
export const randomGraph: fc.Arbitrary<Graph> = tape.map((read) => new Builder(read).build());

/** One expression of any shape. */
export const expression: fc.Arbitrary<Expr> = fc
  .tuple(tape, fc.constantFrom<Shape>([], [2], [3], [2, 3], [1, 2]))
  .map(([read, shape]) => new Builder(read).expr(shape, 4));
