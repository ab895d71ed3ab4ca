// Characters that act on a terminal or reorder what is read: C0 and C1 controls but the line feed and the tab,
// DEL, and the marks that change writing direction.
const ACTING =
  "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069";
const one = new RegExp(`[${ACTING}]`);
const all = new RegExp(`[${ACTING}]`, "g");

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, "0")}`;

/** The text with acting characters written out (`\u001b`), so that it can't do anything to a terminal. */
export const visible = (text: string): string => (one.test(text) ? text.replace(all, escaped) : text);

/** The first acting character of a text, written out. */
export const firstActing = (text: string): string | undefined => {
  const found = one.exec(text);
  return found ? escaped(found[0]) : undefined;
};
