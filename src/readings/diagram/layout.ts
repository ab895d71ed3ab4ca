import { ascii } from "../../text/ascii.ts";
import { alignPoints } from "../../text/number.ts";
import { unicodeSymbol } from "../../text/symbol.ts";
import { UserError } from "../../text/user-error.ts";
import { widthOf } from "../../text/width.ts";
import type { Board } from "./board.ts";
import { type Label, placeLabels, type Wording } from "./labels.ts";
import type { Network, Node } from "./network.ts";
import {
  type Gaps,
  type Grid,
  type LabelSizes,
  lookOf,
  MARGIN,
  type Placement,
  place,
  type Write,
} from "./place.ts";
import { route } from "./route.ts";
import type { Route } from "./search.ts";

/** A network with everything in its place. */
export interface Layout {
  readonly network: Network;
  readonly board: Board;
  readonly routes: readonly Route[];
  readonly labels: readonly Label[];
  readonly write: Write;
}

export interface LayoutOptions {
  readonly ascii?: boolean;
  /** The columns that there are; a narrower spacing is tried to keep within them. */
  readonly width?: number;
  /** A key's value, entry by entry. */
  readonly value?: Value;
}

/** The entries of what a key stands for, as texts; undefined where nothing is known. */
export type Value = (key: string) => readonly string[] | undefined;

/** `[0.53, 0.51]` */
export const rowOf = (entries: readonly string[]): string =>
  entries.length === 1 ? entries[0] : `[${entries.join(", ")}]`;

const asciiSigns: Readonly<Record<string, string>> = { "⊙": "*", "1−": "1-", "‖": "||", "−": "-" };
const writeUnicode: Write = ({ label, isSymbol }) => (isSymbol ? unicodeSymbol(label) : label);
const writeAscii: Write = (node) => asciiSigns[node.label] ?? ascii(writeUnicode(node));

/** From the spacing that looks best to what is only tried where there is no room, or too little of it. */
const spacings: readonly Gaps[] = [2, 3, 4, 5].flatMap((y) => [
  ...[5, 7, 4, 3].map((x) => ({ x, y, inside: 1 as const })),
  ...[3, 2].map((x) => ({ x, y, inside: 0 as const })),
]);

/** The best spacing in which every wire and label finds its place; within the width, or else the narrowest. */
export function layout(network: Network, grids: readonly Grid[], options: LayoutOptions = {}): Layout {
  const write = options.ascii ? writeAscii : writeUnicode;
  const { width: room = Number.POSITIVE_INFINITY } = options;
  const forms = options.value ? [inRow, inColumn, besideIt] : [inRow];
  const tries = forms.flatMap((form) => {
    const wordings = wordingsOf(network, options, write, form);
    const sizes = sizesOf(network, wordings);
    return spacings.map((gaps) => ({ wordings, placement: place(network, grids, gaps, write, sizes) }));
  });
  const least = (placement: Placement): number => placement.width - 2 * MARGIN;
  const fitting = tries.filter(({ placement }) => least(placement) <= room);
  const others = tries
    .filter(({ placement }) => least(placement) > room)
    .sort((a, b) => a.placement.width - b.placement.width);
  let tooWide: Layout | undefined;
  for (const { wordings, placement } of [...fitting, ...others]) {
    if (tooWide && least(placement) > room) return tooWide;
    const routed = route(network, placement);
    const labels = routed && placeLabels(routed, wordings, widthOf);
    if (!routed || !labels) continue;
    const found = { network, ...routed, labels, write };
    if (routed.board.columnsUsed(labels) <= room) return found;
    tooWide ??= found;
  }
  if (tooWide) return tooWide;
  throw new UserError(
    `${network.title} is too entangled to be drawn here; --format mermaid or dot gives its graph`,
  );
}

/** By node, the largest label of what leaves it. */
function sizesOf({ wires }: Network, wordings: readonly Wording[]): LabelSizes {
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

/** A symbol, where there is one, and its numbers. */
type Form = (symbol: string | undefined, entries: readonly string[]) => string[];

/** `z_t` over `[0.53, 0.51]` */
const inRow: Form = (symbol, entries) => [
  ...(symbol ? [symbol] : []),
  ...(entries.length > 0 ? [rowOf(entries)] : []),
];

/** `z_t 0.53`, and the other entries under the first */
const besideIt: Form = (symbol, entries) => {
  const column = alignPoints(entries);
  if (!symbol) return column;
  return column.map((entry, i) => `${i === 0 ? symbol : " ".repeat(widthOf(symbol))} ${entry}`);
};

/** `z_t`, and its entries under it, as a column vector */
const inColumn: Form = (symbol, entries) => [...(symbol ? [symbol] : []), ...alignPoints(entries)];

function wordingsOf(
  { nodes, wires }: Network,
  { ascii: plain, value }: LayoutOptions,
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
