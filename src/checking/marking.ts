import type { Run } from "../course/run.ts";
import type { Given } from "./answers.ts";
import { type Hypotheses, hypothesesOf } from "./hypotheses.ts";
import { mistakesFor } from "./mistakes/index.ts";
import { type Judgement, judge } from "./verdict.ts";

/** A run made ready to judge any number of sheets: what its mistakes come to is worked out once. */
export interface Marking {
  readonly run: Run;
  readonly hypotheses: Hypotheses;
  /** Decimals that are asked for. */
  readonly digits: number;
}

const DIGITS = 4;

export const markingOf = (run: Run, digits: number = run.exercise.file.digits ?? DIGITS): Marking => ({
  ...{ run, digits },
  hypotheses: hypothesesOf(run, mistakesFor(run.exercise.file.model)),
});

/** The verdicts on one sheet. */
export const marked = (
  { run, hypotheses, digits }: Marking,
  given: ReadonlyMap<string, Given>,
): Judgement[] => judge(run, hypotheses, given, digits);
