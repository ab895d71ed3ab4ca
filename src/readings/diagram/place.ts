import { widthOf } from "../../text/width.ts";
import type { Network, Node } from "./network.ts";
import { ranked } from "./ranks.ts";

/** A node's rectangle on the grid of characters. */
export interface Placed {
  readonly node: Node;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly width: number;
  readonly height: number;
}

/** Characters between columns and between rows. */
export interface Gaps {
  readonly x: number;
  readonly y: number;
  /** Characters on either side of a label in its box. */
  readonly inside: 1 | 0;
}

export type Grid = readonly string[];

/** How a node's label is written: in Unicode, or in ASCII, which takes more room. */
export type Write = (node: Node) => string;

const MARGIN = 1;

/** A box, a sign between brackets, or a symbol alone. */
const looks = {
  input: "alone", output: "alone", operation: "sign", join: "sign",
  gate: "box", candidate: "box", linear: "box", block: "box",
} as const; // biome-ignore format: a table read by its pairs
export const lookOf = ({ kind }: Node): "alone" | "sign" | "box" => looks[kind];

/** Nodes on the places of the first grid that has one for each, or on ranks where no grid has. */
export function place(network: Network, grids: readonly Grid[], gaps: Gaps, write: Write): Placement {
  const rows = cellsOf(network, grids) ?? ranked(network);
  const nodes = new Map(network.nodes.map((node) => [node.id, node]));
  const found = (name: string | undefined): Node | undefined => (name ? nodes.get(name) : undefined);
  const kept = rows.filter((row) => row.length === 0 || row.some((name) => found(name)));
  const count = Math.max(...kept.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, j) => j).filter((j) => kept.some((row) => found(row[j])));
  const sides = columns.map((j) => sidesOf(kept.map((row) => sizeOf(found(row[j]), gaps, write).width)));
  const heights = kept.map((row) => (row.length === 0 ? 1 - gaps.y : Math.max(...row.map((name) => sizeOf(found(name), gaps, write).height))));
  const lefts = starts(sides.map(({ left, right }) => left + right), gaps.x);
  const tops = starts(heights, gaps.y);
  const last = columns.length - 1;
  const placed = new Map<string, Placed>();
  kept.forEach((row, i) => {
    columns.forEach((j, column) => {
      const node = found(row[j]);
      if (!node) return;
      const { width, height } = sizeOf(node, gaps, write);
      const isEnd = node.kind === "output" && column === last;
      const x = isEnd ? lefts[column] : lefts[column] + sides[column].left - Math.floor(width / 2);
      placed.set(node.id, { node, x, y: tops[i] + Math.floor((heights[i] - height) / 2), width, height });
    });
  });
  return {
    placed,
    width: lefts[last] + sides[last].left + sides[last].right + MARGIN,
    height: tops[tops.length - 1] + heights[heights.length - 1] + 2,
  };
}

/** Nodes of a column stand over each other's middles: the most that one needs left of it, and right of it. */
const sidesOf = (widths: readonly number[]): { left: number; right: number } => ({
  left: Math.max(...widths.map((width) => Math.floor(width / 2))),
  right: Math.max(...widths.map((width) => Math.ceil(width / 2))),
});

const starts = (sizes: readonly number[], gap: number): number[] => {
  const out: number[] = [];
  let at = 1;
  for (const size of sizes) {
    out.push(at);
    at += size + gap;
  }
  return out;
};

function sizeOf(node: Node | undefined, { inside }: Gaps, write: Write): { width: number; height: number } {
  if (!node) return { width: 0, height: 0 };
  const inner = widthOf(write(node));
  const look = lookOf(node);
  if (look !== "box") return { width: inner + (look === "sign" ? 2 : 0), height: 1 };
  // an odd width has a middle, where the wires go in and out
  return { width: inner + 2 + 2 * inside + (inner % 2 === 0 ? 1 : 0), height: 3 };
}

function cellsOf({ nodes }: Network, grids: readonly Grid[]): string[][] | undefined {
  const all = grids.map((grid) => grid.map((row) => row.split(/\s+/).filter(Boolean)));
  return all.find((rows) => {
    const names = new Set(rows.flat());
    return nodes.every(({ id }) => names.has(id));
  });
}
