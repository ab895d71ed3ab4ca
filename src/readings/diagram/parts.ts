import type { Graph, Line } from "../../graph/graph.ts";
import { type Block, blocksOf } from "./blocks.ts";
import type { Network } from "./network.ts";
import type { Sketch } from "./picture.ts";
import { networkOf } from "./read.ts";

// Models that are too large to show every operation: their lines in boxes, by the part that they belong to.

/** A model whose lines name their parts, a box a part, one over the other. A residual sum alone is a +. */
export function partsSketch(graph: Graph, title: string): Sketch {
  const network = blocksOf(graph, title, partOf);
  const blocks = network.nodes
    .filter(({ kind }) => kind !== "input" && kind !== "output")
    .map(({ id }) => id);
  const [first, ...more] = network.nodes.filter(({ kind }) => kind === "input").map(({ id }) => id);
  const reader = (id: string): string | undefined =>
    network.wires.find((wire) => wire.from === id)?.to[0].node;
  // what comes from elsewhere stands beside the part that reads it
  const beside = (block: string): string => more.find((id) => reader(id) === block) ?? "·";
  const output = network.nodes.find(({ kind }) => kind === "output")?.id ?? "·";
  const rows = [...blocks].reverse().map((block) => `${block} ${beside(block)}`);
  return { network, grids: [[`${output} ·`, ...rows, "", `${first} ·`]] };
}

function partOf({ key, role, part = "" }: Line): Block {
  if (role === "residual-sum" && !part.startsWith("Add"))
    return { id: `+${key}`, label: "+", kind: "operation" };
  const label = part.replace(/ \d+$/, "").replace(" and ", " & ");
  const kind = /Norm|norm/.test(label) ? "gate" : /attention/i.test(label) ? "candidate" : "linear";
  return { id: part.replace(/ /g, "_"), label, kind };
}

/** More heads than these share a box. */
const MOST_HEADS = 2;

/** Multi-head attention, a box a head: the operations around the heads stay as they are. */
export function headsSketch(graph: Graph, title: string): Sketch {
  const detail = new Map(networkOf(graph, title).nodes.map((node) => [node.id, node]));
  const headOf = ({ key, role }: Line): string | undefined =>
    /^(Q|K|V|concat|output)$/.test(key) || role === "mask" ? undefined : (/_(\d+)$/.exec(key)?.[1] ?? "1");
  const count = new Set(graph.lines.map(headOf)).size - 1;
  const network = blocksOf(graph, title, (line): Block => {
    const head = headOf(line);
    if (count > MOST_HEADS && (head || line.key === "concat"))
      return { id: "head_1", label: `${count} heads ‖`, kind: "candidate" };
    if (head) return { id: `head_${head}`, label: `head ${head}`, kind: "candidate" };
    const { kind = "operation", label = line.key, isSymbol = false } = detail.get(line.key) ?? {};
    return { id: line.key, kind, label, isSymbol };
  });
  const heads = network.nodes.map(({ id }) => id).filter((id) => id.startsWith("head_"));
  return { network, grids: [headsGrid(network, heads)] };
}

function headsGrid({ nodes }: Network, heads: readonly string[]): string[] {
  const middle = Math.max(1, Math.floor(heads.length / 2));
  const wide = Math.max(3, heads.length);
  const at = (names: Readonly<Record<number, string>>): string =>
    Array.from({ length: wide }, (_, i) => names[i] ?? "·").join(" ");
  const has = (id: string): string => (nodes.some((node) => node.id === id) ? id : "·");
  return [
    at({ [middle]: ">output" }),
    at({ [middle]: "output" }),
    at({ [middle]: "concat" }),
    at(
      Object.fromEntries(heads.map((id, i) => [heads.length === 2 ? 2 * i : heads.length === 1 ? 1 : i, id])),
    ),
    "",
    "",
    "",
    at({ [middle - 1]: "Q", [middle]: "K", [middle + 1]: "V" }),
    at({ [middle - 1]: "X", [middle]: has("H"), [middle + 1]: "M" }),
    at({ [middle + 1]: "mask" }),
  ];
}
