import type { Mistake } from "../../checking/mistake.ts";
import type { Verdict } from "../../checking/verdict.ts";
import type { CheckOutput } from "../../course/check-schema.ts";
import type { Concept } from "../../course/exercise.ts";
import type { Block, CheckedAnswer } from "../../report/report.ts";
import { symbolMath } from "../../text/formula.ts";
import type { Marked } from "../marker.ts";
import { marks, RIGHT } from "./marks.ts";

/** One answer as it was judged, whatever sort of question it is to. */
export interface Judged {
  readonly key: string;
  readonly symbol: string;
  readonly verdict: Verdict;
  readonly given?: string;
  readonly message: string;
  readonly details?: readonly string[];
  readonly mistakes: readonly Pick<Mistake, "id" | "kind" | "feedback">[];
  /** What is said in the place of the verdict's words and of what was typed. */
  readonly said?: string;
  /** The right number, where it is to be shown. */
  readonly expected?: number;
}

const saidOf: Readonly<Partial<Record<Verdict, string>>> = {
  exact: "right",
  right: "right",
  follows: "follows from your answer before it",
  mistake: "a mistake that is known",
  ambiguous: "more than one explanation",
  wrong: "not right",
  missing: "not answered",
  unreadable: "can't be read",
};

/** The page of a question whose answers are no numbers of its own, and what `--json` prints. */
export function conceptMarked(
  { id, title, concept }: Concept,
  target: string,
  judged: readonly Judged[],
): Marked {
  const earned = judged.filter(({ verdict }) => marks[verdict] === "right").length;
  const stuck = judged.some(({ verdict }) => marks[verdict] !== "right");
  const output: CheckOutput = {
    schema: 1,
    exercise: { id, ...(concept.alias ? { alias: concept.alias } : {}), title },
    ok: judged.every(({ verdict, given }) => RIGHT.includes(verdict) || (verdict === "missing" && !given)),
    score: { earned, possible: judged.length },
    results: judged.map(judgedResult),
  };
  const commands = [
    ...(stuck && concept.hints ? [["Stuck", `rnn-tutor hint ${target}`] as const] : []),
    ...(concept.answers === undefined ? [["The answer", `rnn-tutor explain ${target}`] as const] : []),
  ];
  const blocks: Block[] = [
    { kind: "heading", id, title, aside: `${earned} of ${judged.length} right` },
    { kind: "checked", answers: judged.map(judgedAnswer) },
    ...(commands.length > 0 ? [{ kind: "commands", commands } as const] : []),
  ];
  const records = [
    ["key", "verdict", "message"],
    ...output.results.map((r) => [r.key, r.verdict, r.message]),
  ];
  return { output, report: { digits: 4, blocks, data: output, records } };
}

export const judgedResult = (one: Judged): CheckOutput["results"][number] => ({
  ...{ key: one.key, symbol: one.symbol, verdict: one.verdict },
  ...(one.given === undefined ? {} : { given: one.given }),
  ...(one.expected === undefined ? {} : { expected: one.expected }),
  elements: [],
  mistakes: one.mistakes.map(({ id, kind, feedback }) => ({ id, kind, feedback })),
  message: [one.message, ...(one.details ?? [])].filter(Boolean).join(" "),
});

export const judgedAnswer = ({
  symbol,
  verdict,
  given,
  said,
  message,
  details = [],
}: Judged): CheckedAnswer => ({
  mark: marks[verdict],
  symbol: symbolMath(symbol),
  given: given && said === undefined ? [[given]] : [],
  verdict: said ?? saidOf[verdict] ?? verdict,
  details: [message === "Right." ? "" : message, ...details].filter(Boolean),
});
