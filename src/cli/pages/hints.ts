import type { Block } from "../../report/report.ts";

/** Hints in words, numbered. */
export const hintBlocks = (hints: readonly string[]): Block[] =>
  hints.map((text, i) => ({ kind: "fact", label: `${i + 1}`, text }));
