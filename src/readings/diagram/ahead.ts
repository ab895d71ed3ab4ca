import type { Board, Direction } from "./board.ts";
import { COST } from "./ground.ts";
import type { Opening } from "./ports.ts";

/** The openings of one side of a node: in a line, all entered in one direction. */
interface Side {
  readonly d: Direction;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** What the cheapest of them costs. */
  cost: number;
}

/** At least what the way on costs to the nearest opening: its steps, its turns and the opening itself. */
export function aheadOf(board: Board, openings: readonly Opening[]): (cell: number, d: Direction) => number {
  const sides = sidesOf(board, openings);
  return (cell, d) => {
    const column = cell % board.width;
    const row = (cell - column) / board.width;
    let least = Number.POSITIVE_INFINITY;
    for (const side of sides) {
      const x = column < side.left ? side.left - column : column > side.right ? side.right - column : 0;
      const y = row < side.top ? side.top - row : row > side.bottom ? side.bottom - row : 0;
      const cost = Math.abs(x) + Math.abs(y) + turnsTo(x, y, d, side.d) * COST.turn + side.cost;
      if (cost < least) least = cost;
    }
    return least;
  };
}

/** At least how often a wire turns that runs in a direction, and is to arrive so far from here in another. */
function turnsTo(x: number, y: number, d: Direction, to: Direction): number {
  if ((d + to) % 2 === 1) return along(x, y, d) < 0 || along(x, y, to) < 0 ? 3 : 1;
  const isAhead = d === to && (d % 2 === 0 ? x : y) === 0 && along(x, y, d) >= 0;
  return isAhead ? 0 : 2;
}

const along = (x: number, y: number, d: Direction): number => (d === 0 ? -y : d === 1 ? x : d === 2 ? y : -x);

function sidesOf(board: Board, openings: readonly Opening[]): Side[] {
  const sides: Side[] = [];
  for (const { cell, d, cost } of openings) {
    const column = cell % board.width;
    const row = Math.floor(cell / board.width);
    const side = sides.find((known) => known.d === d);
    if (side) {
      side.left = Math.min(side.left, column);
      side.right = Math.max(side.right, column);
      side.top = Math.min(side.top, row);
      side.bottom = Math.max(side.bottom, row);
      side.cost = Math.min(side.cost, cost);
    } else sides.push({ d, cost, left: column, right: column, top: row, bottom: row });
  }
  return sides;
}

/** At least the steps to a node's rectangle. */
export function distanceTo(board: Board, id: string): (cell: number) => number {
  const rectangle = board.placement.placed.get(id);
  if (!rectangle) throw new Error(`internal: ${id} is not placed`);
  const { x, y, width, height } = rectangle;
  const right = x + width - 1;
  const bottom = y + height - 1;
  return (cell) => {
    const column = cell % board.width;
    const row = (cell - column) / board.width;
    const across = column < x ? x - column : column > right ? column - right : 0;
    const down = row < y ? y - row : row > bottom ? row - bottom : 0;
    return Math.max(0, across + down - 1);
  };
}
