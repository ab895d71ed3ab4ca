import { fixed } from "../text/number.ts";
import type { Lines, Tools } from "./layout.ts";
import type { Heatmap } from "./report.ts";

/** Each weight as a shade and a number, rows and columns named. */
export const heatmapLines = ({ rows, values }: Heatmap, { digits, text }: Tools): Lines =>
  rows.map((name, i) => text(`${name}  ${values[i].map((x) => fixed(x, digits)).join("  ")}`));
