import { armCount, isStraight } from "../board.ts";
import type { Label } from "../labels.ts";
import type { Layout } from "../layout.ts";
import { lookOf, type Placed } from "../place.ts";
import { anchored, CELL, centreOf, type Extent, halfOf, nodeShape, sunk } from "./nodes.ts";
import { type Ink, inks, styleOf, type Theme } from "./style.ts";
import {
  type Anchor,
  escaped,
  n,
  type Point,
  symbolText,
  symbolWidth,
  words,
  wordsWidth,
} from "./symbols.ts";
import { pointOf, wireShapes } from "./wires.ts";

const PAD = { x: 24, y: 22 } as const;
const TITLE = 15;

/** The layout as SVG: what the text shows, scaled; it stands on its own, on any ground, in light and dark. */
export function svgOf(layout: Layout, theme: Theme = "auto"): string {
  const ink = inks(theme);
  const { board, routes, network } = layout;
  const placed = [...board.placement.placed.values()];
  const frame = frameOf(layout);
  const title = titleAt(layout, frame);
  const labels = layout.labels.map((label) => labelShape(label, layout, ink));
  const shapes = placed.map((node) => nodeShape(node, ink, anchorOf(node, layout)));
  const view = around([
    frame,
    {
      left: frame.left,
      right: frame.left + wordsWidth(network.title, TITLE),
      top: title.y - 14,
      bottom: frame.top,
    },
    ...placed.map((node) => extentOf(node, layout)),
    ...board.strands.flatMap((strands, cell) =>
      strands.length > 0 ? [dotExtent(pointOf(board, cell))] : [],
    ),
    ...layout.labels.map((label) => labelExtent(label)),
  ]);
  const size = { width: view.right - view.left, height: view.bottom - view.top };
  const box = [view.left, view.top, size.width, size.height].map(n).join(" ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${n(size.width)}" height="${n(size.height)}" role="img">
<title>${escaped(network.title)}</title>
${styleOf(theme)}<rect data-frame="" x="${n(frame.left)}" y="${n(frame.top)}" width="${n(frame.right - frame.left)}" height="${n(frame.bottom - frame.top)}" rx="16" stroke-width="1.4" ${ink("frame", "frame-line")}/>
${words(network.title, title, TITLE, "start", ink, "muted")}
${[...wireShapes(board, routes, ink), ...shapes, ...labels].join("\n")}
</svg>
`;
}

/** Over the frame's left end, or higher where a wire leaves the frame there. */
function titleAt(layout: Layout, frame: Extent): Point {
  const end = frame.left + wordsWidth(layout.network.title, TITLE) + 12;
  const above = [...layout.board.placement.placed.values()].filter(
    (placed) =>
      placed.node.kind === "output" && anchorOf(placed, layout) === "middle" && centreOf(placed).x < end,
  );
  return { x: frame.left + 2, y: frame.top - (above.length > 0 ? 84 : 10) };
}

/** The cell: everything but what goes in and comes out. */
function frameOf({ board }: Layout): Extent {
  const inner = [...board.placement.placed.values()].filter((placed) => lookOf(placed.node) !== "alone");
  const bent = board.strands.flatMap((strands, cell) =>
    strands.some(({ arms }) => armCount(arms) > 1 && !isStraight(arms))
      ? [dotExtent(pointOf(board, cell))]
      : [],
  );
  const all = joined([...inner.map((placed) => shapeExtent(placed)), ...bent]);
  return {
    left: all.left - PAD.x,
    right: all.right + PAD.x,
    top: all.top - PAD.y,
    bottom: all.bottom + PAD.y,
  };
}

const joined = (all: readonly Extent[]): Extent => ({
  left: Math.min(...all.map(({ left }) => left)),
  right: Math.max(...all.map(({ right }) => right)),
  top: Math.min(...all.map(({ top }) => top)),
  bottom: Math.max(...all.map(({ bottom }) => bottom)),
});

const around = (all: readonly Extent[]): Extent => {
  const { left, right, top, bottom } = joined(all);
  return { left: left - 8, right: right + 8, top: top - 4, bottom: bottom + 8 };
};

const dotExtent = ({ x, y }: { x: number; y: number }): Extent => ({
  left: x - 4,
  right: x + 4,
  top: y - 4,
  bottom: y + 4,
});

function shapeExtent(placed: Placed): Extent {
  const at = centreOf(placed);
  const half = halfOf(placed);
  return { left: at.x - half.x, right: at.x + half.x, top: at.y - half.y, bottom: at.y + half.y };
}

function extentOf(placed: Placed, layout: Layout): Extent {
  const { left, right, top, bottom } = shapeExtent(placed);
  if (lookOf(placed.node) !== "alone") return { left, right, top, bottom };
  const anchor = anchorOf(placed, layout);
  const at = anchored(placed, anchor);
  const wide = symbolWidth(placed.node.label, 22);
  const from = anchor === "middle" ? at - wide / 2 : anchor === "end" ? at - wide : at;
  const down = sunk(placed, anchor);
  return { left: from, right: from + wide, top: top - 6 + down, bottom: bottom + 4 + down };
}

/** A terminal's symbol stands at the end of its wire, or over or under it. */
function anchorOf({ node }: Placed, { routes }: Layout): Anchor {
  if (node.kind === "input") {
    const first = routes.find(({ from, out }) => from === node.id && out !== undefined);
    return first?.out === 1 ? "end" : first?.out === 3 ? "start" : "middle";
  }
  return node.kind === "output" && routes.find(({ to }) => to === node.id)?.arrow === 1 ? "start" : "middle";
}

const lineAt = ({ x, y, anchor, width }: Label, i: number, up = 0): { x: number; y: number } => ({
  x:
    anchor === "start"
      ? x * CELL.width + 3
      : anchor === "end"
        ? (x + width) * CELL.width - 3
        : (x + width / 2) * CELL.width,
  y: (y + i + 0.5) * CELL.height + 3 - up,
});

function labelShape(label: Label, layout: Layout, ink: Ink): string {
  const { network, board } = layout;
  const source = board.placement.placed.get(label.of);
  // a circle is taller than its line, and a terminal under the cell stands lower than its line
  const isUnder =
    source?.node.kind === "input" && anchorOf(source, layout) === "middle" && label.y > source.y;
  const up = !source ? 0 : lookOf(source.node) === "sign" ? 5 : isUnder ? -sunk(source, "middle") : 0;
  const symbol = network.wires.find(({ id }) => id === label.of)?.symbol;
  const shapes = label.lines.map((line, i) =>
    i === 0 && symbol
      ? symbolText(symbol, lineAt(label, i, up), 16, label.anchor, ink, "muted")
      : words(line, lineAt(label, i, up), 13, label.anchor, ink, "muted"),
  );
  return `<g data-label="${escaped(label.of)}">${shapes.join("")}</g>`;
}

const labelExtent = ({ x, y, width, lines }: Label): Extent => ({
  left: x * CELL.width,
  right: (x + width) * CELL.width,
  top: y * CELL.height,
  bottom: (y + lines.length) * CELL.height + 12,
});
