import type { CheckedAnswer } from "./report.ts";

/** ✓ right, ~ nearly, ✗ not right, · not there, ? not readable. */
export const MARKS: Readonly<Record<CheckedAnswer["mark"], string>> = {
  right: "✓",
  near: "~",
  wrong: "✗",
  open: "·",
  unread: "?",
};

/** `0.535, 0.512`, the rows of a matrix with ; between them. */
export const givenText = (given: CheckedAnswer["given"]): string =>
  given.map((row) => row.join(", ")).join("; ");
