import { aheadOf, distanceTo } from "./ahead.ts";
import { armCount, armOf, type Board, type Direction, directions, opposite } from "./board.ts";
import { bendCost, mayBend, stepCost } from "./ground.ts";
import type { NodeKind } from "./network.ts";
import { entriesOf, exitsOf } from "./ports.ts";
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

/** `tie`: of ways that cost the same, that which bends nearer its target. */
const COST = { branch: 2, late: 3, near: 0.3, tie: 1e-4 } as const;
/** Where a wire leaves its source it keeps together a little, so that its label has a place. */
const LABEL_ROOM = 3;

/** A state is a cell entered in a direction, as a number; its place in a way. */
const stateAt = (cell: number, d: Direction): number => cell * 4 + d;
/** What comes before a state that begins at a node. */
const SOURCE = -1;
/** What comes before a state that branches off: a cell of the wire, as a number of its own. */
const trunkAt = (cell: number): number => -2 - cell;

type Push = (cell: number, d: Direction, cost: number, before: number) => void;

/** The cheapest way of an edge on a board, by A*; undefined where there is none. */
export function search(board: Board, edge: Wanted, kindOf: (id: string) => NodeKind): Route | undefined {
  const entries = entriesOf(board, edge.to, kindOf(edge.to));
  const goals = new Map(entries.map(({ cell, d, cost }) => [stateAt(cell, d), cost]));
  const far = distanceTo(board, edge.to);
  const ahead = aheadOf(board, entries);
  const open = new Queue();
  const best = new Float64Array(board.covers.length * 4).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(best.length);
  const done = new Uint8Array(best.length);
  const push: Push = (cell, d, way, from) => {
    const state = stateAt(cell, d);
    const entry = goals.get(state);
    const cost = way + (entry ?? 0);
    if (cost >= best[state]) return;
    best[state] = cost;
    before[state] = from;
    done[state] = 0;
    open.push(state, entry === undefined ? cost + ahead(cell, d) : cost);
  };
  begin(board, edge, kindOf(edge.from), push);
  for (let state = open.pop(); state >= 0; state = open.pop()) {
    if (done[state]) continue; // it has come before, cheaper
    done[state] = 1;
    if (goals.has(state)) return finished(state, before, edge);
    walk(board, edge, state, best[state], before[state] === SOURCE, push, far);
  }
  return undefined;
}

/** On to the next cells, straight or round a bend. */
function walk(
  board: Board,
  { wire, from }: Wanted,
  state: number,
  cost: number,
  isFirst: boolean,
  push: Push,
  far: (cell: number) => number,
): void {
  const cell = state >> 2;
  const came = (state & 3) as Direction;
  for (const d of directions) {
    const next = d === opposite(came) ? undefined : board.next(cell, d);
    if (next === undefined) continue;
    const step = stepCost(board, next, d, wire);
    if (step === Number.POSITIVE_INFINITY) continue;
    if (d === came) {
      push(next, d, cost + step, state);
      continue;
    }
    if (board.strands[cell].length > 0) continue;
    if (mayBend(board, cell, wire, armOf(opposite(came)) | armOf(d), from))
      push(next, d, cost + step + bendCost(board, cell, isFirst) + COST.tie * far(cell), state);
  }
}

function finished(end: number, before: Int32Array, edge: Wanted): Route {
  const path = [end >> 2];
  let first = end;
  for (let state = before[end]; state >= 0; state = before[state]) {
    path.push(state >> 2);
    first = state;
  }
  const arrow = (end & 3) as Direction;
  if (before[first] === SOURCE)
    return { ...edge, path: path.reverse(), out: (first & 3) as Direction, arrow };
  path.push(trunkAt(before[first]));
  return { ...edge, path: path.reverse(), out: undefined, arrow };
}

/** Where an edge may begin: at its source's sides, or on what is laid of its wire already. */
function begin(board: Board, edge: Wanted, kind: NodeKind, push: Push): void {
  const trunk = board.trunk(edge.wire);
  const near = distanceTo(board, edge.from);
  for (const cell of trunk) branch(board, cell, edge, Math.max(0, LABEL_ROOM - near(cell)) * COST.near, push);
  if (trunk.length > 0) return;
  for (const { cell, d, cost } of exitsOf(board, edge.from, kind)) push(cell, d, cost, SOURCE);
}

function branch(board: Board, cell: number, { wire, from }: Wanted, extra: number, push: Push): void {
  const [strand, ...others] = board.strands[cell];
  if (others.length > 0 || strand.arrow !== undefined || armCount(strand.arms) !== 2) return;
  for (const d of directions) {
    const next = board.next(cell, d);
    const isTaken = strand.arms & armOf(d);
    if (isTaken || next === undefined || !mayBend(board, cell, wire, strand.arms | armOf(d), from)) continue;
    const cost = stepCost(board, next, d, wire);
    if (cost === Number.POSITIVE_INFINITY) continue;
    const isLate = directions.some((to) => headAt(board, board.next(cell, to), wire));
    push(next, d, COST.branch + extra + cost + (isLate ? COST.late : 0), trunkAt(cell));
  }
}

const headAt = (board: Board, cell: number | undefined, wire: string): boolean =>
  cell !== undefined &&
  board.strands[cell].some((strand) => strand.wire === wire && strand.arrow !== undefined);
