import { rightAnswer } from "../../course/seq2seq/alphabet.ts";
import type { CaseChange } from "../../course/seq2seq/change-case.ts";
import type { Block } from "../../report/report.ts";
import { exactly } from "./seq2seq-tokens.ts";

/** With attention, without it, or with positions in the place of recurrence. */
export type Variant = "attention" | "none" | "transformer";

export interface Shown {
  readonly change: CaseChange;
  readonly variant: Variant;
  readonly hidden: number;
}

const titles: Readonly<Record<Variant, string>> = {
  attention: "The case changer with attention",
  none: "The case changer without attention",
  transformer: "The case changer of a Transformer",
};

/** What goes in and what comes out. */
export const headBlocks = ({ change, variant }: Shown): Block[] =>
  headed(change, titles[variant], "(weights written by hand)");

/** The same of any case changer. */
export function headed(change: CaseChange, title: string, aside: string): Block[] {
  const { task, output } = change;
  return [
    { kind: "heading", id: "4.1", title, aside },
    exactly([
      ["reads", `${task.prompt} ${task.text}`],
      ["writes", output],
    ]),
    ...verdict(change),
  ];
}

/** What is wrong with the output, where something is. */
function verdict({ task, ended, right }: CaseChange): Block[] {
  if (right) return [];
  const end = ended ? "" : ", and it never writes the end";
  return [
    { kind: "prose", text: `That is wrong${end}. Right would be:` },
    exactly([["", rightAnswer(task.prompt, task.text)]]),
  ];
}
