import { type Graph, graph, type Input, type Line } from "./graph.ts";

/** The graph with some lines held: each becomes an input, to be given any value, and what it was made from stays. */
export function hold({ inputs, lines }: Graph, isHeld: (line: Line) => boolean): Graph {
  const held = lines.filter(isHeld).map(
    ({ key, symbol, title, expr }): Input => ({
      ...{ key, symbol, title, shape: expr.shape },
      role: "data",
      sizes: [],
    }),
  );
  return graph(
    [...inputs, ...held],
    lines.filter((line) => !isHeld(line)),
  );
}

/** The lines that some lines lead to, themselves left out. */
export function reachedFrom(
  { lines }: Graph,
  reads: (line: Line) => readonly string[],
  from: ReadonlySet<string>,
): Line[] {
  const reached = new Set(from);
  const found: Line[] = [];
  for (const line of lines) {
    if (from.has(line.key) || !reads(line).some((key) => reached.has(key))) continue;
    reached.add(line.key);
    found.push(line);
  }
  return found;
}
