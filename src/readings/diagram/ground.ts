import { armOf, type Board, type Direction, directions, isStraight, opposite, type Strand } from "./board.ts";

// What a wire pays for its way, and where it can't go. Asked thousands of times a picture: loops, and nothing allocated.

// hugging a little more than steps: of ways that cost the same, the one that keeps away from nodes
export const COST = { turn: 4, crossing: 7, beside: 4, hugging: 3.01, early: 1 } as const;

/** What a cell costs that is entered in a direction; infinite where it can't be. */
export function stepCost(board: Board, cell: number, d: Direction, wire: string): number {
  if (board.covers[cell]) return Number.POSITIVE_INFINITY;
  const there = board.strands[cell];
  const crossed = there[0];
  if (crossed && (there.length > 1 || !mayCross(board, cell, d, wire, crossed)))
    return Number.POSITIVE_INFINITY;
  const along = armOf(d) | armOf(opposite(d));
  let cost = 1 + (crossed ? COST.crossing : 0);
  for (let side = 1; side < 4; side += 2) {
    const beside = board.next(cell, ((d + side) % 4) as Direction);
    if (beside === undefined) continue;
    if (board.covers[beside]) cost += COST.hugging;
    const strand = board.foreign(beside, wire);
    if (strand && strand.arms & along) cost += COST.beside;
  }
  return cost;
}

/** Straight over another signal's straight. */
const mayCross = (board: Board, cell: number, d: Direction, wire: string, crossed: Strand): boolean =>
  crossed.wire !== wire &&
  crossed.arrow === undefined &&
  isStraight(crossed.arms) &&
  !(crossed.arms & armOf(d)) &&
  !isNextToBend(board, cell, crossed);

/** A bend right beside a crossing could be read as belonging to either wire. */
const isNextToBend = (board: Board, cell: number, { wire, arms }: Strand): boolean =>
  directions.some((d) => {
    const next = arms & armOf(d) ? board.next(cell, d) : undefined;
    const beside =
      next === undefined ? undefined : board.strands[next].find((strand) => strand.wire === wire);
    return beside !== undefined && !isStraight(beside.arms);
  });

/** What a bend costs, the more the more nodes it stands at; right at its source a little more. */
export function bendCost(board: Board, cell: number, isFirst: boolean): number {
  let nodes = 0;
  for (const d of directions) if (board.covers[board.next(cell, d) ?? cell]) nodes++;
  return COST.turn + (isFirst ? COST.early : 0) + nodes * COST.hugging;
}

/**
 * In ASCII a bend is a +, which must not stand where another wire's end or bend could be read into it, or where it
 * could be read into a node that is not its source.
 */
export function mayBend(board: Board, cell: number, wire: string, arms: number, from: string): boolean {
  for (const d of directions) {
    const next = board.next(cell, d);
    if (next === undefined) continue;
    const node = board.covers[next];
    if (node !== undefined) {
      if (node !== from) return false;
      continue;
    }
    const strand = board.foreign(next, wire);
    if (strand && ((arms | strand.arms) & armOf(d) || !isStraight(strand.arms) || strand.arrow !== undefined))
      return false;
  }
  return true;
}
