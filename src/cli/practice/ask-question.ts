import type { Given } from "../../checking/answers.ts";
import { isBlank } from "../../checking/typed.ts";
import { type Judgement, judge } from "../../checking/verdict.ts";
import type { Run } from "../../course/run.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Block } from "../../report/report.ts";
import { hintsAbout, lineOf } from "../commands/hint.ts";
import { checkedAnswer } from "../pages/check.ts";
import { distinct } from "../pages/check-words.ts";
import { resultsOf } from "../pages/names.ts";
import type { Card } from "./deck.ts";
import type { Outcome } from "./tally.ts";

/** What asking needs from the outside. */
export interface Talk {
  /** The next line; undefined when there are no more. */
  readonly next: (prompt: string) => Promise<string | undefined>;
  readonly say: (blocks: readonly Block[]) => Promise<void>;
  /** A quantity is done with; the mistakes on the way to it by their ids. */
  readonly done: (outcome: Outcome, mistakes: readonly string[]) => void;
  readonly digits: number;
}

/** Asks for every quantity of a question in turn. False when the person has had enough. */
export async function askQuestion(card: Card, talk: Talk): Promise<boolean> {
  const answers = new Map<string, Given>();
  for (const key of card.run.asked) if (!(await askFor(key, card, answers, talk))) return false;
  return true;
}

const RIGHT: readonly Judgement["verdict"][] = ["exact", "right", "rounded", "follows"];
const words = {
  hint: ["?", "h", "hint"],
  skip: ["s", "skip"],
  reveal: ["r", "reveal"],
  quit: ["q", "quit", "exit"],
} as const;

/** Asks until it is right, skipped or revealed. */
async function askFor(key: string, card: Card, answers: Map<string, Given>, talk: Talk): Promise<boolean> {
  const { run } = card;
  const prompt = `${key}${formOf(run.values.get(key) as Tensor)}: `;
  const mistakes = new Set<string>();
  let [tries, hints] = [0, 0];
  const end = (outcome: Outcome): true => {
    talk.done(outcome, [...mistakes]);
    return true;
  };
  for (;;) {
    const line = (await talk.next(prompt))?.trim();
    if (line === undefined || is("quit", line)) return false;
    if (is("skip", line)) return end("skipped");
    if (is("reveal", line)) {
      await talk.say([{ kind: "results", results: resultsOf(run, [key], false) }]);
      return end("revealed");
    }
    if (is("hint", line)) await talk.say([hintOf(run, key, hints++)]);
    else if (!isBlank(line)) {
      const judged = judgementOf(key, line, card, answers, talk.digits);
      await talk.say([{ kind: "checked", answers: [checkedAnswer(run, judged, [judged], talk)] }]);
      if (judged.verdict !== "unreadable") tries++;
      if (RIGHT.includes(judged.verdict))
        return end(hints > 0 ? "after a hint" : tries > 1 ? "at another try" : "at once");
      answers.delete(key);
      for (const id of namedIn(judged)) mistakes.add(id);
    }
  }
}

const is = (word: keyof typeof words, line: string): boolean =>
  words[word].some((one) => one === line.toLowerCase());

/** ` (2 numbers)`, ` (3 rows of 2)`; nothing for a number. */
function formOf({ shape }: Tensor): string {
  const [rows, cols] = shape;
  if (rows === undefined) return "";
  if (cols !== undefined) return ` (${rows} row${rows === 1 ? "" : "s"} of ${cols})`;
  return rows === 1 ? "" : ` (${rows} numbers)`;
}

/** The line alone or with its name before it: `0.5, 0.4`, `z_t = 0.5, 0.4`. */
function judgementOf(
  key: string,
  line: string,
  { run, hypotheses }: Card,
  answers: Map<string, Given>,
  digits: number,
): Judgement {
  answers.set(key, { key, spelled: key, raw: line.replace(/^[^=]*=/, "").trim() });
  return judge(run, hypotheses, answers, digits).find((one) => one.key === key) as Judgement;
}

/** A mistake counts where it is named, not where it is one of several explanations. */
const namedIn = ({ verdict, candidates }: Judgement): string[] =>
  verdict === "mistake" || verdict === "convention"
    ? distinct(candidates.flat()).map(({ mistake }) => mistake.id)
    : [];

function hintOf(run: Run, key: string, number: number): Block {
  const hints = hintsAbout(run, lineOf(run, key));
  const hint = hints[number];
  if (!hint) return { kind: "fact", label: "Hint", text: "There are no more; reveal shows the numbers." };
  return hint.kind === "fact" ? { ...hint, label: `Hint ${number + 1}` } : hint;
}
