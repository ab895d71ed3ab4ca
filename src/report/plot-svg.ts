import type { Plot } from "./report.ts";

export const plotSvg = (_block: Plot, _theme: "auto" | "light" | "dark"): string => "<svg></svg>";
