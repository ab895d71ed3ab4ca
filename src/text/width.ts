import type stringWidth from "string-width";

// Loaded when it is asked for: its table of emoji takes longer to build than an exercise does.
const library = (text: string): number => (require("string-width") as typeof stringWidth)(text);

// Printable ASCII, the signs of our own equations, exponents, box drawing, tall brackets, braille: one column each.
const SINGLE = /^[ -~·×σαβγεμω−…⊙∞√∂‖Π≤≥≈⋮⋯⋱ᵀ␣⁰¹²³⁴-⁹⁻\u2500-\u257f\u239b-\u23a6\u2800-\u28ff●○◆◇■□]*$/;

/** The combining tilde, and the codes that turn a colour on or off. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
const NO_WIDTH = /\u0303|\u001b\[\d+m/g;

/** A table measures each of its texts many times. */
const measured = new Map<string, number>();
const MOST_KEPT = 4096;

/** The columns that a text takes in a terminal; colour codes take none. */
export function widthOf(text: string): number {
  const known = measured.get(text);
  if (known !== undefined) return known;
  if (measured.size === MOST_KEPT) measured.clear();
  const width = measure(text);
  measured.set(text, width);
  return width;
}

function measure(text: string): number {
  if (SINGLE.test(text)) return text.length;
  const bare = text.replace(NO_WIDTH, "");
  return SINGLE.test(bare) ? bare.length : library(text);
}
