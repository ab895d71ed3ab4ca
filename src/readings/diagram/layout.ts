import { ascii } from "../../text/ascii.ts";
import { unicodeSymbol } from "../../text/symbol.ts";
import { widthOf } from "../../text/width.ts";
import type { Board } from "./board.ts";
import { type Label, placeLabels, type Wording } from "./labels.ts";
import type { Network, Node } from "./network.ts";
import { type Gaps, type Grid, lookOf, place, type Write } from "./place.ts";
import { route } from "./route.ts";
import type { Route } from "./search.ts";

/** A network with everything in its place. */
export interface Layout {
  readonly network: Network;
  readonly board: Board;
  readonly routes: readonly Route[];
  readonly labels: readonly Label[];
  readonly write: Write;
  readonly width: number;
}

export interface LayoutOptions {
  readonly ascii?: boolean;
  /** The columns that there are; a narrower spacing is tried to keep within them. */
  readonly width?: number;
  /** What stands under a key's symbol: its value. */
  readonly value?: (key: string) => string | undefined;
}

const asciiSigns: Readonly<Record<string, string>> = { "⊙": "*", "1−": "1-", "‖": "||", "−": "-" };
const writeUnicode: Write = ({ label, isSymbol }) => (isSymbol ? unicodeSymbol(label) : label);
const writeAscii: Write = (node) => asciiSigns[node.label] ?? ascii(writeUnicode(node));

/** From the spacing that looks best to what is only tried where there is no room, or too little of it. */
const spacings: readonly Gaps[] = [2, 3, 4].flatMap((y) => [
  ...[5, 6, 7, 8, 4, 3, 10, 12, 15, 18].map((x) => ({ x, y, inside: 1 as const })),
  ...[3, 2].map((x) => ({ x, y, inside: 0 as const })),
]);

/** The best spacing in which every wire and label finds its place; within the width, or else the narrowest. */
export function layout(network: Network, grids: readonly Grid[], options: LayoutOptions = {}): Layout {
  const write = options.ascii ? writeAscii : writeUnicode;
  const { width: room = Number.POSITIVE_INFINITY } = options;
  const wordings = wordingsOf(network, options, write);
  const placements = spacings.map((gaps) => place(network, grids, gaps, write));
  const fitting = placements.filter(({ width }) => width <= room);
  const others = placements.filter(({ width }) => width > room).sort((a, b) => a.width - b.width);
  for (const placement of [...fitting, ...others]) {
    const routed = route(network, placement);
    const labels = routed && placeLabels(routed, wordings, widthOf);
    if (routed && labels) return { network, ...routed, labels, write, width: placement.width };
  }
  throw new Error(`internal: no way to draw ${network.title}`);
}

function wordingsOf(
  { nodes, wires }: Network,
  { ascii: plain, value }: LayoutOptions,
  write: Write,
): Wording[] {
  const symbol = (label: string): string => write({ label, isSymbol: true } as Node);
  const numbers = (key: string | undefined): string[] => {
    const number = key === undefined ? undefined : value?.(key);
    return number === undefined ? [] : [plain ? ascii(number) : number];
  };
  const named = wires.flatMap(({ id, symbol: name, key }): Wording[] =>
    name ? [{ of: id, lines: [symbol(name), ...numbers(key)] }] : [],
  );
  const terminals = nodes.filter((node) => lookOf(node) === "alone");
  return [
    ...named,
    ...terminals.flatMap(({ id, key }): Wording[] => {
      const lines = numbers(key);
      return lines.length > 0 ? [{ of: id, lines }] : [];
    }),
  ];
}
