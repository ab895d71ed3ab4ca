import type { Oddity } from "../../checking/oddity.ts";

/** Said of a wrong number of which nothing else can be said. */
export const UNKNOWN = "No mistake that is known here gives it.";

const LAWS = {
  sigmoid: "A σ lies between 0 and 1; this does not.",
  tanh: "A tanh lies between −1 and 1; this does not.",
  softmax: "The weights of a softmax sum to 1, row by row; these do not.",
} as const;

/** What is said of a wrong number that no known mistake gives. Prose; the right one is not in it. */
export function oddWords(oddity: Oddity, name: (key: string) => string): string {
  switch (oddity.is) {
    case "sign":
      return "Look at the sign.";
    case "point":
      return oddity.by === 100
        ? "It is a hundred times too large. Is a % missing?"
        : "Look where the decimal point stands.";
    case "digits":
      return "Look at your digits once more: two of them may have changed places.";
    case "impossible":
      return LAWS[oddity.law];
    case "here":
      return `${UNKNOWN} What it is worked from is right, so the slip is in this line.`;
    case "before":
      return `${UNKNOWN} Answer ${oddity.keys.map(name).join(", ")} too; that tells where it begins.`;
  }
}
