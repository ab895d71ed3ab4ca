import type { Expr, Kind, Node } from "../../graph/expr.ts";
import { identity } from "../../graph/fold.ts";
import type { Line } from "../../graph/graph.ts";
import { sizeOf } from "../../linalg/tensor.ts";
import { monomial } from "../monomial.ts";
import { activations, logSoftmaxRow, softmaxRow } from "./activations.ts";
import { affine, type Factors, isLook, isZero } from "./forms.ts";
import { lookupOp } from "./lookups.ts";
import { type Loop, overEntries } from "./loops.ts";
import type { Plan } from "./plan.ts";
import { productOp } from "./products.ts";
import type { Sharing } from "./sharing.ts";
import { type How, Steps, written } from "./steps.ts";
import { cut, lying, repeated, transposed, type View } from "./view.ts";

type Into = { readonly [K in Kind]: (node: Node<K>, out: View, how: How) => void };

/** Writes the steps that compute one line after the other; `known` grows with each. */
export class Lowering {
  readonly #plan: Plan;
  readonly #sharing: Sharing;
  readonly #known: Map<string, View>;
  /** What was computed within lines: the gradient reads much of it again. */
  readonly #made = new Map<string, View>();
  readonly #steps: Steps;

  constructor(plan: Plan, sharing: Sharing, known: Map<string, View>) {
    this.#plan = plan;
    this.#sharing = sharing;
    this.#known = known;
    this.#steps = new Steps(plan, sharing);
  }

  /** The steps of a line. One that only looks at another differently needs none, unless it is wanted. */
  line(line: Line, isWanted: boolean): void {
    const { key, expr } = line;
    this.#steps.line = line;
    const isTotal = this.#sharing.isTotal(line);
    if (!isWanted && !isTotal && isLook(expr)) {
      this.#known.set(key, this.#view(expr));
      return;
    }
    const out = this.#plan.room(expr.shape, this.#sharing.isShared(key), isWanted);
    this.#into(expr, out, { ...written, sums: isTotal });
    this.#known.set(key, out);
  }

