import type { CheckOutput } from "../course/check-schema.ts";
import type { Block, Report } from "../report/report.ts";

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
  /** The same question item by item. */
  asking(): Asking;
}

/** What is asked at a time. */
export interface Item {
  readonly key: string;
  /** Prose. */
  readonly asks: string;
  /** What may be typed, where it is not plain: `yes or no`. */
  readonly takes?: string;
  /** In increasing strength. */
  readonly hints: () => readonly Block[];
  /** Nothing is asked: any line goes on. */
  readonly isPause?: boolean;
}

/** Answers as they were typed, by the keys of items. */
export type Typed = ReadonlyMap<string, string>;

/** A question that can be asked item by item. */
export interface Asking {
  readonly head: readonly Block[];
  readonly items: readonly Item[];
  /** What tells it from the same question with other numbers; goes into JSON. */
  readonly identity: unknown;
  /** The key of an item as somebody spells it. */
  keyOf(spelled: string): string | undefined;
  /** The verdicts on what has been answered so far. */
  mark(answers: Typed): Marked | Promise<Marked>;
}
