/** The prompt tokens: which case is wanted. */
export const prompts = ["<U>", "<L>"] as const;
export type Prompt = (typeof prompts)[number];

/** Where a sentence ends, read and written; and what the decoder reads before it has written anything. */
export const END = "<end>";
export const GO = "<go>";

/** A sentence and the case that it shall have. */
export interface Task {
  readonly prompt: Prompt;
  readonly text: string;
}

/** A sentence with its case changed: what was read and what was written. */
export interface Written {
  readonly task: Task;
  /** The tokens in the order in which they were read. */
  readonly source: readonly string[];
  /** The tokens in the order in which they were written, one a step. */
  readonly written: readonly string[];
  readonly output: string;
  /** Whether it wrote `<end>`. */
  readonly ended: boolean;
  /** Whether the output is the right one. */
  readonly right: boolean;
}

/** What has to come out: the sentence in capitals or in small letters. */
export const rightAnswer = (prompt: Prompt, text: string): string =>
  prompt === "<U>" ? text.toUpperCase() : text.toLowerCase();

/** The sentence that was written: up to the first `<end>`, or all where there is none. */
export function sentenceOf(written: readonly string[]): { readonly text: string; readonly ended: boolean } {
  const end = written.indexOf(END);
  return { text: (end < 0 ? written : written.slice(0, end)).join(""), ended: end >= 0 };
}
