import { closeNumbers } from "../linalg/close.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { type Values, value } from "../readings/value.ts";
import type { Mistake, Rewrite, Work } from "./mistake.ts";

// What an exercise can't tell: mistakes that leave its numbers right, and mistakes that give the same wrong ones.

/** One way to make a mistake, and the numbers that it gives. */
export interface Outcome {
  readonly mistake: Mistake;
  readonly rewrite: Rewrite;
  readonly values: Values;
}

export interface Indistinct {
  /** Ways to make a mistake that leave every asked number right: nobody can be said not to have made it. */
  readonly invisible: readonly Outcome[];
  /** Ways that give the same numbers as each other, and not the right ones. */
  readonly alike: readonly (readonly Outcome[])[];
}

const ALIKE = { relative: 1e-9, absolute: 1e-9 };

/** Every way to make each of the mistakes, with its numbers. */
export const outcomesOf = (work: Work, mistakes: readonly Mistake[]): Outcome[] =>
  mistakes.flatMap((mistake) =>
    mistake
      .rewrites(work)
      .map((rewrite) => ({ mistake, rewrite, values: value(rewrite.graph, rewrite.inputs) })),
  );

/** What the asked numbers of a working can't tell apart, to nine digits. */
export function indistinct(work: Work, asked: readonly string[], mistakes: readonly Mistake[]): Indistinct {
  const right = value(work.graph, work.inputs);
  const same = (a: Values, b: Values): boolean =>
    asked.every((key) => sameNumbers(a.get(key) as Tensor, b.get(key) as Tensor));
  const groups: Outcome[][] = [];
  const invisible: Outcome[] = [];
  for (const outcome of outcomesOf(work, mistakes)) {
    if (same(outcome.values, right)) invisible.push(outcome);
    else {
      const group = groups.find(([first]) => same(first.values, outcome.values));
      if (group) group.push(outcome);
      else groups.push([outcome]);
    }
  }
  return {
    invisible,
    alike: groups.filter((group) => new Set(group.map(({ mistake }) => mistake.id)).size > 1),
  };
}

/** The mistakes that can't be seen in the asked numbers however they are made. */
export function invisibleMistakes(
  work: Work,
  asked: readonly string[],
  mistakes: readonly Mistake[],
): Mistake[] {
  const { invisible } = indistinct(work, asked, mistakes);
  return mistakes.filter((mistake) => {
    const ways = mistake.rewrites(work).length;
    return ways > 0 && invisible.filter((outcome) => outcome.mistake === mistake).length === ways;
  });
}

const sameNumbers = (a: Tensor, b: Tensor): boolean =>
  a.data.every((x, i) => closeNumbers(x, b.data[i], ALIKE) || (Number.isNaN(x) && Number.isNaN(b.data[i])));
