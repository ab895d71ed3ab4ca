import { hiddenIn } from "../../checking/hidden.ts";
import { type Hypotheses, hypothesesOf } from "../../checking/hypotheses.ts";
import { mistakesFor } from "../../checking/mistakes/index.ts";
import type { Exercise } from "../../course/exercise.ts";
import { type Run, run } from "../../course/run.ts";
import { random } from "../../linalg/random.ts";

/** A variant that is ready to be asked. */
export interface Card {
  readonly run: Run;
  readonly hypotheses: Hypotheses;
}

/** The numbers of variants: short enough to be typed. */
const MOST = 99_999;
/** Variants that are looked through for one that hides nothing; hardly ever more than the first is. */
const TRIES = 20;
/** Variants that tell which mistakes an exercise can show at all. */
const SAMPLE = [1, 2, 3];

/** An endless row of variants, none of which hides a known mistake that others of the exercise show. */
export async function* deckOf(
  seed: number,
  variant: (number: number) => Promise<Exercise>,
  convention: string | undefined,
): AsyncGenerator<Card, never> {
  const from = random(seed);
  const cards = (number: number) => cardOf(variant, number, convention);
  const next = () => cards(from.integer(1, MOST));
  let shown: ReadonlySet<string> | undefined;
  const hidesSome = async ({ run: done, hypotheses }: Card): Promise<boolean> => {
    const hidden = hiddenIn(done, hypotheses);
    if (hidden.size === 0) return false;
    shown ??= shownBy(await Promise.all(SAMPLE.map(cards)));
    return [...hidden].some((id) => shown?.has(id));
  };
  for (;;) {
    let card = await next();
    for (let tried = 1; tried < TRIES && (await hidesSome(card)); tried++) card = await next();
    yield card;
  }
}

/** One variant, made ready. */
export async function cardOf(
  variant: (number: number) => Promise<Exercise>,
  number: number,
  convention: string | undefined,
): Promise<Card> {
  const done = run(await variant(number), { convention });
  return { run: done, hypotheses: hypothesesOf(done, mistakesFor(done.exercise.file.model)) };
}

/** The mistakes that one of these shows. */
function shownBy(cards: readonly Card[]): ReadonlySet<string> {
  return new Set(
    cards.flatMap(({ run: done, hypotheses }) => {
      const hidden = hiddenIn(done, hypotheses);
      return hypotheses.visible.map(({ mistake }) => mistake.id).filter((id) => !hidden.has(id));
    }),
  );
}
