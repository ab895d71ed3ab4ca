import { END, GO, type Prompt, prompts, rightAnswer } from "../../text/case-change.ts";

export { END, GO, type Prompt, prompts, rightAnswer };

/** The printable characters of ASCII, from the space to `~`. */
export const characters: readonly string[] = Array.from({ length: 95 }, (_, i) =>
  String.fromCharCode(32 + i),
);

/** What the encoder reads and what the decoder writes, in the order of the one-hot units. */
export const sourceTokens: readonly string[] = [...prompts, ...characters, END];
export const targetTokens: readonly string[] = [GO, ...characters, END];

const sourceIndex = new Map(sourceTokens.map((token, i) => [token, i]));
const targetIndex = new Map(targetTokens.map((token, i) => [token, i]));

export const indexInSource = (token: string): number => sourceIndex.get(token) as number;
export const indexInTarget = (token: string): number => targetIndex.get(token) as number;

/** The bits of a code: a character is kept as that of its capital, as the prompt alone decides on the case. */
export const BITS = 7;

/** The characters that differ when the case does not count. */
export const caseless: readonly string[] = [...new Set(characters.map((c) => c.toUpperCase()))];

const START_OF_TEXT = 2;
const END_OF_TEXT = 3;

/** The bits of a token's ASCII code, its capital's for a letter, as −1 and +1; the highest first. */
export function code(token: string): readonly number[] {
  const ascii = { [END]: END_OF_TEXT, [GO]: START_OF_TEXT }[token] ?? token.toUpperCase().charCodeAt(0);
  return Array.from({ length: BITS }, (_, b) => ((ascii >> (BITS - 1 - b)) & 1 ? 1 : -1));
}

/** +1 for a capital, −1 for a small letter, 0 for what has no case. */
export function caseOf(token: string): number {
  if (token.length > 1) return 0;
  return Number(token !== token.toLowerCase()) - Number(token !== token.toUpperCase());
}
