import { keysOf } from "../../graph/fold.ts";
import type { Graph, Input, Line } from "../../graph/graph.ts";
import type { Network, Node, NodeKind, Wire } from "./network.ts";

/** What a line is drawn in: lines of one id share a box. */
export interface Block {
  readonly id: string;
  readonly label: string;
  /** A box, or an operation that stands for a line. */
  readonly kind?: NodeKind;
  readonly isSymbol?: boolean;
}

interface BlockOptions {
  /** The values that a state carries on. */
  readonly isHighway?: (key: string, to: string) => boolean;
  /** What comes out, beside what nothing else reads. */
  readonly isOutput?: (key: string) => boolean;
}

/** The lines of a graph in boxes, with a wire for every value that one box takes from another, or from outside. */
export function blocksOf(
  graph: Graph,
  title: string,
  blockOf: (line: Line) => Block,
  { isHighway = () => false, isOutput = () => false }: BlockOptions = {},
): Network {
  const boxes = new Map<string, Block>();
  const home = new Map<string, string>();
  for (const line of graph.lines) {
    const block = blockOf(line);
    if (!boxes.has(block.id)) boxes.set(block.id, block);
    home.set(line.key, block.id);
  }
  const readers = readersOf(graph, home);
  const signals = graph.inputs.filter(({ role }) => role === "data" || role === "state");
  const given = signals.filter(({ key }) => readers.has(key));
  const ends = graph.lines.filter(({ key, quiet }) => !quiet && (!readers.has(key) || isOutput(key)));
  const wireOf = ({ key, symbol }: Input | Line): Wire[] => {
    const from = home.get(key);
    const inside = [...(readers.get(key) ?? [])].filter((id) => id !== from);
    const to = [...inside, ...(ends.some((line) => line.key === key) ? [`>${key}`] : [])];
    if (to.length === 0) return [];
    const said = from === undefined || to.length > inside.length ? {} : { symbol };
    return [
      {
        id: key,
        from: from ?? key,
        to: to.map((node) => ({ node, highway: isHighway(key, node) })),
        ...said,
        key,
      },
    ];
  };
  const wires = [...given, ...graph.lines].flatMap(wireOf);
  return {
    title,
    nodes: [
      ...given.map(
        ({ key, symbol }): Node => ({ id: key, kind: "input", label: symbol, isSymbol: true, key }),
      ),
      ...[...boxes.values()].map((block): Node => blockNode(block, wires)),
      ...ends.map(
        ({ key, symbol }): Node => ({ id: `>${key}`, kind: "output", label: symbol, isSymbol: true, key }),
      ),
    ],
    wires,
  };
}

/** As high as it has states to pass on. */
function blockNode({ id, label, kind = "block", isSymbol = false }: Block, wires: readonly Wire[]): Node {
  const states = wires.filter(({ from, to }) => from === id && to.some(({ highway }) => highway)).length;
  return { id, kind, label, isSymbol, ...(states > 1 ? { ports: states } : {}) };
}

/** The boxes that read each key. */
function readersOf({ lines }: Graph, home: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const readers = new Map<string, Set<string>>();
  for (const { key, expr } of lines)
    for (const read of keysOf(expr)) {
      const by = readers.get(read) ?? new Set();
      by.add(home.get(key) as string);
      readers.set(read, by);
    }
  return readers;
}
