// What a diagram shows, before anything is placed: boxes and circles, and the wires between them. Every wire is a
// dependency of the graph.

/** What a node is drawn as. */
export type NodeKind = "input" | "output" | "operation" | "gate" | "candidate" | "linear" | "join" | "block";

export interface Node {
  /** `h_prev`, `r_t`, `r_t*h_prev`, `>h_t`: what placement hints call it. */
  readonly id: string;
  readonly kind: NodeKind;
  /** What stands in it: a function or a sign, or a symbol in TeX-like notation. */
  readonly label: string;
  readonly isSymbol: boolean;
  /** How many wires may touch each of its sides, one under the other; 1 where it is left out. */
  readonly ports?: number;
  /** The key of the line or the input whose value leaves this node. */
  readonly key?: string;
}

/** One signal: all that leaves a node with one meaning. */
export interface Wire {
  readonly id: string;
  readonly from: string;
  readonly to: readonly Target[];
  /** The symbol of the line that it carries, where no terminal says it. */
  readonly symbol?: string;
  /** The key of what it carries, where that has one. */
  readonly key?: string;
}

export interface Target {
  readonly node: string;
  /** On the way that a state takes through the cell. */
  readonly highway: boolean;
}

export interface Network {
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly wires: readonly Wire[];
}

/** A dependency, source and target. */
export type Edge = readonly [from: string, to: string];

/** Every edge of a network, in order. */
export const edgesOf = ({ wires }: Network): Edge[] =>
  wires.flatMap(({ from, to }) => to.map(({ node }): Edge => [from, node]));
