import type { Block } from "../../report/report.ts";
import type { Item, Typed } from "../marker.ts";
import type { Judged } from "../pages/check-concept.ts";

// The key points of an answer in words, which everybody ticks off for himself.

const keyOf = (i: number): string => `point_${i + 1}`;

/** First the answer is written down; then comes a point at a time. */
export const pointItems = (points: readonly string[], hints: () => Block[]): Item[] => [
  {
    key: "ready",
    asks: "Write your answer down first, in words. Enter then shows its key points one by one.",
    hints,
    isPause: true,
  },
  ...points.map((point, i) => ({
    key: keyOf(i),
    asks: `${point} Is that in your answer?`,
    takes: "yes or no",
    hints,
  })),
];

const YES = /^(y|yes|ja?|oui|sí?|1|x|✓)$/i;
const NO = /^(n|no|nein|non|0|-)$/i;

export const judgedPoints = (points: readonly string[], answers: Typed): Judged[] =>
  points.map((point, i): Judged => {
    const key = keyOf(i);
    const given = answers.get(key)?.trim();
    const about = { key, symbol: `point ${i + 1}`, mistakes: [], message: point };
    if (given === undefined) return { ...about, verdict: "missing", message: "" };
    if (YES.test(given)) return { ...about, verdict: "right", given, said: "in your answer" };
    if (NO.test(given)) return { ...about, verdict: "missing", given, said: "not in your answer yet" };
    return { ...about, verdict: "unreadable", given, message: "Answer yes or no." };
  });
