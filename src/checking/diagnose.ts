import type { Values } from "../readings/value.ts";
import { reworking } from "./altered.ts";
import { type Hypothesis, same } from "./hypotheses.ts";
import { jolted } from "./jolt.ts";
import { allNear, allowance, fromPut, type Sheet, type Working } from "./sheet.ts";
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

/** How many times as far as rounding gets by the right rules a wrong one may get, to be looked at more closely. */
const FAR = 8;

/** How far rounding on the way is looked for: not at all, where it is likely, or as far as a mistake may carry it. */
export type Rounding = "none" | "near" | "far";

/** How far off a number may be to be worth a closer look. */
type Reach = (key: string) => (i: number) => number;

/** A sheet as it is by the right rules, to be looked at by every mistake. */
export interface Case {
  readonly right: Working;
  readonly sheet: Sheet;
  /** What the right rules make of the student's own numbers. */
  readonly computed: Values;
  /** What a mistake makes of them, where it makes something else. */
  readonly rework: (hypothesis: Hypothesis) => Values;
  readonly reach: Reach;
}

export function caseOf(right: Working, sheet: Sheet): Case {
  const computed = fromPut(right, sheet.put);
  const reach: Reach = (key) => {
    const found = allowance(right, sheet, key, sheet.put);
    return (i) => FAR * (found(i) + (sheet.answers.get(key) as Typed).half[i]);
  };
  const reworked = new Map<Hypothesis, Values>();
  const worked = reworking(right.inputs, computed, sheet.put);
  // a sheet is looked at up to three times
  const rework = (hypothesis: Hypothesis): Values => {
    const known = reworked.get(hypothesis) ?? worked(hypothesis);
    reworked.set(hypothesis, known);
    return known;
  };
  return { right, sheet, computed, rework, reach };
}

/**
 * What every mistake explains of a sheet; those that change nothing that is off are left out. Rounding on the way takes
 * a gradient for every mistake that comes near.
 */
export function explanations(
  found: Case,
  hypotheses: readonly Hypothesis[],
  off: ReadonlySet<string>,
  rounding: Rounding,
): Explanation[] {
  return hypotheses.flatMap((hypothesis) => {
    const changed = found.rework(hypothesis);
    const reach = reaching(found, hypothesis, rounding);
    const level = (key: string): Level | undefined => levelOf(found, hypothesis, key, changed, reach);
    const differs = [...found.sheet.answers.keys()].filter(
      (key) => changed.has(key) && !same(changed.get(key), found.computed.get(key)),
    );
    if (!differs.some((key) => off.has(key) && level(key) !== undefined)) return [];
    const levels = new Map<string, Level>();
    for (const key of found.sheet.answers.keys()) {
      const one = level(key);
      if (one !== undefined) levels.set(key, one);
    }
    return [{ hypothesis, levels, changes: new Set(differs.filter((key) => levels.has(key))) }];
  });
}

/** Undefined where rounding is not looked for. */
function reaching({ sheet, reach }: Case, hypothesis: Hypothesis, rounding: Rounding): Reach | undefined {
  if (rounding !== "far") return rounding === "near" ? reach : undefined;
  const half = Math.max(...[...sheet.answers.values()].flatMap((answer) => [...answer.half]));
  let jolt: ((key: string) => number) | undefined;
  return (key) => {
    jolt ??= jolted(hypothesis, sheet, half);
    const most = FAR * jolt(key);
    return () => most;
  };
}

function levelOf(
  { right, sheet, computed }: Case,
  hypothesis: Hypothesis,
  key: string,
  changed: Values,
  reach: Reach | undefined,
): Level | undefined {
  const answer = sheet.answers.get(key) as Typed;
  const plain = hypothesis.values.get(key);
  const own = changed.get(key) ?? computed.get(key);
  if (!plain || !own) return undefined;
  if (allNear(answer, plain)) return 0;
  if (allNear(answer, own)) return 1;
  if (!reach || !allNear(answer, own, reach(key))) return undefined;
  // what does not hang on the mistake is rounded as it is by the right rules
  const working = changed.has(key) ? hypothesis : right;
  return allNear(answer, own, allowance(working, sheet, key, sheet.put)) ? 2 : undefined;
}

/** Those that explain every answer: the closest alone, and of those the simplest. */
export function ofEverything(all: readonly Explanation[], sheet: Sheet): Explanation[] {
  const every = all.filter(({ levels }) => levels.size === sheet.answers.size);
  return fewest(fewest(every, total), special);
}

const special = ({ hypothesis }: Explanation): number => (hypothesis.special ? 1 : 0);

/** Those that explain one answer: of them those that explain most of what is off, the closest, the simplest. */
export function ofOne(all: readonly Explanation[], key: string, off: ReadonlySet<string>): Explanation[] {
  const most = fewest(
    all.filter(({ changes }) => changes.has(key)),
    ({ changes }) => -[...changes].filter((one) => off.has(one)).length,
  );
  const closest = fewest(most, ({ levels }) => levels.get(key) as Level);
  return fewest(closest, special);
}

export const total = ({ levels }: Explanation): number =>
  [...levels.values()].reduce<number>((sum, level) => sum + level, 0);

function fewest<T>(all: readonly T[], count: (one: T) => number): T[] {
  const least = Math.min(...all.map(count));
  return all.filter((one) => count(one) === least);
}
