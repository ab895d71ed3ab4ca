import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Factors } from "./forms.ts";
import { overEntries } from "./loops.ts";
import type { Plan } from "./plan.ts";
import type { Stored } from "./products.ts";
import type { Sharing } from "./sharing.ts";
import { adding, type TermName, writing } from "./terms.ts";
import type { View } from "./view.ts";

/** How an expression is stored: `sums` where it is the adjoint of something shared, summed over the batch. */
export interface How extends Stored {
  readonly sums: boolean;
}

export const written: How = { factor: 1, adds: false, sums: false };

/** Writes the steps over entries, which know how a sum over the batch is taken. */
export class Steps {
  /** The line whose steps are written. */
  line: Line | undefined;
  readonly #plan: Plan;
  readonly #sharing: Sharing;

  constructor(plan: Plan, sharing: Sharing) {
    this.#plan = plan;
    this.#sharing = sharing;
  }

  /** out = first (p + q last), or that added. */
  term(out: View, { first, last, p, q }: Factors, how: How, expr: Expr | undefined): void {
    const views = [...first, ...last];
    const { factor, adds } = this.summing(views, out, how, expr);
    const name: TermName = last.length === 2 ? "square" : (["one", "two", "three"] as const)[first.length];
    const loop = adds ? adding[name] : writing[name];
    this.#plan.ops.push(overEntries(loop, [out, ...views], this.#plan.batch, [factor * p, factor * q]));
  }

  /** In a sum over the batch, what is the same for every sample counts `batch` times, unless it is such a sum already. */
  summing(views: readonly View[], out: View, { factor, adds, sums }: How, expr: Expr | undefined): Stored {
    if (!sums) return { factor, adds };
    if (!views.every(({ isShared }) => isShared)) {
      if (!adds) this.constant(out, 0);
      return { factor, adds: true };
    }
    const counts = this.#sharing.isOfSample(this.line as Line) && !(expr && this.isTotal(expr));
    return { factor: counts ? this.#plan.batch * factor : factor, adds };
  }

  /** Whether an expression is a sum over the batch already. */
  isTotal(expr: Expr): boolean {
    return this.#sharing.readsTotal(expr, this.line as Line);
  }

  /** The same number in every entry. */
  constant(out: View, value: number): void {
    this.#plan.ops.push(overEntries(writing.constant, [out], this.#plan.batch, [value, 0]));
  }
}
