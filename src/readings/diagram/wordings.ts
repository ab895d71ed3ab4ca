import { ascii } from "../../text/ascii.ts";
import { alignPoints } from "../../text/number.ts";
import { widthOf } from "../../text/width.ts";
import type { Wording } from "./labels.ts";
import type { Network, Node } from "./network.ts";
import { type LabelSizes, lookOf, type Write } from "./place.ts";

// What stands beside wires and terminals: their symbols, and their numbers where they have some.

/** The entries of what a key stands for, as texts; undefined where nothing is known. */
export type Value = (key: string) => readonly string[] | undefined;

/** `[0.53, 0.51]` */
export const rowOf = (entries: readonly string[]): string =>
  entries.length === 1 ? entries[0] : `[${entries.join(", ")}]`;

/** By node, the largest label of what leaves it. */
export function sizesOf({ wires }: Network, wordings: readonly Wording[]): LabelSizes {
  const sizes = new Map<string, { width: number; height: number }>();
  for (const { of, lines } of wordings) {
    const node = wires.find(({ id }) => id === of)?.from ?? of;
    const { width = 0, height = 0 } = sizes.get(node) ?? {};
    sizes.set(node, {
      width: Math.max(width, ...lines.map(widthOf)),
      height: Math.max(height, lines.length),
    });
  }
  return sizes;
}

/** How a symbol, where there is one, and its numbers are set. */
export type Form = (symbol: string | undefined, entries: readonly string[]) => string[];

/** `z_t` over `[0.53, 0.51]` */
export const inRow: Form = (symbol, entries) => [
  ...(symbol ? [symbol] : []),
  ...(entries.length > 0 ? [rowOf(entries)] : []),
];

/** `z_t 0.53`, and the other entries under the first */
export const besideIt: Form = (symbol, entries) => {
  const column = alignPoints(entries);
  if (!symbol) return column;
  return column.map((entry, i) => `${i === 0 ? symbol : " ".repeat(widthOf(symbol))} ${entry}`);
};

/** `z_t`, and its entries under it, as a column vector */
export const inColumn: Form = (symbol, entries) => [...(symbol ? [symbol] : []), ...alignPoints(entries)];

export function wordingsOf(
  { nodes, wires }: Network,
  { ascii: plain, value }: { readonly ascii?: boolean; readonly value?: Value },
  write: Write,
  form: Form,
): Wording[] {
  const symbolOf = (label: string): string => write({ label, isSymbol: true } as Node);
  const entriesOf = (key: string | undefined): readonly string[] => {
    const entries = (key === undefined ? undefined : value?.(key)) ?? [];
    return plain ? entries.map(ascii) : entries;
  };
  const named = wires.flatMap(({ id, symbol, key }): Wording[] =>
    symbol ? [{ of: id, lines: form(symbolOf(symbol), entriesOf(key)) }] : [],
  );
  const terminals = nodes.filter((node) => lookOf(node) === "alone");
  const numbers = terminals.map(
    ({ id, key }): Wording => ({ of: id, lines: form(undefined, entriesOf(key)) }),
  );
  return [...named, ...numbers.filter(({ lines }) => lines.length > 0)];
}
