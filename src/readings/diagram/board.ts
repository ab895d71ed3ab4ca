import type { Placed, Placement } from "./place.ts";

// The grid of characters that wires run on. Directions are 0 north, 1 east, 2 south, 3 west; an arm is a bit.

export type Direction = 0 | 1 | 2 | 3;
export const directions: readonly Direction[] = [0, 1, 2, 3];
export const opposite = (d: Direction): Direction => ((d + 2) % 4) as Direction;
export const armOf = (d: Direction): number => 1 << d;

/** What one wire does in one cell. */
export interface Strand {
  readonly wire: string;
  /** Bits of the directions in which it leaves the cell. */
  arms: number;
  /** Those of them that belong to a highway. */
  heavy: number;
  /** The direction of the arrowhead, on a cell where the wire ends. */
  readonly arrow?: Direction;
}

export const armCount = (arms: number): number => directions.filter((d) => arms & armOf(d)).length;
const STRAIGHT = { vertical: 0b0101, horizontal: 0b1010 } as const;
export const isStraight = (arms: number): boolean =>
  arms === STRAIGHT.vertical || arms === STRAIGHT.horizontal;

/** A place where wires may touch a node: the cell beside it, and the direction into the node. */
export interface Port {
  readonly cell: number;
  readonly into: Direction;
  /** How far it is from where a wire would best touch. */
  readonly off: number;
}

/** The way of a wire over cells. */
interface Way {
  readonly wire: string;
  readonly path: readonly number[];
  /** How it leaves its source; undefined where it branches off. */
  readonly out: Direction | undefined;
  readonly arrow: Direction;
  readonly highway: boolean;
}

export class Board {
  readonly width: number;
  readonly height: number;
  readonly placement: Placement;
  /** The node that covers a cell. */
  readonly covers: readonly (string | undefined)[];
  readonly strands: Strand[][];
  readonly #near: Int32Array;
  readonly #trunks = new Map<string, number[]>();
  readonly #steps: readonly number[];

  constructor(placement: Placement) {
    this.placement = placement;
    this.width = placement.width + 2;
    this.height = placement.height + 1;
    const size = this.width * this.height;
    const covers = new Array<string | undefined>(size).fill(undefined);
    for (const [id, { x, y, width, height }] of placement.placed)
      for (let row = y; row < y + height; row++)
        for (let column = x; column < x + width; column++) covers[row * this.width + column] = id;
    this.covers = covers;
    this.strands = Array.from({ length: size }, () => []);
    this.#steps = [-this.width, 1, this.width, -1];
    this.#near = nearOf(this.width, this.height);
  }

  /** The columns that wires and nodes take, and what stands beside them. */
  columnsUsed(labels: readonly { readonly x: number; readonly width: number }[]): number {
    const used = this.strands.flatMap((strands, cell) =>
      strands.length > 0 || this.covers[cell] !== undefined ? [cell % this.width] : [],
    );
    const left = Math.min(...used, ...labels.map(({ x }) => x));
    return Math.max(...used, ...labels.map(({ x, width }) => x + width - 1)) - left + 1;
  }

  /** The cell next to one; undefined beyond the edge. */
  next(cell: number, d: Direction): number | undefined {
    const to = this.#near[cell * 4 + d];
    return to < 0 ? undefined : to;
  }

  /** The cells where a wire lies, in their order. */
  trunk(wire: string): readonly number[] {
    return this.#trunks.get(wire)?.sort((a, b) => a - b) ?? [];
  }

  /** The wire of another signal in a cell. */
  foreign(cell: number | undefined, wire: string): Strand | undefined {
    if (cell === undefined) return undefined;
    const [first, second] = this.strands[cell];
    return first?.wire === wire ? second : first;
  }

  ports(id: string): Port[] {
    const { x, y, width, height } = this.placement.placed.get(id) as Placed;
    const port = (column: number, row: number, into: Direction, off: number): Port[] =>
      column < 0 || row < 0 || column >= this.width || row >= this.height
        ? []
        : [{ cell: row * this.width + column, into, off }];
    const middle = { column: x + Math.floor(width / 2), row: y + Math.floor(height / 2) };
    const along = height > 1 ? Array.from({ length: width - 2 }, (_, i) => x + 1 + i) : [middle.column];
    const beside = height > 1 ? Array.from({ length: (height - 1) / 2 }, (_, i) => y + 1 + 2 * i) : [y];
    return [
      ...along.flatMap((column) => port(column, y - 1, 2, Math.abs(column - middle.column))),
      ...along.flatMap((column) => port(column, y + height, 0, Math.abs(column - middle.column))),
      ...beside.flatMap((row) => [...port(x - 1, row, 1, 0), ...port(x + width, row, 3, 0)]),
    ];
  }

  /** Lays a wire along its path, from its source or from where it branches off, to its arrowhead. */
  lay({ wire, path, out, arrow, highway }: Way): void {
    path.forEach((cell, i) => {
      const back = i === 0 ? out : this.#towards(path[i - 1], cell);
      const on = i === path.length - 1 ? arrow : this.#towards(cell, path[i + 1]);
      const arms = (back === undefined ? 0 : armOf(opposite(back))) | armOf(on);
      const own = this.strands[cell].find((strand) => strand.wire === wire);
      if (own) {
        own.arms |= arms;
        if (highway) own.heavy |= arms;
        return;
      }
      const end = i === path.length - 1 ? { arrow } : {};
      const trunk = this.#trunks.get(wire);
      if (trunk) trunk.push(cell);
      else this.#trunks.set(wire, [cell]);
      this.strands[cell].push({ wire, arms, heavy: highway ? arms : 0, ...end });
    });
  }

  #towards(from: number, to: number): Direction {
    return this.#steps.indexOf(to - from) as Direction;
  }
}

/** The four cells next to each, −1 beyond the edge: asked for far more often than anything else. */
function nearOf(width: number, height: number): Int32Array {
  const near = new Int32Array(width * height * 4).fill(-1);
  for (let cell = 0, row = 0; row < height; row++)
    for (let column = 0; column < width; column++, cell++) {
      if (row > 0) near[cell * 4] = cell - width;
      if (column < width - 1) near[cell * 4 + 1] = cell + 1;
      if (row < height - 1) near[cell * 4 + 2] = cell + width;
      if (column > 0) near[cell * 4 + 3] = cell - 1;
    }
  return near;
}
