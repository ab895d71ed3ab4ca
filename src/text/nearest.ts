import { distance } from "fastest-levenshtein";

/** The word that was probably meant: at most a third of its letters wrong, and no other one as near. */
export function nearest(typed: string, words: Iterable<string>): string | undefined {
  const lower = typed.toLowerCase();
  let best: { word: string; at: number } | undefined;
  for (const word of words) {
    const at = distance(lower, word.toLowerCase());
    if (at <= Math.max(1, Math.floor(Math.max(word.length, typed.length) / 3)) && (!best || at < best.at))
      best = { word, at };
  }
  return best?.word;
}

/** `; did you mean W_z?`, or nothing. */
export function didYouMean(typed: string, words: Iterable<string>): string {
  const word = nearest(typed, words);
  return word === undefined ? "" : `; did you mean ${word}?`;
}
