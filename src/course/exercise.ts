import type { Place } from "../text/user-error.ts";
import type { ConceptFile } from "./concept-schema.ts";
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
  /** The code of the variant that its numbers are, where they are not its own: `1:7`. */
  readonly variant?: string;
}

/** A question that is answered in words and by the pages of commands. */
export interface Concept {
  readonly concept: ConceptFile;
  readonly id: string;
  readonly title: string;
  /** Where each part of the answer stands; absent for the shipped course. */
  readonly places?: Readonly<Record<string, Place>>;
}

export type Question = Exercise | Concept;

export const isConcept = (question: Question): question is Concept => "concept" in question;

/** What every question says of itself. */
export const aboutOf = (question: Question): ConceptFile | ExerciseFile =>
  isConcept(question) ? question.concept : question.file;

/** What the list of the course shows of an exercise. */
export interface Entry {
  readonly id: string;
  readonly alias?: string;
  readonly title: string;
  readonly problem: string;
  /** The name of its file in exercises/, without the ending. */
  readonly name: string;
}
