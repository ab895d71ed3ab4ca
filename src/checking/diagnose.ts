import type { Tensor } from "../linalg/tensor.ts";
import type { Values } from "../readings/value.ts";
import { type Hypothesis, same } from "./hypotheses.ts";
import { allNear, allowance, fromPut, isNear, type Sheet, type Working } from "./sheet.ts";
import type { Typed } from "./typed.ts";

/**
 * How well a mistake gives an answer: 0 worked exactly, 1 from the student's own numbers, 2 with rounding on the way.
 */
export type Level = 0 | 1 | 2;

/** A mistake, and the answers that it gives. */
export interface Explanation {
  readonly hypothesis: Hypothesis;
  readonly levels: ReadonlyMap<string, Level>;
  /** The answers that come out otherwise than by the right rules, from the same earlier answers. */
  readonly changes: ReadonlySet<string>;
}

/** Far more than rounding gives: what is farther off is not looked at more closely. */
const FAR = 200;

/** What every mistake explains of a sheet; those that explain nothing that is off are left out. */
export function explanations(
  right: Working,
  sheet: Sheet,
  hypotheses: readonly Hypothesis[],
  off: ReadonlySet<string>,
): Explanation[] {
  const computed = fromPut(right, sheet.put);
  return hypotheses.flatMap((hypothesis) => {
    const own = fromPut(hypothesis, sheet.put);
    const levels = new Map<string, Level>();
    for (const key of sheet.answers.keys()) {
      const level = levelOf(hypothesis, sheet, key, own);
      if (level !== undefined) levels.set(key, level);
    }
    const changes = new Set([...levels.keys()].filter((key) => !same(own.get(key), computed.get(key))));
    return [...changes].some((key) => off.has(key)) ? [{ hypothesis, levels, changes }] : [];
  });
}

function levelOf(hypothesis: Hypothesis, sheet: Sheet, key: string, own: Values): Level | undefined {
  const answer = sheet.answers.get(key) as Typed;
  const plain = hypothesis.values.get(key);
  const centre = own.get(key);
  if (!plain || !centre) return undefined;
  if (allNear(answer, plain)) return 0;
  if (allNear(answer, centre)) return 1;
  if (!allNear(answer, centre, (i) => FAR * answer.half[i])) return undefined;
  return allNear(answer, centre, allowance(hypothesis, sheet, key, sheet.put)) ? 2 : undefined;
}

/** Those that explain every answer, the closest alone. */
export function ofEverything(all: readonly Explanation[], sheet: Sheet): Explanation[] {
  return fewest(
    all.filter(({ levels }) => levels.size === sheet.answers.size),
    total,
  );
}

/** Those that explain one answer: of them those that explain most of what is off, and of those the closest. */
export function ofOne(all: readonly Explanation[], key: string, off: ReadonlySet<string>): Explanation[] {
  const most = fewest(
    all.filter(({ changes }) => changes.has(key)),
    ({ changes }) => -[...changes].filter((one) => off.has(one)).length,
  );
  return fewest(most, ({ levels }) => levels.get(key) as Level);
}

export const total = ({ levels }: Explanation): number =>
  [...levels.values()].reduce<number>((sum, level) => sum + level, 0);

function fewest<T>(all: readonly T[], count: (one: T) => number): T[] {
  const least = Math.min(...all.map(count));
  return all.filter((one) => count(one) === least);
}

/** Two numbers, or one with three decimals that count, can't be met by chance; of rounded ones one decimal less counts. */
export function isStrong(one: Explanation, right: Working, sheet: Sheet, keys: readonly string[]): boolean {
  let several = 0;
  for (const key of keys) {
    const answer = sheet.answers.get(key) as Typed;
    const ref = right.values.get(key) as Tensor;
    const lost = one.levels.get(key) === 2 ? 1 : 0;
    for (let i = 0; i < ref.data.length; i++) {
      if (isNear(answer, i, ref.data[i])) continue;
      const { decimals = 15, value } = answer.numbers[i];
      const significant = decimals + Math.floor(Math.log10(Math.abs(value) || 1)) + 1;
      if (Math.min(decimals, significant) - lost >= 3) return true;
      if (decimals - lost >= 2) several++;
    }
  }
  return several >= 2;
}
