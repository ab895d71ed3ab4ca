import type { Report } from "./report.ts";

// JSON.stringify leaves DEL, the C1 controls and the line separators as they are; a terminal acts on them.
const ACTING = /[\u007f-\u009f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text, which stays as it is, or a list of numbers, which is set on one line. */
const TEXT_OR_NUMBERS = /"(?:[^"\\]|\\.)*"|\[\s+(-?[\d.][^[\]{}"]*?)\s+\]/g;

export const json = ({ data }: Report): string =>
  `${JSON.stringify(data, null, 2)
    .replace(TEXT_OR_NUMBERS, (all, numbers?: string) =>
      numbers === undefined ? all : `[${numbers.replace(/\s+/g, " ")}]`,
    )
    .replace(ACTING, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
