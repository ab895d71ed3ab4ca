import { significant } from "../text/number.ts";
import type { PlainTable, Plot } from "./report.ts";

const DIGITS = 4;

/** A plot as numbers, for formats that can't draw: a row for every x. */
export function pointTable({ title, x, y, series }: Plot): PlainTable {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const shown = (value: number) => (y.scale === "log" ? ofAnySize(value) : value);
  return {
    title,
    columns: [x.label, ...series.map(({ name }) => name)],
    rows: xs.map((at) => [
      String(at),
      ...series.map(({ points }) => {
        const point = points.find(([other]) => other === at);
        return point ? shown(point[1]) : "";
      }),
    ]),
  };
}

/** On a logarithmic axis sizes differ by more than a fixed count of decimals shows: $9.095·10^{-13}$. */
function ofAnySize(value: number): number | string {
  const [front, power] = significant(value, DIGITS).split("e");
  return power === undefined ? value : `$${front}·10^{${power.replace("−", "-").replace("+", "")}}$`;
}
