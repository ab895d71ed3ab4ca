import type { Asked } from "./convention.ts";
import type { Exercise } from "./exercise.ts";
import type { Quantity } from "./quantity.ts";
import { type Run, run } from "./run.ts";

/** Where the sheet contradicts itself, with the runs that prove it. */
export interface Erratum {
  readonly where: string;
  readonly note: string;
  readonly proof: readonly Proof[];
}

export interface Proof {
  readonly label: string;
  readonly run: Run;
  /** The keys of the numbers to show. */
  readonly show: readonly string[];
}

/** The errata of an exercise, each of its proofs run on the exercise's own numbers. */
export const errataOf = (exercise: Exercise): Erratum[] =>
  (exercise.file.errata ?? []).map(({ where, note, proof }) => ({
    where,
    note,
    proof: proof.map(({ label, show, set = {}, convention }) => ({
      label,
      show,
      run: run(exercise, { given: [quantities(set)], convention: convention as Asked | undefined }),
    })),
  }));

const quantities = (set: Readonly<Record<string, unknown>>): Map<string, Quantity> =>
  new Map(Object.entries(set).map(([key, value]) => [key, { value: value as Quantity["value"] }]));