  /**
   * An expression as it lies in memory; computed into room of its own where it doesn't. Within a sum over the batch,
   * what is such a sum already stays one.
   */
  #view(expr: Expr, sums = false): View {
    switch (expr.kind) {
      case "ref":
        return this.#known.get(expr.fields.key) as View;
      case "fill":
        return this.#plan.filled(expr.shape, expr.fields.value);
      case "transpose":
        return transposed(this.#view(expr.fields.arg, sums));
      case "slice":
        return cut(this.#view(expr.fields.arg, sums), expr.fields.axis, expr.fields.from, expr.fields.to);
      case "spread": {
        const { arg, axis } = expr.fields;
        return repeated(this.#view(arg, sums), axis, expr.shape[axis] as number);
      }
      default: {
        const isTotal = sums && this.#steps.isTotal(expr);
        const made = `${isTotal ? this.#steps.line?.key : ""} ${identity(expr)}`;
        const same = this.#made.get(made);
        if (same) return same;
        const room = this.#plan.room(expr.shape, isTotal || this.#sharing.readsShared(expr));
        this.#into(expr, room, { ...written, sums: isTotal });
        this.#made.set(made, room);
        return room;
      }
    }
  }

  #into(expr: Expr, out: View, how: How): void {
    const apply = <K extends Kind>(node: Node<K>): void =>
      (this.#rules[node.kind] as Into[K])(node, out, how);
    if (!isZero(expr)) apply(expr);
    else if (!how.adds) this.#steps.constant(out, 0);
  }

  readonly #rules: Into = {
    ref: (node, out, how) => this.#copy(node, out, how),
    fill: (node, out, how) => this.#copy(node, out, how),
    slice: (node, out, how) => this.#copy(node, out, how),
    spread: (node, out, how) => this.#copy(node, out, how),
    onehot: ({ shape, fields: { indices } }, out, how) => {
      const data = new Float64Array(sizeOf(shape));
      for (const [row, index] of indices.entries()) data[(row * data.length) / indices.length + index] = 1;
      this.#steps.term(
        out,
        { first: [], last: [this.#plan.holding(shape, data)], p: 0, q: 1 },
        how,
        undefined,
      );
    },
    add: (node, out, how) => {
      const found = affine(node);
      if (found && found.of.length === 1) {
        const last = [this.#view(found.of[0], how.sums)];
        this.#steps.term(out, { first: [], last, p: found.p, q: found.q }, how, node);
        return;
      }
      for (const [i, term] of node.fields.terms.entries())
        this.#into(term, out, { ...how, adds: how.adds || i > 0 });
    },
    scale: ({ fields: { factor, arg } }, out, how) =>
      this.#into(arg, out, { ...how, factor: how.factor * factor }),
    mul: (node, out, how) => this.#steps.term(out, this.#factors(node, how), how, node),
    map: (node, out, how) => this.#applied(activations[node.fields.fn], node, out, how),
    softmax: (node, out, how) => this.#applied(softmaxRow, node, out, how, true),
    logsoftmax: (node, out, how) => this.#applied(logSoftmaxRow, node, out, how, true),
    product: (node, out, how) => {
      const [a, b] = [this.#view(node.fields.a, how.sums), this.#view(node.fields.b, how.sums)];
      const { factor, adds } = this.#steps.summing([a, b], out, how, node);
      const { batch, ops } = this.#plan;
      ops.push(lookupOp(out, a, b, batch, { factor, adds }) ?? productOp(out, a, b, batch, { factor, adds }));
    },
    transpose: ({ fields: { arg } }, out, how) => this.#into(arg, transposed(out), how),
    sum: ({ fields: { axis, arg } }, out, how) => {
      if (!how.adds) this.#steps.constant(out, 0);
      this.#into(arg, repeated(out, axis, arg.shape[axis] as number), { ...how, adds: true });
    },
    concat: ({ fields: { axis, parts } }, out, how) => {
      let at = 0;
      for (const part of parts) {
        const from = at;
        at += part.shape[axis] as number;
        this.#into(part, cut(out, axis, from, at), how);
      }
    },
  };

  #copy(expr: Expr, out: View, how: How): void {
    if (expr.kind === "fill" && !how.adds && !how.sums)
      this.#steps.constant(out, how.factor * expr.fields.value);
    else this.#steps.term(out, { first: [], last: [this.#view(expr, how.sums)], p: 0, q: 1 }, how, expr);
  }

  /** f(arg), in place where the argument has no room of its own. */
  #applied(
    loop: Loop,
    node: Node<"map" | "softmax" | "logsoftmax">,
    out: View,
    how: How,
    isByRow = false,
  ): void {
    const { shape, fields } = node;
    if (how.adds || how.sums || how.factor !== 1) {
      this.#steps.term(out, { first: [], last: [this.#view(node)], p: 0, q: 1 }, how, node);
      return;
    }
    if (!isLook(fields.arg)) this.#into(fields.arg, out, written);
    const arg = isLook(fields.arg) ? this.#view(fields.arg) : out;
    const views = isByRow ? [lying(out, shape), lying(arg, shape)] : [out, arg];
    this.#plan.ops.push(overEntries(loop, views, this.#plan.batch, [0, 1], isByRow));
  }

  /** What ⊙ stands between, at most one factor of it of the form p + q x or p + q x y. */
  #factors(node: Node<"mul">, how: How): Factors {
    const { coefficient, named, factors } = monomial(node);
    const q = named.reduce((product, { factor }) => product * factor, coefficient);
    const at = factors.findLastIndex((factor) => affine(factor) !== undefined);
    const found = factors.length > 1 && at >= 0 ? affine(factors[at]) : undefined;
    const rest = found ? factors.filter((_, i) => i !== at) : factors.slice(0, -1);
    if (factors.length === 0) return { first: [], last: [this.#plan.filled(node.shape, q)], p: 0, q: 1 };
    const last = (found?.of ?? factors.slice(-1)).map((factor) => this.#view(factor, how.sums));
    const first = rest.map((factor) => this.#view(factor, how.sums));
    while (first.length > (last.length === 2 ? 1 : 2)) {
      const [a, b] = first.splice(0, 2);
      const room = this.#plan.room(node.shape, a.isShared && b.isShared);
      this.#steps.term(room, { first: [a], last: [b], p: 0, q: 1 }, written, undefined);
      first.unshift(room);
    }
    return { first, last, p: q * (found?.p ?? 0), q: q * (found?.q ?? 1) };
  }
}
