// How practice went: of one session, and of all of them together.

/** How a quantity was got. */
export const outcomes = ["at once", "after a hint", "at another try", "revealed", "skipped"] as const;
export type Outcome = (typeof outcomes)[number];

export interface Tally {
  /** Questions of which something was answered. */
  readonly questions: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** How often each mistake was made, by its id. */
  readonly mistakes: Readonly<Record<string, number>>;
}

export const nothing: Tally = { questions: 0, outcomes: {}, mistakes: {} };

export const added = (a: Tally, b: Tally): Tally => ({
  questions: a.questions + b.questions,
  outcomes: summed(a.outcomes, b.outcomes),
  mistakes: summed(a.mistakes, b.mistakes),
});

type Counts = Readonly<Record<string, number>>;

function summed(a: Counts, b: Counts): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [key, count] of Object.entries(b)) sum[key] = (Object.hasOwn(sum, key) ? sum[key] : 0) + count;
  return sum;
}

export const once = <K extends string>(keys: Iterable<K>): Partial<Record<K, number>> =>
  Object.fromEntries([...keys].map((key) => [key, 1])) as Partial<Record<K, number>>;
