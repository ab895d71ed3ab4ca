import { ref } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { replaceRefs } from "../graph/fold.ts";
import type { Input, Line } from "../graph/graph.ts";
import type { Cell } from "../graph/unroll.ts";
import { symbolOf } from "./model.ts";

/** Collects the inputs and lines of a model that runs over several sequences. */
export interface SequenceBuilder {
  /** An input, made once: asked for again, the same. */
  input(key: string, title: string, role: Input["role"], shape: Input["shape"], sizes: Input["sizes"]): Expr;
  line(key: string, title: string, role: string, expr: Expr, at?: number, quiet?: boolean): Expr;
  inputs(): readonly Input[];
  lines(): readonly Line[];
}

export function sequenceBuilder(): SequenceBuilder {
  const inputs = new Map<string, Input>();
  const lines: Line[] = [];
  return {
    input(key, title, role, shape, sizes) {
      if (!inputs.has(key)) inputs.set(key, { key, symbol: symbolOf(key), title, role, shape, sizes });
      return ref(key, shape);
    },
    line(key, title, role, expr, at, quiet) {
      const when = at === undefined ? {} : { at };
      lines.push({ key, symbol: symbolOf(key), title, role, expr, ...when, ...(quiet ? { quiet } : {}) });
      return ref(key, expr.shape);
    },
    inputs: () => [...inputs.values()],
    lines: () => lines,
  };
}

/** Where a cell stands: on which side, what its state is called, and what its parameters are called there. */
export interface Placed {
  readonly side: "encoder" | "decoder";
  readonly state: string;
  readonly weights: Readonly<Record<string, string>>;
}

/** One step of a cell with x for its input and `previous` for its state: `h_t` becomes `s_3`. Returns the new state. */
export const cellAt = (
  made: SequenceBuilder,
  cell: Cell,
  placed: Placed,
  at: number,
  x: Expr,
  previous: Expr,
): Expr => statesAt(made, cell, placed, at, x, { h_prev: previous }).h_prev;

/** The same of a cell with any states: `c_prev` beside `h_prev`. Returns what each of them becomes. */
export function statesAt(
  made: SequenceBuilder,
  cell: Cell,
  { side, state, weights }: Placed,
  at: number,
  x: Expr,
  previous: Readonly<Record<string, Expr>>,
): Record<string, Expr> {
  const known = new Map<string, Expr>([["x_t", x], ...Object.entries(previous)]);
  for (const { key, title, role, shape, sizes } of cell.inputs)
    if (role === "weight" || role === "bias")
      known.set(key, made.input(weights[key] ?? key, `${side} ${title}`, role, shape, sizes));
  const put = (key: string): Expr => known.get(key) as Expr;
  for (const { key, title, role, expr, quiet } of cell.lines) {
    const name = key === "h_t" ? `${state}_${at}` : key.replace(/_t$/, `_${state}_${at}`);
    const read = replaceRefs(expr, ({ fields }) => put(fields.key));
    const what = key === "h_t" ? "state" : title;
    known.set(key, made.line(name, `${side} ${what}`, `${side}-${role}`, read, at, quiet));
  }
  return Object.fromEntries(Object.entries(cell.recurrence).map(([was, becomes]) => [was, put(becomes)]));
}
