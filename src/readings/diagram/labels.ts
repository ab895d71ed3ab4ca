import type { Board } from "./board.ts";
import { lookOf, type Placed } from "./place.ts";
import type { Routed } from "./route.ts";

/** What is to stand beside a wire, or beside a terminal. */
export interface Wording {
  /** A wire's id, or a terminal's. */
  readonly of: string;
  readonly lines: readonly string[];
}

/** A text with its place: its left end and its first line, and the end that is next to what it names. */
export interface Label extends Wording {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly anchor: "start" | "middle" | "end";
}

type Spot = Pick<Label, "x" | "y" | "anchor">;

/** A place for every label, near where its wire leaves, that touches nothing else; undefined where one finds none. */
export function placeLabels(
  { board, routes }: Routed,
  wordings: readonly Wording[],
  measure: (s: string) => number,
): Label[] | undefined {
  const taken = new Set<number>();
  const labels: Label[] = [];
  for (const { of, lines } of wordings) {
    const size = { width: Math.max(...lines.map(measure)), height: lines.length };
    const terminal = board.placement.placed.get(of);
    const isTerminal = terminal !== undefined && lookOf(terminal.node) === "alone";
    // of several lines it stands where the wire begins, and not on a branch
    const ways = routes.filter(({ wire, out }) => wire === of && (lines.length === 1 || out !== undefined));
    const cells = ways.flatMap(({ path }) => path);
    const spots = isTerminal
      ? aroundTerminal(terminal, size)
      : cells.flatMap((cell) => besideWire(board, of, cell, size));
    const spot = spots.find(({ x, y }) => isClear({ board, of, taken }, { x, y, ...size }));
    if (!spot) return undefined;
    const label = { of, lines, width: size.width, ...spot };
    for (const cell of cellsOf(board, { ...spot, ...size })) taken.add(cell);
    labels.push(label);
  }
  return labels;
}

interface Size {
  readonly width: number;
  readonly height: number;
}
type Rectangle = Size & { readonly x: number; readonly y: number };

/** Right or left of where the wire runs upright, over or under where it runs across. */
function besideWire(board: Board, wire: string, cell: number, { width, height }: Size): Spot[] {
  const x = cell % board.width;
  const y = Math.floor(cell / board.width);
  const [strand, other] = board.strands[cell];
  if (strand?.wire !== wire || other || strand.arrow !== undefined) return [];
  const top = y - Math.floor((height - 1) / 2);
  const isBeside = Array.from({ length: height }, (_, i) => (top + i) * board.width + x).every((at) =>
    board.strands[at]?.some((own) => own.wire === wire),
  );
  if (strand.arms === 0b0101)
    return isBeside
      ? [
          { x: x + 1, y: top, anchor: "start" },
          { x: x - width, y: top, anchor: "end" },
        ]
      : [];
  if (strand.arms !== 0b1010) return [];
  return [y - height, y + 1].flatMap((at): Spot[] => [
    { x: x + 1, y: at, anchor: "start" },
    { x: x - width, y: at, anchor: "end" },
    { x, y: at, anchor: "start" },
  ]);
}

function aroundTerminal({ x, y, width: own }: Placed, { width, height }: Size): Spot[] {
  const middle = x + Math.floor(own / 2) - Math.floor(width / 2);
  return [
    { x: middle, y: y + 1, anchor: "middle" },
    { x: middle, y: y - height, anchor: "middle" },
    { x: x + own + 1, y, anchor: "start" },
    { x: x - width - 1, y, anchor: "end" },
    { x, y: y + 1, anchor: "start" },
    { x: x + own - width, y: y + 1, anchor: "end" },
    { x, y: y - height, anchor: "start" },
    { x: x + own - width, y: y - height, anchor: "end" },
  ];
}

const cellsOf = (board: Board, { x, y, width, height }: Rectangle): number[] =>
  Array.from(
    { length: width * height },
    (_, i) => (y + Math.floor(i / width)) * board.width + x + (i % width),
  );

/** No node, wire or label in the cells, and nothing right at their ends but the wire itself. */
function isClear(
  { board, of, taken }: { readonly board: Board; readonly of: string; readonly taken: ReadonlySet<number> },
  { x, y, width, height }: Rectangle,
): boolean {
  if (x < 0 || x + width > board.width || y < 0 || y + height > board.height) return false;
  const free = (cell: number): boolean => board.covers[cell] === undefined && !taken.has(cell);
  const inside = cellsOf(board, { x, y, width, height });
  if (!inside.every((cell) => free(cell) && board.strands[cell].length === 0)) return false;
  const row = (column: number): number[] =>
    column < 0 || column >= board.width
      ? []
      : Array.from({ length: height }, (_, i) => (y + i) * board.width + column);
  const isAway = (cell: number): boolean => board.covers[cell] === undefined || board.covers[cell] === of;
  return [...row(x - 1), ...row(x + width)].every(
    (cell) => isAway(cell) && !taken.has(cell) && !board.foreign(cell, of),
  );
}
