import { renameKeys } from "./fold.ts";
import { type Graph, graph, type Input, type Line } from "./graph.ts";

/** One time step of a model: a graph, and what goes round from step to step. */
export interface Cell extends Graph {
  /** State read → line that becomes it: `{ h_prev: "h_t" }`. */
  readonly recurrence: Readonly<Record<string, string>>;
}

/** `h_t` at step 3 is `h_3`; the keys of weights have no t. */
export const keyAt = (key: string, step: number): string => key.replace(/_t$/, `_${step}`);

/** What the inputs of all steps are together: `x_t` → `x`; a key without a t stays. */
export const sequenceKey = (key: string): string => key.replace(/_t$/, "");

/** `a_{z,t}` at step 3 is `a_{z,3}`. */
export const symbolAt = (symbol: string, step: number): string =>
  symbol.replace(/(?<=[_{,])t(?=$|[},])/, String(step));

/** What a state is called before the first step: `h_prev` → `h_0`. */
export const initialKey = (state: string): string => state.replace(/_prev$/, "_0");

/**
 * The cell over steps 1 … T: `x_t` becomes `x_1` … `x_T`, `h_prev` becomes `h_0` at the first step and the
 * `h_t` of the step before it afterwards; parameters are shared. Time and memory are linear in T.
 */
export function unroll(cell: Cell, steps: number): Graph {
  const shared = cell.inputs.filter((input) => input.role !== "state" && input.role !== "data");
  const states = cell.inputs.filter((input) => input.role === "state").map(initialState);
  const data = cell.inputs.filter((input) => input.role === "data");
  const times = Array.from({ length: steps }, (_, i) => i + 1);
  return graph(
    [...times.flatMap((step) => data.map((input) => inputAt(input, step))), ...states, ...shared],
    times.flatMap((step) => cell.lines.map((line) => lineAt(line, step, keyMap(cell, step)))),
  );
}

const initialState = (input: Input): Input => ({
  ...input,
  key: initialKey(input.key),
  symbol: input.symbol.replace("{t-1}", "0"),
});

const inputAt = (input: Input, step: number): Input => ({
  ...input,
  key: keyAt(input.key, step),
  symbol: symbolAt(input.symbol, step),
});

const lineAt = (line: Line, step: number, rename: (key: string) => string): Line => ({
  ...line,
  key: keyAt(line.key, step),
  symbol: symbolAt(line.symbol, step),
  at: step,
  expr: renameKeys(line.expr, rename),
});

/** A cell's keys at a step: `z_t` is `z_3`, `h_prev` is `h_2`. */
export function keyMap(cell: Cell, step: number): (key: string) => string {
  return (key) => {
    const next = cell.recurrence[key];
    if (next === undefined) return keyAt(key, step);
    return step === 1 ? initialKey(key) : keyAt(next, step - 1);
  };
}
