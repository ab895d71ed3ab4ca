import { keysOf } from "../../graph/fold.ts";
import type { Cell } from "../../graph/unroll.ts";

/** From a quantity to one that reads it, by key. */
export type Wire = readonly [from: string, to: string];

export const wireName = ([from, to]: Wire): string => `${from} -> ${to}`;

/** What a drawing of a cell has to show, and what it may show. */
export interface Wiring {
  /** Data, states and lines: what has a box of its own. */
  readonly quantities: readonly string[];
  /** Weights, biases and what is written inside other lines: they may have boxes. */
  readonly others: readonly string[];
  readonly wanted: readonly Wire[];
  /** Weights into what reads them, and the state's way back to the next step. */
  readonly allowed: readonly Wire[];
}

/** The wires of one time step, quiet lines drawn as part of those that read them. */
export function wiringOf({ inputs, lines, recurrence }: Cell): Wiring {
  const drawn = inputs.filter(({ role }) => role === "data" || role === "state").map(({ key }) => key);
  const quiet = new Map(lines.filter((line) => line.quiet).map((line) => [line.key, line]));
  const read = (keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) => {
      const inside = quiet.get(key);
      return inside ? read(keysOf(inside.expr)) : [key];
    });
  const shown = lines.filter((line) => !line.quiet);
  const all = shown.flatMap(({ key, expr }) =>
    [...new Set(read(keysOf(expr)))].map((from): Wire => [from, key]),
  );
  const quantities = [...drawn, ...shown.map(({ key }) => key)];
  return {
    quantities,
    others: [...inputs.map(({ key }) => key), ...quiet.keys()].filter((key) => !quantities.includes(key)),
    wanted: all.filter(([from]) => quantities.includes(from)),
    allowed: [...all, ...Object.entries(recurrence).map(([state, line]): Wire => [line, state])],
  };
}
