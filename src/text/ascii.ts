import type { Box } from "./box.ts";
import { plainExponents } from "./superscript.ts";

/** What stands for a character where only ASCII can be shown. */
const substitutes: Readonly<Record<string, string>> = {
  "−": "-", "–": "-", "—": "-", "·": "*", "⊙": "*", "×": "x",
  "…": "...", "⋯": "...", "⋮": ":", "⋱": ".",
  σ: "sigma", Σ: "sum", "∂": "d", "√": "sqrt", "∞": "inf", "ᵀ": "^T", "∈": "in", "≤": "<=", "≥": ">=", "→": "->",
  "‖": "||", "⎡": "[", "⎢": "[", "⎣": "[", "⎤": "]", "⎥": "]", "⎦": "]", "⎛": "(", "⎜": "(", "⎝": "(", "⎞": ")",
  "⎟": ")", "⎠": ")", "│": "|", "─": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "\u0303": "~", "✓": "+", "✗": "x", "▸": ">",
  "␣": "_",
  α: "alpha", β: "beta", γ: "gamma", ε: "eps", μ: "mu", ω: "omega",
}; // biome-ignore format: a table read by its pairs

const NOT_ASCII = /[^\n\x20-\x7e]/gu;

/** The text in ASCII alone; an accent is dropped, and what has no substitute becomes `?`. */
export const ascii = (text: string): string =>
  plainExponents(text)
    .replaceAll(" · ", " | ")
    .replace(/√(\w+)/g, "sqrt($1)")
    .normalize("NFD")
    .replace(NOT_ASCII, substitute);

const substitute = (character: string): string =>
  substitutes[character] ?? (/\p{Mark}/u.test(character) ? "" : "?");

/** A box in ASCII, every column as wide as its longest substitute, so that the lines stay aligned. */
export function asciiBox(box: Box): Box {
  const cells = box.map((line) => [...line].map((character) => ascii(character)));
  const widths = (cells[0] ?? []).map((_, j) => Math.max(...cells.map((line) => line[j]?.length ?? 0)));
  return cells.map((line) => line.map((cell, j) => cell.padEnd(widths[j])).join(""));
}
