import { keysOf } from "../../graph/fold.ts";
import type { Graph } from "../../graph/graph.ts";
import type { Cell } from "../../graph/unroll.ts";
import type { Network, Node, Wire } from "./network.ts";
import { type Draw, type Piece, pieceOf, solid } from "./pieces.ts";

interface Drawn {
  readonly node: Node;
  readonly inputs: readonly string[];
  readonly joined: readonly string[];
}

/** A cell as a network: operations, boxes and wires, each derived from the expressions of its lines. */
export function networkOf(cell: Graph & Partial<Cell>, title: string): Network {
  const drawn = new Map<string, Drawn>();
  const draw: Draw = ({ id, kind, label, isSymbol = false, inputs, joined = [] }) => {
    if (!drawn.has(id)) drawn.set(id, { node: { id, kind, label, isSymbol }, inputs, joined });
    return id;
  };
  const pieces = new Map<string, Piece>();
  const symbols = new Map<string, string>();
  for (const { key, symbol, role } of cell.inputs) {
    const isParameter = role === "weight" || role === "bias";
    if (!isParameter) draw({ id: key, kind: "input", label: symbol, isSymbol: true, inputs: [] });
    pieces.set(key, isParameter ? { is: "parameter", names: [symbol] } : { is: "signal", node: key });
    if (!isParameter) symbols.set(key, key);
  }
  for (const { key, expr, quiet } of cell.lines) {
    const known = (read: string): Piece => pieces.get(read) as Piece;
    const piece = pieceOf(expr, key, known, draw);
    pieces.set(key, quiet ? piece : { is: "signal", node: solid(piece, draw, key) });
  }
  const nodes = [...drawn.values()];
  const joins = joinsOf(nodes);
  const outputs = outputsOf(cell).map((line): Drawn => {
    const { node } = pieces.get(line.key) as Extract<Piece, { is: "signal" }>;
    const terminal = { id: `>${line.key}`, kind: "output", label: line.symbol, isSymbol: true } as const;
    return { node: terminal, inputs: [node], joined: [] };
  });
  const all = [...nodes, ...joins.values(), ...outputs];
  const inputsOf = ({ inputs, joined }: Drawn): readonly string[] => {
    const join = joins.get(setName(joined));
    return [...new Set([...(join ? [join.node.id] : joined), ...inputs])];
  };
  const ends = all.flatMap((to) => inputsOf(to).map((from) => ({ from, to: to.node.id })));
  const read = new Set(ends.map(({ from }) => from));
  const kept = all.filter(({ node }) => node.kind !== "input" || read.has(node.id));
  return { title, nodes: kept.map(({ node }) => withKey(node, cell)), wires: wiresOf(kept, ends, cell) };
}

const withKey = (node: Node, cell: Graph): Node => {
  const key = node.id.replace(/^>/, "");
  return [...cell.inputs, ...cell.lines].some((given) => given.key === key) ? { ...node, key } : node;
};

const setName = (ids: readonly string[]): string => `[${ids.join(",")}]`;

/** Boxes that read the same signals through matrices share a ‖: [x_t, h_{t−1}]. */
function joinsOf(nodes: readonly Drawn[]): Map<string, Drawn> {
  const sets = nodes.map(({ joined }) => joined).filter((joined) => joined.length > 1);
  const shared = sets.filter((set, i) => sets.some((other, j) => j < i && setName(other) === setName(set)));
  return new Map(
    shared.map((set) => {
      const id = setName(set);
      return [id, { node: { id, kind: "join", label: "‖", isSymbol: false }, inputs: set, joined: [] }];
    }),
  );
}

/** What goes on to the next step, and what nothing else reads. */
function outputsOf(cell: Graph & Partial<Cell>): Graph["lines"] {
  const read = new Set(cell.lines.flatMap(({ expr }) => keysOf(expr)));
  const next = new Set(Object.values(cell.recurrence ?? {}));
  return cell.lines.filter(({ key, quiet }) => !quiet && (next.has(key) || !read.has(key)));
}

function wiresOf(
  all: readonly Drawn[],
  ends: readonly { from: string; to: string }[],
  cell: Graph & Partial<Cell>,
): Wire[] {
  const highway = highways(all, ends, cell);
  const lines = new Map(cell.lines.map((line) => [line.key, line]));
  return all.flatMap(({ node }): Wire[] => {
    const to = ends.filter(({ from }) => from === node.id);
    if (to.length === 0) return [];
    const isSaid = node.kind === "input" || to.some((end) => end.to === `>${node.id}`);
    const line = lines.get(node.id);
    return [
      {
        id: node.id,
        from: node.id,
        to: to.map((end) => ({ node: end.to, highway: highway.has(`${end.from} ${end.to}`) })),
        ...(line && !line.quiet && !isSaid ? { symbol: line.symbol } : {}),
        ...(line || node.kind === "input" ? { key: node.id } : {}),
      },
    ];
  });
}

/**
 * The way of each state to its successor through ⊙ and + alone, which is the way that gradients keep; where no state
 * has one, each state's shortest way.
 */
function highways(
  all: readonly Drawn[],
  ends: readonly { from: string; to: string }[],
  { recurrence = {} }: Partial<Cell>,
): ReadonlySet<string> {
  const plain = new Set(
    all
      .filter(({ node }) => node.kind === "operation" && /^[⊙+]$/.test(node.label))
      .map(({ node }) => node.id),
  );
  const states = Object.entries(recurrence);
  const ways = (through: (id: string) => boolean): string[] =>
    states.flatMap(([state, next]) => shortest(state, `>${next}`, ends, through));
  const direct = ways((id) => plain.has(id));
  return new Set(direct.length > 0 ? direct : ways(() => true));
}

/** The edges of a shortest way, as `from to`; none where there is no way. */
function shortest(
  from: string,
  to: string,
  ends: readonly { from: string; to: string }[],
  through: (id: string) => boolean,
): string[] {
  const ways = new Map<string, string[]>([[from, []]]);
  for (const [id, way] of ways) {
    for (const end of ends.filter((e) => e.from === id)) {
      if (ways.has(end.to) || !(end.to === to || through(end.to))) continue;
      ways.set(end.to, [...way, `${end.from} ${end.to}`]);
    }
  }
  return ways.get(to) ?? [];
}
