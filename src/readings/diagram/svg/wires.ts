import { armCount, type Board, type Direction } from "../board.ts";
import type { Placed } from "../place.ts";
import type { Route } from "../search.ts";
import { CELL, centreOf, halfOf } from "./nodes.ts";
import type { Ink } from "./style.ts";
import { n, type Point } from "./symbols.ts";

// Wires as paths along the routes of the text: round at bends, square where they branch, with a hop where they cross.

const CORNER = 9;
const HOP = 6;
const HEAD = 10;
const vectors: readonly Point[] = [
  { x: 0, y: -1 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
];

export const pointOf = (board: Board, cell: number): Point => ({
  x: ((cell % board.width) + 0.5) * CELL.width,
  y: (Math.floor(cell / board.width) + 0.5) * CELL.height,
});

/** The paths, heads and dots of all wires, highways painted over the others. */
export function wireShapes(board: Board, routes: readonly Route[], ink: Ink): string[] {
  const painted = [...routes].sort((a, b) => Number(a.highway) - Number(b.highway));
  return [...painted.flatMap((route) => wire(board, route, ink)), ...dots(board, routes, ink)];
}

function wire(board: Board, route: Route, ink: Ink): string[] {
  const colour = route.highway ? "highway" : "ink";
  const target = board.placement.placed.get(route.to) as Placed;
  const tip = touching(target, pointOf(board, route.path[route.path.length - 1]), route.arrow);
  const back = vectors[route.arrow];
  const end = { x: tip.x - back.x * (HEAD - 2), y: tip.y - back.y * (HEAD - 2) };
  const cells = route.path.map((cell) => pointOf(board, cell));
  const out = route.out === undefined ? [] : [leaving(board, route)];
  const width = route.highway ? 3.2 : 1.9;
  const d = pathOf(board, route, [...out, ...cells], end);
  return [
    `<path data-wire="${route.highway ? "highway" : "wire"}" d="${d}" stroke-width="${width}" ${ink("none", colour)}/>`,
    `<path data-head="" d="${head(tip, back, route.highway)}" ${ink(colour)}/>`,
  ];
}

/** Where a wire that runs in a direction meets the border of a node. */
function touching(placed: Placed, from: Point, d: Direction): Point {
  const at = centreOf(placed);
  const half = halfOf(placed);
  const v = vectors[d];
  if (placed.node.kind === "output" || placed.node.kind === "input") {
    const beyond = { x: CELL.width / 2, y: placed.node.kind === "input" ? CELL.height : CELL.height / 2 + 5 };
    return { x: from.x + v.x * beyond.x, y: from.y + v.y * beyond.y };
  }
  return v.x === 0 ? { x: from.x, y: at.y - v.y * half.y } : { x: at.x - v.x * half.x, y: from.y };
}

function leaving(board: Board, { path, out, from }: Route): Point {
  const first = pointOf(board, path[0]);
  return touching(board.placement.placed.get(from) as Placed, first, ((Number(out) + 2) % 4) as Direction);
}

function head(tip: Point, v: Point, isHighway: boolean): string {
  const wide = isHighway ? 5.2 : 4.4;
  const at = (along: number, across: number): string =>
    `${n(tip.x - v.x * along - v.y * across)} ${n(tip.y - v.y * along + v.x * across)}`;
  return `M${at(0, 0)}L${at(HEAD, wide)}L${at(HEAD - 2.5, 0)}L${at(HEAD, -wide)}Z`;
}

/** Straight pieces, with an arc at every bend and a hop over every wire that it crosses. */
function pathOf(board: Board, route: Route, points: readonly Point[], end: Point): string {
  const offset = route.out === undefined ? 0 : 1;
  // the last cell lies under the arrowhead, which the wire enters straight
  const all = [...points.slice(0, -1), end];
  const parts = [`M${n(all[0].x)} ${n(all[0].y)}`];
  for (let i = 1; i < all.length; i++) {
    const [before, at, after] = [all[i - 1], all[i], all[i + 1]];
    const cell = route.path[i - offset];
    if (!after) parts.push(`L${n(at.x)} ${n(at.y)}`);
    else if (cell !== undefined && isHop(board, cell, route)) {
      const v = unit(before, at);
      parts.push(`L${n(at.x - v.x * HOP)} ${n(at.y - v.y * HOP)}`);
      parts.push(`A${HOP} ${HOP} 0 0 ${v.x + v.y > 0 ? 1 : 0} ${n(at.x + v.x * HOP)} ${n(at.y + v.y * HOP)}`);
    } else if (bends(before, at, after)) parts.push(corner(board, cell, before, at, after));
  }
  return parts.join("");
}

const unit = (a: Point, b: Point): Point => ({
  x: Math.sign(Math.round(b.x - a.x)),
  y: Math.sign(Math.round(b.y - a.y)),
});

const bends = (a: Point, b: Point, c: Point): boolean => {
  const [u, v] = [unit(a, b), unit(b, c)];
  return u.x !== v.x || u.y !== v.y;
};

function corner(board: Board, cell: number | undefined, before: Point, at: Point, after: Point): string {
  const isJunction = cell !== undefined && board.strands[cell].some(({ arms }) => armCount(arms) > 2);
  if (isJunction) return `L${n(at.x)} ${n(at.y)}`;
  const [u, v] = [unit(before, at), unit(at, after)];
  const room = (p: Point): number => (Math.abs(p.x - at.x) + Math.abs(p.y - at.y)) / 2;
  const radius = Math.min(CORNER, room(before) * 1.6, room(after) * 1.6);
  return `L${n(at.x - u.x * radius)} ${n(at.y - u.y * radius)}Q${n(at.x)} ${n(at.y)} ${n(at.x + v.x * radius)} ${n(at.y + v.y * radius)}`;
}

/** Of two wires that cross, the one across hops, or the one that is no highway. */
function isHop(board: Board, cell: number, { wire: id }: Route): boolean {
  const [own, other] = [
    board.strands[cell].find((strand) => strand.wire === id),
    board.strands[cell].find((strand) => strand.wire !== id),
  ];
  if (!own || !other) return false;
  return own.heavy || other.heavy ? !own.heavy : own.arms === 0b1010;
}

/** A dot wherever a wire branches. */
function dots(board: Board, routes: readonly Route[], ink: Ink): string[] {
  const heavy = new Set(routes.filter(({ highway }) => highway).flatMap(({ path }) => path));
  return board.strands.flatMap((strands, cell) =>
    strands
      .filter(({ arms }) => armCount(arms) > 2)
      .map((): string => {
        const at = pointOf(board, cell);
        return `<circle data-dot="" cx="${n(at.x)}" cy="${n(at.y)}" r="${heavy.has(cell) ? 4.2 : 3.8}" ${ink("ink")}/>`;
      }),
  );
}
