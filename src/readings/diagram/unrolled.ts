import { type Cell, initialKey, keyAt, unroll } from "../../graph/unroll.ts";
import { blocksOf } from "./blocks.ts";
import type { Network } from "./network.ts";

/** A cell over steps 1 … T, a box a step, and where the boxes stand: time from left to right. */
export function unrolled(cell: Cell, steps: number, title: string): { network: Network; grid: string[] } {
  const states = Object.entries(cell.recurrence);
  const times = Array.from({ length: steps }, (_, i) => i + 1);
  const onHighway = new Set(
    states.flatMap(([state, next]) => [initialKey(state), ...times.map((step) => keyAt(next, step))]),
  );
  const last = new Set(states.map(([, next]) => keyAt(next, steps)));
  const graph = unroll(cell, steps);
  const network = blocksOf(graph, title, ({ at }) => ({ id: `step_${at}`, label: title.split(",")[0] }), {
    isHighway: (key) => onHighway.has(key),
    isOutput: (key) => last.has(key),
  });
  return { network, grid: gridOf(network, cell, steps) };
}

function gridOf({ nodes }: Network, { recurrence, inputs, lines }: Cell, steps: number): string[] {
  const times = Array.from({ length: steps }, (_, i) => i + 1);
  const known = new Set(nodes.map(({ id }) => id));
  const has = (id: string): string => (known.has(id) ? id : "·");
  const states = Object.entries(recurrence).reverse();
  const row = (left: string, middle: readonly string[], right: string): string =>
    [left, ...middle, right].join(" ");
  const outputs = lines.map(({ key }) => key).filter((key) => !Object.values(recurrence).includes(key));
  const data = inputs.filter(({ role }) => role === "data");
  return [
    ...outputs.map((key) =>
      row(
        "·",
        times.map((step) => has(`>${keyAt(key, step)}`)),
        "·",
      ),
    ),
    row(
      states.map(([state]) => initialKey(state)).join("|"),
      times.map((step) => `step_${step}`),
      states.map(([, next]) => `>${keyAt(next, steps)}`).join("|"),
    ),
    ...data.map(({ key }) =>
      row(
        "·",
        times.map((step) => has(keyAt(key, step))),
        "·",
      ),
    ),
  ];
}
