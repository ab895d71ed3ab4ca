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

/** How much the label of a node's wire, or of a terminal, takes. */
export type LabelSizes = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

export type Grid = readonly string[];

/** How a node's label is written: in Unicode, or in ASCII, which takes more room. */
export type Write = (node: Node) => string;

/** Room around, for wires that go round. */
export const MARGIN = 4;

/** A box, a sign between brackets, or a symbol alone. */
const looks = {
  input: "alone", output: "alone", operation: "sign", join: "sign",
  gate: "box", candidate: "box", linear: "box", block: "box",
} as const; // biome-ignore format: a table read by its pairs
export const lookOf = ({ kind }: Node): "alone" | "sign" | "box" => looks[kind];

/** How many columns a node's label takes. */
export type Measure = (node: Node) => number;

/** Nodes on the places of the first grid that has one for each, or on ranks where no grid has. */
export const rowsOf = (network: Network, grids: readonly Grid[]): Rows =>
  cellsOf(network, grids) ?? ranked(network);

/** Names of nodes, those of one place between bars, row by row. */
export type Rows = readonly (readonly string[])[];

/** Every node in its place, with these gaps. */
export function place(
  network: Network,
  rows: Rows,
  gaps: Gaps,
  measure: Measure,
  labels: LabelSizes = new Map(),
): Placement {
  const nodes = new Map(network.nodes.map((node) => [node.id, node]));
  const found = (place: string | undefined): Node[] =>
    (place ?? "").split("|").flatMap((name) => nodes.get(name) ?? []);
  const kept = rows.filter((row) => row.length === 0 || row.some((name) => found(name).length > 0));
  const count = Math.max(...kept.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, j) => j).filter((j) =>
    kept.some((row) => found(row[j]).length > 0),
  );
  const size = (place: string | undefined): Size =>
    stackSize(found(place).map((node) => sizeOf(node, gaps, measure)));
  const sides = columns.map((j) =>
    sidesOf(
      kept.map((row) => size(row[j]).width),
      kept.flatMap((row) => found(row[j]).map((node) => beside(node, gaps, labels, measure))),
    ),
  );
  const heights = kept.map((row) =>
    row.length === 0 ? 1 - gaps.y : Math.max(...row.map((name) => size(name).height)),
  );
  const lefts = starts(
    sides.map(({ left, right }) => left + right),
    gaps.x,
    MARGIN,
  );
  const tops = starts(heights, gaps.y, 1);
  const last = columns.length - 1;
  // what comes out at the right stands right beside the end of its wire
  const isAtEnd = kept.every((row) => found(row[columns[last]]).every(({ kind }) => kind === "output"));
  const placed = new Map<string, Placed>();
  kept.forEach((row, i) => {
    columns.forEach((j, column) => {
      const top = tops[i] + Math.floor((heights[i] - size(row[j]).height) / 2);
      found(row[j]).forEach((node, at, { length }) => {
        const { width, height } = sizeOf(node, gaps, measure);
        const isEnd = node.kind === "output" && column === last && isAtEnd;
        const x = isEnd ? lefts[column] : lefts[column] + sides[column].left - Math.floor(width / 2);
        placed.set(node.id, { node, x, y: top + (length > 1 ? 1 + 2 * at : 0), width, height });
      });
    });
  });
  return {
    placed,
    width: lefts[last] + sides[last].left + sides[last].right + MARGIN,
    height:
      tops[tops.length - 1] +
      heights[heights.length - 1] +
      2 +
      Math.max(0, ...[...labels.values()].map((label) => label.height)),
  };
}

/** Nodes of a column stand over each other's middles: the most that one needs left of it, and right of it. */
const sidesOf = (widths: readonly number[], labels: readonly number[]): { left: number; right: number } => ({
  left: Math.max(...widths.map((width) => Math.floor(width / 2))),
  right: Math.max(...widths.map((width) => Math.ceil(width / 2)), ...labels),
});

/** A label that the gaps between columns have room for. */
const NARROW = 4;

/** What a label that stands right of a node's wire takes, beyond what the gap between columns has for it. */
function beside(node: Node, gaps: Gaps, labels: LabelSizes, measure: Measure): number {
  const label = labels.get(node.id);
  if (!label || label.width <= NARROW) return 0;
  const leavesAside = node.kind === "block" || node.ports !== undefined;
  if (leavesAside) return Math.ceil(sizeOf(node, gaps, measure).width / 2) + label.width + 2 - gaps.x;
  return lookOf(node) === "alone" ? Math.ceil(label.width / 2) : label.width + 3 - gaps.x;
}

const starts = (sizes: readonly number[], gap: number, first: number): number[] => {
  const out: number[] = [];
  let at = first;
  for (const size of sizes) {
    out.push(at);
    at += size + gap;
  }
  return out;
};

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Several in one place stand under each other, each beside a port of the box next to them. */
const stackSize = (sizes: readonly Size[]): Size => ({
  width: Math.max(0, ...sizes.map(({ width }) => width)),
  height: sizes.length > 1 ? 2 * sizes.length + 1 : (sizes[0]?.height ?? 0),
});

function sizeOf(node: Node, { inside }: Gaps, measure: Measure): Size {
  const inner = measure(node);
  const look = lookOf(node);
  if (look !== "box") return { width: inner + (look === "sign" ? 2 : 0), height: 1 };
  // an odd width has a middle, where the wires go in and out
  return { width: inner + 2 + 2 * inside + (inner % 2 === 0 ? 1 : 0), height: 2 * (node.ports ?? 1) + 1 };
}

function cellsOf({ nodes }: Network, grids: readonly Grid[]): string[][] | undefined {
  const all = grids.map((grid) => grid.map((row) => row.split(/\s+/).filter(Boolean)));
  return all.find((rows) => {
    const names = new Set(rows.flat().flatMap((place) => place.split("|")));
    return nodes.every(({ id }) => names.has(id));
  });
}
