import type { CheckOutput } from "../course/check-schema.ts";
import type { Run } from "../course/run.ts";
import type { Given } from "./answers.ts";
import type { Hypothesis } from "./hypotheses.ts";
import type { Settling } from "./settle.ts";
import type { Sheet, Working } from "./sheet.ts";
import type { Standing } from "./standing.ts";
import type { Typed } from "./typed.ts";

/** As the schema of what `check --json` prints has them. */
export type Verdict = CheckOutput["results"][number]["verdict"];

/** What is said of one result. */
export interface Judgement {
  readonly key: string;
  readonly verdict: Verdict;
  readonly given?: Given;
  readonly answer?: Typed;
  /** Why it can't be read. */
  readonly problem?: string;
  readonly standing?: Standing;
  /** Which entries are right, whatever the others are. */
  readonly right: readonly boolean[];
  /** Explanations; those in one group give the same numbers, for this exercise as a whole. */
  readonly candidates: readonly (readonly Hypothesis[])[];
  /** Whether rounding on the way is another explanation. */
  readonly rounding: boolean;
  /** Whether so few digits can be met by chance. */
  readonly thin: boolean;
  readonly settling?: Settling | undefined;
  /** Mistakes that give a right answer's digits too, though not its number. */
  readonly alike: readonly string[];
}

/** What a sheet is judged by. */
export interface Desk {
  readonly run: Run;
  readonly right: Working;
  readonly sheet: Sheet;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly hypotheses: readonly Hypothesis[];
  /** Decimals that are asked for. */
  readonly digits: number;
}
