import type { PlainTable, Plot } from "./report.ts";

/** A plot as numbers, for formats that can't draw: a row for every x. */
export function pointTable({ title, x, series }: Plot): PlainTable {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  return {
    title,
    columns: [x.label, ...series.map(({ name }) => name)],
    rows: xs.map((at) => [
      String(at),
      ...series.map(({ points }) => points.find(([other]) => other === at)?.[1] ?? ""),
    ]),
  };
}
