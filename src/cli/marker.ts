import type { CheckOutput } from "../course/check-schema.ts";
import type { Report } from "../report/report.ts";

/** What is said of one sheet of answers. */
export interface Marked {
  readonly output: CheckOutput;
  readonly report: Report;
}

/** A question made ready to check any number of sheets. */
export interface Marker {
  readonly id: string;
  readonly title: string;
  /** How the user names the question. */
  readonly name: string;
  /** Those of the words that are names of files with answers. */
  files(words: readonly string[]): readonly string[];
  /** Checks the answers in these words: themselves, or a file of them. @throws UserError where they can't be used */
  mark(words: readonly string[]): Promise<Marked>;
}
