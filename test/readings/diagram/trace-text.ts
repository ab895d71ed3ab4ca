import type { Layout } from "../../../src/readings/diagram/layout.ts";
import type { Edge } from "../../../src/readings/diagram/network.ts";
import { asciiPen, canvasOf, unicodePen } from "../../../src/readings/diagram/text.ts";

// Reads a picture back from its characters: from every arrowhead along the wire to where it comes from. It knows
// where the nodes are, and of wires nothing but what is printed.

type Arms = readonly [north: boolean, east: boolean, south: boolean, west: boolean];
const arms = (text: string): Arms => [
  text.includes("n"),
  text.includes("e"),
  text.includes("s"),
  text.includes("w"),
];

const unicodeArms: Readonly<Record<string, Arms>> = Object.fromEntries(
  Object.entries({
    ew: "─━", ns: "│┃", es: "╭┏", sw: "╮┓", ne: "╰┗", nw: "╯┛",
    nes: "├┣┠", nsw: "┤┫┨", esw: "┬┳┯", new: "┴┻┷",
  }).flatMap(([names, characters]) => [...characters].map((character) => [character, arms(names)])),
); // biome-ignore format: a table read by its pairs

const heads: Readonly<Record<string, number>> = {
  "▲": 0,
  "►": 1,
  "▼": 2,
  "◄": 3,
  "^": 0,
  ">": 1,
  v: 2,
  "<": 3,
};
const steps: readonly (readonly [number, number])[] = [[0, -1], [1, 0], [0, 1], [-1, 0]]; // biome-ignore format: a row

/** The edges that the characters show; throws where they can't be read. */
export function edgesInText(layout: Layout, inAscii: boolean): Edge[] {
  const canvas = canvasOf(layout, inAscii ? asciiPen : unicodePen);
  const { board, labels } = layout;
  const written = new Set(
    labels.flatMap(({ x, y, width, lines }) =>
      lines.flatMap((_, i) => Array.from({ length: width }, (_unused, j) => `${x + j},${y + i}`)),
    ),
  );
  const nodeAt = (x: number, y: number): string | undefined => board.covers[y * board.width + x];
  const at = (x: number, y: number): string =>
    nodeAt(x, y) !== undefined || written.has(`${x},${y}`) ? " " : (canvas[y]?.[x] ?? " ");
  const armsAt = (x: number, y: number): Arms | undefined =>
    inAscii ? asciiArms(at, nodeAt, x, y) : unicodeArms[at(x, y)];

  const sourceOf = (x: number, y: number, direction: number, seen: Set<string>): string[] => {
    const source = nodeAt(x, y);
    if (source !== undefined) return [source];
    if (heads[at(x, y)] !== undefined) return []; // another branch's end
    if (seen.has(`${x},${y},${direction % 2}`)) return [];
    const here = armsAt(x, y);
    if (!here) throw new Error(`a wire ends in nothing at ${x},${y}`);
    const isCrossed = !here[(direction + 2) % 4];
    if (!isCrossed) for (const axis of [0, 1]) seen.add(`${x},${y},${axis}`);
    else seen.add(`${x},${y},${direction % 2}`);
    const on = isCrossed ? [direction] : [0, 1, 2, 3].filter((d) => here[d] && d !== (direction + 2) % 4);
    if (isCrossed && (here[direction] || !here[(direction + 1) % 4]))
      throw new Error(`no crossing at ${x},${y}`);
    return on.flatMap((d) => sourceOf(x + steps[d][0], y + steps[d][1], d, seen));
  };

  const edges: Edge[] = [];
  for (let y = 0; y < board.height; y++)
    for (let x = 0; x < board.width; x++) {
      const head = heads[at(x, y)];
      if (head === undefined) continue;
      const target = nodeAt(x + steps[head][0], y + steps[head][1]);
      if (target === undefined) throw new Error(`an arrowhead points to nothing at ${x},${y}`);
      const back = (head + 2) % 4;
      const sources = sourceOf(x + steps[back][0], y + steps[back][1], back, new Set());
      if (sources.length !== 1)
        throw new Error(`${target} is reached from ${sources.join(" and ") || "nothing"}`);
      edges.push([sources[0], target]);
    }
  return edges;
}

/** A + goes where a character beside it takes it up, straight through one that runs across. */
function asciiArms(
  at: (x: number, y: number) => string,
  nodeAt: (x: number, y: number) => string | undefined,
  x: number,
  y: number,
): Arms | undefined {
  const character = at(x, y);
  if (character === "-" || character === "=") return arms("ew");
  if (character === "|") return arms("ns");
  if (character !== "+") return undefined;
  const takes = (d: number): boolean => {
    const [column, row] = [x + steps[d][0], y + steps[d][1]];
    const next = at(column, row);
    if (nodeAt(column, row) !== undefined) return true;
    if (next === "+" || heads[next] === d) return true;
    return d % 2 === 1 ? next === "-" || next === "=" : next === "|";
  };
  return [takes(0), takes(1), takes(2), takes(3)];
}
