import { didYouMean } from "../text/nearest.ts";
import { placed, UserError } from "../text/user-error.ts";
import type { Exercise } from "./exercise.ts";
import type { Quantity } from "./quantity.ts";
import { type Run, resultKey, run } from "./run.ts";

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

/** The errata of an exercise, or those of them that are wanted, each of its proofs run on the exercise's own numbers. */
export const errataOf = (exercise: Exercise, wanted: (where: string) => boolean = () => true): Erratum[] =>
  (exercise.file.errata ?? []).flatMap(({ where, note, proof }, i) =>
    wanted(where)
      ? [
          {
            where,
            note,
            proof: proof.map((given, j) =>
              placed(exercise.places?.[`errata.${i}.proof.${j}`], () => proofOf(exercise, given)),
            ),
          },
        ]
      : [],
  );

/** Whether an erratum at `where` ("3.4 and 3.5") is about the question of this number. */
export const namesQuestion = (where: string, id: string): boolean =>
  new RegExp(`(?<![\\d.])${id.replaceAll(".", "\\.")}(?![\\d])`).test(where);

type Given = NonNullable<Exercise["file"]["errata"]>[number]["proof"][number];

function proofOf(exercise: Exercise, { label, show, set = {}, convention }: Given): Proof {
  const done = run(exercise, { given: [quantities(set)], convention });
  const keys = show.map((key) => resultKey(key, exercise.file.model, new Set(done.values.keys())));
  const lost = keys.find((key) => !done.values.has(key));
  if (lost !== undefined)
    throw new UserError(`${lost} is to be shown, but is not computed${didYouMean(lost, done.values.keys())}`);
  return { label, show: keys, run: done };
}

const quantities = (set: Readonly<Record<string, unknown>>): Map<string, Quantity> =>
  new Map(Object.entries(set).map(([key, value]) => [key, { value: value as Quantity["value"] }]));
