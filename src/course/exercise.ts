import type { Place } from "../text/user-error.ts";
import type { ExerciseFile } from "./schema.ts";

/** An exercise as it is run: a validated file, and where its parts stand in it. */
export interface Exercise {
  readonly file: ExerciseFile;
  readonly id: string;
  readonly title: string;
  /** Where each parameter stands; absent for the shipped course, whose files are known to be sound. */
  readonly places?: Readonly<Record<string, Place>>;
  /** The spelling of a parameter's key where it is not ours. */
  readonly spelled?: Readonly<Record<string, string>>;
}

/** What the list of the course shows of an exercise. */
export interface Entry {
  readonly id: string;
  readonly alias?: string;
  readonly title: string;
  readonly problem: string;
  /** The name of its file in exercises/, without the ending. */
  readonly name: string;
}
