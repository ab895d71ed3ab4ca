import { edgesOf, type Network } from "./network.ts";

/** Rows of nodes for a network that nobody placed: each above all that it reads, near the middle of that. */
export function ranked(network: Network): string[][] {
  const edges = edgesOf(network);
  const ranks = new Map<string, number>();
  const inputs = (id: string): string[] => edges.filter(([, to]) => to === id).map(([from]) => from);
  const rankOf = (id: string): number => {
    const known = ranks.get(id);
    if (known !== undefined) return known;
    const rank = Math.max(-1, ...inputs(id).map(rankOf)) + 1;
    ranks.set(id, rank);
    return rank;
  };
  const count = Math.max(...network.nodes.map(({ id }) => rankOf(id))) + 1;
  const rows = Array.from({ length: count }, (_, rank) =>
    network.nodes.filter(({ id }) => rankOf(id) === rank).map(({ id }) => id),
  );
  const column = new Map<string, number>();
  const ordered = rows.map((row) => {
    const middle = (id: string, i: number): number => {
      const above = inputs(id).map((from) => column.get(from) ?? i);
      return above.length > 0 ? above.reduce((a, b) => a + b, 0) / above.length : i;
    };
    const wanted = row.map((id, i) => ({ id, at: middle(id, i) })).sort((a, b) => a.at - b.at);
    return spreadOut(wanted, column);
  });
  return ordered.reverse();
}

function spreadOut(wanted: readonly { id: string; at: number }[], column: Map<string, number>): string[] {
  const row: string[] = [];
  for (const { id, at } of wanted) {
    const place = Math.max(row.length, Math.round(at));
    while (row.length < place) row.push("·");
    row.push(id);
    column.set(id, place);
  }
  return row;
}
