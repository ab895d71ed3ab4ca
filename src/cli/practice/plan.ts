import { randomInt } from "node:crypto";
import type { Exercise } from "../../course/exercise.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { wholeNumber } from "../number-options.ts";
import { callName } from "../pages/question.ts";
import { type Card, cardOf, deckOf } from "./deck.ts";

const MOST_SEED = 2 ** 31;
const MOST_COUNT = 10_000;

export interface PracticeFlags extends Flags {
  readonly seed?: string;
  readonly count?: string;
  readonly progress?: boolean;
}

export interface Plan {
  readonly cards: AsyncIterable<Card>;
  readonly count: number;
  /** The command that asks the same questions again. */
  readonly again: string;
}

/** The one variant that was asked for, or an endless row of them. */
export async function planOf(desk: Desk, own: Exercise, name: string, flags: PracticeFlags): Promise<Plan> {
  const { seed: typed, count, variant, level, convention } = flags;
  if (variant !== undefined && typed !== undefined)
    throw new UserError("--variant is one question and --seed a row of them; leave one of them out");
  if (flags.params !== undefined || flags.set !== undefined)
    throw new UserError("practice draws its own numbers; leave --params and --set out");
  const seed = typed === undefined ? randomInt(1, 100_000) : wholeNumber("--seed", typed, 0, MOST_SEED);
  const drawn = (number: number): Promise<Exercise> =>
    desk.exercise(name, { ...flags, variant: variant ?? String(number) });
  await drawn(1); // whatever is wrong with the options is said before anything is asked
  const options = Object.entries({
    seed: variant === undefined ? seed : undefined,
    variant,
    level,
    convention,
  })
    .filter(([, value]) => value !== undefined)
    .map(([option, value]) => ` --${option} ${value}`);
  return {
    cards: variant === undefined ? deckOf(seed, drawn, convention) : single(drawn, convention),
    count: count === undefined ? Number.POSITIVE_INFINITY : wholeNumber("--count", count, 1, MOST_COUNT),
    again: `rnn-tutor practice ${callName({ exercise: own }, name)}${options.join("")}`,
  };
}

async function* single(
  drawn: (number: number) => Promise<Exercise>,
  convention: string | undefined,
): AsyncGenerator<Card> {
  yield cardOf(drawn, 1, convention);
}
