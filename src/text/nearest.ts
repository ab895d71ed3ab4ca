import { distance } from "fastest-levenshtein";

const MOST = 3;

/** The words that were probably meant: those with the fewest letters wrong, at most a third of them. */
export function nearest(typed: string, words: Iterable<string>): string[] {
  const lower = typed.toLowerCase();
  let best: string[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const wrong = distance(lower, word.toLowerCase());
    if (wrong > Math.max(1, Math.floor(Math.max(word.length, typed.length) / 3)) || wrong > fewest) continue;
    if (wrong < fewest) best = [];
    fewest = wrong;
    best.push(word);
  }
  return [...new Set(best)].slice(0, MOST);
}

/** `; did you mean W_z?`, `; did you mean W_z, W_r or W_h?`, or nothing. */
export function didYouMean(typed: string, words: Iterable<string>): string {
  const found = nearest(typed, words);
  const last = found.pop();
  if (last === undefined) return "";
  return `; did you mean ${found.length > 0 ? `${found.join(", ")} or ${last}` : last}?`;
}
