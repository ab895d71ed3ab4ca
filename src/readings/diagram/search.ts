import {
  armCount,
  armOf,
  type Board,
  type Direction,
  directions,
  isStraight,
  opposite,
  type Port,
  type Strand,
} from "./board.ts";
import type { NodeKind } from "./network.ts";
import { Queue } from "./queue.ts";

/** An edge that is to be routed. */
export interface Wanted {
  readonly wire: string;
  readonly from: string;
  readonly to: string;
  readonly highway: boolean;
}

/** The way of one edge: from its source, or from where it branches off an earlier one, to its target. */
export interface Route extends Wanted {
  readonly path: readonly number[];
  /** How it leaves the source; undefined where it branches off. */
  readonly out: Direction | undefined;
  readonly arrow: Direction;
}

interface State {
  readonly cell: number;
  readonly d: Direction;
  readonly cost: number;
  readonly before: State | undefined;
}

const COST = {
  turn: 4,
  crossing: 7,
  beside: 4,
  hugging: 3,
  branch: 2,
  off: 1.5,
  early: 1,
  late: 3,
  near: 0.3,
} as const;
/** Where a wire leaves its source it keeps together a little, so that its label has a place. */
const LABEL_ROOM = 3;
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

/** The cheapest way of an edge on a board, by A*; undefined where there is none. */
export function search(board: Board, edge: Wanted, kindOf: (id: string) => NodeKind): Route | undefined {
  const goals = new Map<number, Port>();
  for (const port of board.ports(edge.to))
    if (isFree(board, port)) goals.set(port.cell * 4 + port.into, port);
  const far = distanceTo(board, edge.to);
  const open = new Queue<State>();
  const best = new Float64Array(board.covers.length * 4).fill(Number.POSITIVE_INFINITY);
  const push = (state: State): void => {
    const id = state.cell * 4 + state.d;
    const port = goals.get(id);
    const entry = port ? port.off * COST.off + sides[kindOf(edge.to)].in[opposite(port.into)] : 0;
    const cost = state.cost + entry;
    if (cost >= best[id]) return;
    best[id] = cost;
    open.push(entry === 0 ? state : { ...state, cost }, cost + far(state.cell));
  };
  for (const start of starts(board, edge, kindOf)) push(start);
  for (let state = open.pop(); state; state = open.pop()) {
    const id = state.cell * 4 + state.d;
    if (state.cost > best[id]) continue;
    if (goals.has(id) && board.strands[state.cell].length === 0) return finished(board, state, edge);
    for (const next of steps(board, state, edge)) push(next);
  }
  return undefined;
}

function finished(board: Board, end: State, edge: Wanted): Route {
  const path: number[] = [];
  let first = end;
  for (let state: State | undefined = end; state; state = state.before) {
    path.unshift(state.cell);
    first = state;
  }
  const isBranch = board.strands[first.cell].length > 0;
  return { ...edge, path, out: isBranch ? undefined : first.d, arrow: end.d };
}

/** Nothing is in the cell, and no other wire touches the node right beside it. */
function isFree(board: Board, { cell, into }: Port): boolean {
  if (board.covers[cell] || board.strands[cell].length > 0) return false;
  return directions
    .filter((d) => d % 2 !== into % 2)
    .every((d) => {
      const beside = board.next(cell, d);
      return beside === undefined || !board.strands[beside].some(({ arms }) => arms & armOf(into));
    });
}

/** Where an edge may begin: at its source's sides, or on what is laid of its wire already. */
function starts(board: Board, edge: Wanted, kindOf: (id: string) => NodeKind): State[] {
  const { wire, from } = edge;
  const trunk = [...board.strands.keys()].filter((cell) => board.strands[cell].some((s) => s.wire === wire));
  if (trunk.length === 0)
    return board
      .ports(from)
      .filter((port) => isFree(board, port))
      .map(({ cell, into, off }) => ({
        cell,
        d: opposite(into),
        cost: off * 2 + sides[kindOf(from)].out[opposite(into)],
        before: undefined,
      }));
  const near = distanceTo(board, from);
  return trunk.flatMap((cell) =>
    branches(board, cell, edge, Math.max(0, LABEL_ROOM - near(cell)) * COST.near),
  );
}

