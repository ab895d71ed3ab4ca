import type { Heatmap } from "./report.ts";

export const heatmapSvg = (_block: Heatmap, _theme: "auto" | "light" | "dark"): string => "<svg></svg>";
