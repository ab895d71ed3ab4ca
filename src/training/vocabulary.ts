import { END, GO, prompts } from "../text/case-change.ts";

const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i));

/** What sentences are made of: fewer characters than ASCII has, as every one costs time to learn. */
export const characters: readonly string[] = [
  " ",
  ...letters,
  ...letters.map((letter) => letter.toUpperCase()),
  ..."'.,",
];

/** What the encoder reads and what the decoder writes, in the order of the one-hot units. */
export const sourceTokens: readonly string[] = [...prompts, ...characters, END];
export const targetTokens: readonly string[] = [GO, ...characters, END];

const indexIn = (tokens: readonly string[]): ((token: string) => number) => {
  const known = new Map(tokens.map((token, i) => [token, i]));
  return (token) => known.get(token) as number;
};

export const indexInSource = indexIn(sourceTokens);
export const indexInTarget = indexIn(targetTokens);
