import type { Judgement } from "../../checking/verdict.ts";
import type { CheckOutput } from "../../course/check-schema.ts";
import type { Run } from "../../course/run.ts";
import type { Block, CheckedAnswer } from "../../report/report.ts";
import { positions } from "../../text/box.ts";
import { symbolMath } from "../../text/formula.ts";
import { type Judged, judgedAnswer } from "./check-concept.ts";
import { rowsOf } from "./check-output.ts";
import { words } from "./check-words.ts";
import { marks } from "./marks.ts";
import { resultsOf, symbolsOf } from "./names.ts";

export interface CheckDetail {
  /** How the user names the exercise. */
  readonly name: string;
  readonly digits: number;
  readonly reveal: boolean;
}

/** The answers one by one, and what to do next. */
export function checkPage(
  run: Run,
  judged: readonly Judgement[],
  probes: readonly Judged[],
  output: CheckOutput,
  detail: CheckDetail,
): Block[] {
  const { id, title } = run.exercise;
  const { earned, possible } = output.score;
  const revealed = resultsOf(
    run,
    judged.map(({ key }) => key),
    false,
  );
  return [
    { kind: "heading", id, title, aside: `${earned} of ${possible} right` },
    {
      kind: "checked",
      answers: [...judged.map((one) => checkedAnswer(run, one, judged, detail)), ...probes.map(judgedAnswer)],
    },
    ...(detail.reveal
      ? [{ kind: "section", title: "Right values" } as const, { kind: "results", results: revealed } as const]
      : []),
    ...unseen(output),
    ...nextBlocks(judged, detail),
  ];
}

const MOST_NAMED = 3;

/** A right sheet rules no mistake out that its numbers can't show. */
function unseen({ score, invisible = [] }: CheckOutput): Block[] {
  if (invisible.length === 0 || score.earned < score.possible) return [];
  const named = invisible.length > MOST_NAMED + 1 ? invisible.slice(0, MOST_NAMED) : invisible;
  const more = invisible.length - named.length;
  const names = [...named.map((id) => `\`${id}\``), ...(more > 0 ? [`${more} more`] : [])];
  const last = names.pop();
  return [
    {
      kind: "prose",
      text: `These numbers come out right with some mistakes too: ${names.length > 0 ? `${names.join(", ")} and ` : ""}${last}.`,
    },
  ];
}

const MOST_SHOWN = 8;

export function checkedAnswer(
  run: Run,
  judged: Judgement,
  all: readonly Judgement[],
  { digits }: Pick<CheckDetail, "digits">,
): CheckedAnswer {
  const { short, details } = words(run, judged, all, digits);
  const { answer, verdict, key } = judged;
  return {
    mark:
      verdict === "ambiguous" && judged.candidates.length > 0 && !judged.rounding ? "wrong" : marks[verdict],
    symbol: symbolMath(symbolsOf(run.graph)(key)),
    given: answer ? shortened(rowsOf(answer)) : [],
    verdict: short,
    details,
  };
}

/** The first and the last of many. */
const shortened = (rows: readonly (readonly string[])[]): string[][] =>
  positions(rows.length, MOST_SHOWN).map((i) =>
    i === undefined
      ? ["…"]
      : positions(rows[i].length, MOST_SHOWN).map((j) => (j === undefined ? "…" : rows[i][j])),
  );

function nextBlocks(judged: readonly Judgement[], { name, reveal }: CheckDetail): Block[] {
  const open = judged.find(({ verdict }) => verdict === "missing");
  const stuck = judged.find(({ verdict }) => !["right", "open"].includes(marks[verdict]));
  const commands: [string, string][] = [
    ...(open ? [["Next", `rnn-tutor check ${name} ${open.key}=…`] as [string, string]] : []),
    ...(stuck ? [["Stuck", `rnn-tutor hint ${name} ${stuck.key}`] as [string, string]] : []),
    ...(stuck && !reveal
      ? [["The right values", `rnn-tutor check ${name} … --reveal`] as [string, string]]
      : []),
    ...(stuck || open ? [] : [["The working", `rnn-tutor ${name} --step`] as [string, string]]),
  ];
  return [{ kind: "commands", commands }];
}
