import { armOf, type Board, type Direction, directions, opposite, type Port } from "./board.ts";
import type { NodeKind } from "./network.ts";

/** A cell beside a node, the direction in which a wire runs in it, and what it costs to come or go there. */
export interface Opening {
  readonly cell: number;
  readonly d: Direction;
  readonly cost: number;
}

type Sides = readonly [north: number, east: number, south: number, west: number];

/** What it costs to leave a node, and to enter it, by its side: boxes are fed from below. */
const box: { readonly out: Sides; readonly in: Sides } = { out: [0, 3, 12, 5], in: [14, 8, 0, 8] };
const sides: Readonly<Record<NodeKind, { readonly out: Sides; readonly in: Sides }>> = {
  input: { out: [0, 0, 0, 0], in: [0, 0, 0, 0] },
  output: { out: [0, 0, 0, 0], in: [9, 9, 3, 0] },
  operation: { out: [0, 0, 2, 3], in: [0, 1, 0, 0] },
  join: { out: [0, 0, 4, 4], in: [0, 1, 0, 0] },
  gate: box,
  candidate: box,
  linear: box,
  block: { out: [0, 0, 4, 4], in: [4, 4, 0, 0] },
};
/** What a cell away from the middle of a side costs. */
const OFF = { in: 1.5, out: 2 } as const;

export const entriesOf = (board: Board, id: string, kind: NodeKind): Opening[] =>
  freeOf(board, id).map(({ cell, into, off }) => ({
    ...{ cell, d: into },
    cost: off * OFF.in + sides[kind].in[opposite(into)],
  }));

export const exitsOf = (board: Board, id: string, kind: NodeKind): Opening[] =>
  freeOf(board, id).map(({ cell, into, off }) => ({
    ...{ cell, d: opposite(into) },
    cost: off * OFF.out + sides[kind].out[opposite(into)],
  }));

/** Where nothing is in the cell, and no other wire touches the node right beside it. */
const freeOf = (board: Board, id: string): Port[] =>
  board.ports(id).filter(({ cell, into }) => {
    if (board.covers[cell] || board.strands[cell].length > 0) return false;
    return directions.every((d) => {
      const beside = d % 2 === into % 2 ? undefined : board.next(cell, d);
      return beside === undefined || !board.strands[beside].some(({ arms }) => arms & armOf(into));
    });
  });