function branches(board: Board, cell: number, { wire, from }: Wanted, extra: number): State[] {
  const [strand, ...others] = board.strands[cell];
  if (others.length > 0 || strand.arrow !== undefined || armCount(strand.arms) !== 2) return [];
  return directions.flatMap((d): State[] => {
    const next = board.next(cell, d);
    if (
      strand.arms & armOf(d) ||
      next === undefined ||
      !mayBend(board, cell, wire, strand.arms | armOf(d), from)
    )
      return [];
    const before: State = { cell, d, cost: 0, before: undefined };
    const cost = stepCost(board, next, d, wire);
    const isLate = directions.some((to) => headAt(board, board.next(cell, to), wire));
    return cost === undefined
      ? []
      : [{ cell: next, d, cost: COST.branch + extra + cost + (isLate ? COST.late : 0), before }];
  });
}

const headAt = (board: Board, cell: number | undefined, wire: string): boolean =>
  cell !== undefined &&
  board.strands[cell].some((strand) => strand.wire === wire && strand.arrow !== undefined);

function steps(board: Board, state: State, { wire, from }: Wanted): State[] {
  return directions.flatMap((d): State[] => {
    const next = d === opposite(state.d) ? undefined : board.next(state.cell, d);
    if (next === undefined) return [];
    const bends = d !== state.d;
    const arms = armOf(opposite(state.d)) | armOf(d);
    if (bends && (board.strands[state.cell].length > 0 || !mayBend(board, state.cell, wire, arms, from)))
      return [];
    const cost = stepCost(board, next, d, wire);
    if (cost === undefined) return [];
    const turn = bends ? COST.turn + (state.before ? 0 : COST.early) + huggingAt(board, state.cell) : 0;
    return [{ cell: next, d, cost: state.cost + cost + turn, before: state }];
  });
}

/** What a cell costs that is entered in a direction; undefined where it can't be. */
function stepCost(board: Board, cell: number, d: Direction, wire: string): number | undefined {
  if (board.covers[cell]) return undefined;
  const there = board.strands[cell];
  const crossed = there[0];
  if (there.length > 1 || crossed?.wire === wire || crossed?.arrow !== undefined) return undefined;
  if (crossed && (!isStraight(crossed.arms) || crossed.arms & armOf(d) || isNextToBend(board, cell, crossed)))
    return undefined;
  let cost = 1 + (crossed ? COST.crossing : 0);
  for (const side of [((d + 1) % 4) as Direction, ((d + 3) % 4) as Direction]) {
    const beside = board.next(cell, side);
    if (beside === undefined) continue;
    if (board.covers[beside]) cost += COST.hugging;
    const strand = board.foreign(beside, wire);
    if (strand && strand.arms & (armOf(d) | armOf(opposite(d)))) cost += COST.beside;
  }
  return cost;
}

/** A bend right beside a crossing could be read as belonging to either wire. */
const isNextToBend = (board: Board, cell: number, { wire, arms }: Strand): boolean =>
  directions.some((d) => {
    const next = arms & armOf(d) ? board.next(cell, d) : undefined;
    const beside =
      next === undefined ? undefined : board.strands[next].find((strand) => strand.wire === wire);
    return beside !== undefined && !isStraight(beside.arms);
  });

const huggingAt = (board: Board, cell: number): number =>
  directions.filter((d) => board.covers[board.next(cell, d) ?? cell]).length * COST.hugging;

/**
 * In ASCII a bend is a +, which must not stand where another wire's end or bend could be read into it, or where it
 * could be read into a node that is not its source.
 */
const mayBend = (board: Board, cell: number, wire: string, arms: number, from: string): boolean =>
  directions.every((d) => {
    const next = board.next(cell, d);
    const node = next === undefined ? undefined : board.covers[next];
    if (node !== undefined) return node === from;
    const strand = board.foreign(next, wire);
    if (!strand) return true;
    return (
      !(arms & armOf(d)) && isStraight(strand.arms) && strand.arrow === undefined && !(strand.arms & armOf(d))
    );
  });

/** At least the steps to a node's rectangle. */
function distanceTo(board: Board, id: string): (cell: number) => number {
  const rectangle = board.placement.placed.get(id);
  if (!rectangle) throw new Error(`internal: ${id} is not placed`);
  const { x, y, width, height } = rectangle;
  return (cell) => {
    const column = cell % board.width;
    const row = Math.floor(cell / board.width);
    const outside = (at: number, from: number, size: number): number =>
      Math.max(from - at, at - (from + size - 1), 0);
    return Math.max(0, outside(column, x, width) + outside(row, y, height) - 1);
  };
}
