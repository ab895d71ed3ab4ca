import { distance } from "fastest-levenshtein";

const MOST = 3;
const LONGEST = 64;

/** The words that were probably meant: those with the fewest letters wrong, at most a third of them. */
export function nearest(typed: string, words: Iterable<string>): string[] {
  if (typed.length > LONGEST) return [];
  const lower = typed.toLowerCase();
  let best: string[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const wrong = lettersWrong(lower, word.toLowerCase());
    if (wrong > allowed(Math.max(word.length, typed.length)) || wrong > fewest) continue;
    if (wrong < fewest) best = [];
    fewest = wrong;
    best.push(word);
  }
  return [...new Set(best)].slice(0, MOST);
}

/** Letters in another order count as one wrong: `ltsm`. */
const lettersWrong = (a: string, b: string): number =>
  a !== b && [...a].sort().join("") === [...b].sort().join("") ? 1 : distance(a, b);

/** A third of the letters; of two letters none, as any other two would be as near. */
const allowed = (letters: number): number => (letters <= 2 ? 0 : Math.floor(letters / 3));

/** `; did you mean W_z?`, `; did you mean W_z, W_r or W_h?`, or nothing. */
export function didYouMean(typed: string, words: Iterable<string>): string {
  const found = nearest(typed, words);
  const last = found.pop();
  if (last === undefined) return "";
  return `; did you mean ${found.length > 0 ? `${found.join(", ")} or ${last}` : last}?`;
}
