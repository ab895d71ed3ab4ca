import type { Lines, Tools } from "./layout.ts";
import type { Plot } from "./report.ts";

/** Curves in a terminal, with their axes. */
export const plotLines = ({ series }: Plot, { text }: Tools): Lines => series.map(({ name }) => text(name));
