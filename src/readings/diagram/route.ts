import { Board } from "./board.ts";
import type { Network, NodeKind } from "./network.ts";
import type { Placed, Placement } from "./place.ts";
import { type Route, search, type Wanted } from "./search.ts";

/** A board with every edge laid on it. */
export interface Routed {
  readonly board: Board;
  readonly routes: readonly Route[];
}

const MOST_ATTEMPTS = 8;

/**
 * Routes every edge: one trunk a signal, crossings only straight over straight, nothing on an arrowhead. An edge that
 * finds no way is laid before the others next time; undefined where that does not help.
 */
export function route(network: Network, placement: Placement): Routed | undefined {
  const kinds = new Map(network.nodes.map(({ id, kind }) => [id, kind]));
  const kindOf = (id: string): NodeKind => kinds.get(id) as NodeKind;
  let order = orderOf(network, placement);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const board = new Board(placement);
    const routes: Route[] = [];
    const stuck = order.find((edge) => {
      const found = search(board, edge, kindOf);
      if (!found) return true;
      board.lay(found);
      routes.push(found);
      return false;
    });
    if (!stuck) return { board, routes };
    order = [stuck, ...order.filter((edge) => edge !== stuck)];
  }
  return undefined;
}

/** Highways first, then what stands in one line, then the short ones. */
function orderOf({ wires }: Network, { placed }: Placement): Wanted[] {
  const middle = (id: string): { x: number; y: number } => {
    const { x, y, width, height } = placed.get(id) as Placed;
    return { x: x + Math.floor(width / 2), y: y + Math.floor(height / 2) };
  };
  const length = ({ from, to, highway }: Wanted): number => {
    const [a, b] = [middle(from), middle(to)];
    const [dx, dy] = [Math.abs(a.x - b.x), 2 * Math.abs(a.y - b.y)];
    return dx + dy + (dx > 0 && dy > 0 ? 40 : 0) - (highway ? 1000 : 0);
  };
  return wires
    .flatMap(({ id, from, to }) =>
      to.map((target): Wanted => ({ wire: id, from, to: target.node, highway: target.highway })),
    )
    .map((edge, i) => ({ edge, i, length: length(edge) }))
    .sort((a, b) => a.length - b.length || a.i - b.i)
    .map(({ edge }) => edge);
}
