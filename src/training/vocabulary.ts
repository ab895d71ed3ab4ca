/** The prompt tokens: which case is wanted. */
export const prompts = ["<U>", "<L>"] as const;
export type Prompt = (typeof prompts)[number];

/** Where a sentence ends, read and written; and what the decoder reads before it has written anything. */
export const END = "<end>";
export const GO = "<go>";

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

/** What has to come out: the sentence in capitals or in small letters. */
export const rightAnswer = (prompt: Prompt, text: string): string =>
  prompt === "<U>" ? text.toUpperCase() : text.toLowerCase();
