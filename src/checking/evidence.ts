import type { Tensor } from "../linalg/tensor.ts";
import type { Explanation } from "./diagnose.ts";
import { allowance, epsilon, isNear, type Sheet, type Working } from "./sheet.ts";
import type { Typed } from "./typed.ts";

/**
 * Two numbers, or one with three decimals that count, can't be met by chance; of rounded ones fewer decimals count.
 * Nor can several whole numbers, where the mistake gives just these.
 */
export function isStrong(one: Explanation, right: Working, sheet: Sheet, keys: readonly string[]): boolean {
  let several = 0;
  let exact = 0;
  for (const key of keys) {
    const answer = sheet.answers.get(key) as Typed;
    const theirs = one.hypothesis.values.get(key);
    const ref = right.values.get(key) as Tensor;
    const lost = one.levels.get(key) === 2 ? lostIn(one, sheet, key) : () => 0;
    for (let i = 0; i < ref.data.length; i++) {
      if (isNear(answer, i, ref.data[i])) continue;
      const { decimals = 15, value } = answer.numbers[i];
      const significant = decimals + Math.floor(Math.log10(Math.abs(value) || 1)) + 1;
      if (Math.min(decimals, significant) - lost(i) >= 3) return true;
      if (decimals - lost(i) >= 2) several++;
      if (theirs && Math.abs(value - theirs.data[i]) <= epsilon(value)) exact++;
    }
  }
  return several >= 2 || exact >= MANY;
}

const MANY = 4;

/** How many decimals rounding on the way takes from what a number says. */
function lostIn({ hypothesis }: Explanation, sheet: Sheet, key: string): (i: number) => number {
  const more = allowance(hypothesis, sheet, key, sheet.put);
  const { half } = sheet.answers.get(key) as Typed;
  return (i) => Math.max(1, Math.floor(Math.log10(1 + more(i) / half[i])));
}
