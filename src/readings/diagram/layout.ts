import { ascii } from "../../text/ascii.ts";
import { unicodeSymbol } from "../../text/symbol.ts";
import { UserError } from "../../text/user-error.ts";
import { widthOf } from "../../text/width.ts";
import type { Board } from "./board.ts";
import { type Label, placeLabels, type Wording } from "./labels.ts";
import type { Network, Node } from "./network.ts";
import { type Gaps, type Grid, MARGIN, type Placement, place, rowsOf, type Write } from "./place.ts";
import { route } from "./route.ts";
import type { Route } from "./search.ts";
import { besideIt, inColumn, inRow, sizesOf, type Value, wordingsOf } from "./wordings.ts";

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
  let tooWide: Layout | undefined;
  for (const { wordings, placement } of placements(network, grids, options, write, room)) {
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

const least = ({ width }: Placement): number => width - 2 * MARGIN;

interface Try {
  readonly wordings: readonly Wording[];
  readonly placement: Placement;
}

/** Those that may keep within the room first, the best before; then the others, the narrowest before. */
function* placements(
  network: Network,
  grids: readonly Grid[],
  options: LayoutOptions,
  write: Write,
  room: number,
): Generator<Try> {
  const rows = rowsOf(network, grids);
  const widths = new Map(network.nodes.map((node) => [node, widthOf(write(node))]));
  const measure = (node: Node): number => widths.get(node) as number;
  const others: Try[] = [];
  for (const form of options.value ? [inRow, inColumn, besideIt] : [inRow]) {
    const wordings = wordingsOf(network, options, write, form);
    const sizes = sizesOf(network, wordings);
    for (const gaps of spacings) {
      const placement = place(network, rows, gaps, measure, sizes);
      if (least(placement) <= room) yield { wordings, placement };
      else others.push({ wordings, placement });
    }
  }
  yield* others.sort((a, b) => a.placement.width - b.placement.width);
}
