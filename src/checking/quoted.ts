import { visible } from "../text/visible.ts";

const LONGEST = 30;

/** What was typed, in quotes: short, and harmless to a terminal. */
export const quoted = (text: string): string =>
  `"${visible([...text].length > LONGEST ? `${[...text].slice(0, LONGEST).join("")}…` : text)}"`;
