import type { CheckOutput } from "../../course/check-schema.ts";
import type { ClassOutput } from "../../course/class-schema.ts";
import { marks } from "./marks.ts";

/** A sheet of a class: what is said of it, or why it can't be used. */
export interface ClassSheet {
  readonly file: string;
  readonly output?: CheckOutput;
  readonly problem?: string;
}

/** What `check … --json` prints of several files. */
export function classOutput(
  { id, title }: { readonly id: string; readonly title: string },
  sheets: readonly ClassSheet[],
): ClassOutput {
  const used = sheets.flatMap(({ output }) => (output ? [output] : []));
  return {
    schema: 1,
    exercise: used[0]?.exercise ?? { id, title },
    ok: sheets.every(({ output }) => output?.ok),
    sheets: sheets.map(sheetOf),
    summary: {
      sheets: sheets.length,
      right: used.filter(isWhole).length,
      unusable: sheets.length - used.length,
      answers: answersOf(used),
      mistakes: mistakesOf(used),
    },
  };
}

type Result = CheckOutput["results"][number];

const isRight = ({ verdict }: Result): boolean => marks[verdict] === "right";
const isWhole = ({ ok, score }: CheckOutput): boolean => ok && score.earned === score.possible;

function sheetOf({ file, output, problem }: ClassSheet): ClassOutput["sheets"][number] {
  if (!output) return { file, ok: false, verdicts: {}, problem: problem ?? "" };
  const { ok, score, results } = output;
  const off = results.filter((one) => !isRight(one));
  const first = off.find(({ verdict }) => verdict !== "missing") ?? off[0];
  return {
    ...{ file, ok, score },
    verdicts: Object.fromEntries(results.map(({ key, verdict }) => [key, verdict])),
    ...(first
      ? { first: { key: first.key, verdict: first.verdict, mistakes: first.mistakes.map(({ id }) => id) } }
      : {}),
  };
}

function answersOf(used: readonly CheckOutput[]): ClassOutput["summary"]["answers"] {
  const symbols = new Map(
    used.flatMap(({ results }) => results.map(({ key, symbol }) => [key, symbol] as const)),
  );
  return [...symbols].map(([key, symbol]) => {
    const all = used.flatMap(({ results }) => results.filter((one) => one.key === key));
    const right = all.filter(isRight).length;
    const answered = all.filter(({ verdict }) => verdict !== "missing").length;
    return { key, symbol, right, wrong: answered - right, missing: used.length - answered };
  });
}

/** Each once for a sheet, though it shows in several answers; ambiguous answers name nothing. */
function mistakesOf(used: readonly CheckOutput[]): ClassOutput["summary"]["mistakes"] {
  const found = new Map<string, { ids: string[]; sheets: number; feedback: string[] }>();
  for (const { results } of used) {
    const named = results.filter(({ verdict }) => verdict === "mistake" || verdict === "convention");
    for (const [key, { mistakes }] of new Map(named.map((one) => [nameOf(one), one]))) {
      const one = found.get(key) ?? {
        ids: mistakes.map(({ id }) => id),
        sheets: 0,
        feedback: [...new Set(mistakes.map(({ feedback }) => feedback))],
      };
      one.sheets++;
      found.set(key, one);
    }
  }
  return [...found.values()].sort((a, b) => b.sheets - a.sheets);
}

const nameOf = ({ mistakes }: Result): string => mistakes.map(({ id }) => id).join(" or ");

/** One record a sheet: its score, the verdict on every answer, the mistakes that were named. */
export function classRecords({ sheets, summary }: ClassOutput): (string | number)[][] {
  const keys = summary.answers.map(({ key }) => key);
  return [
    ["file", "ok", "earned", "possible", ...keys, "first", "mistakes", "problem"],
    ...sheets.map(({ file, ok, score, verdicts, first, problem = "" }) => [
      ...[file, ok ? "yes" : "no", score?.earned ?? "", score?.possible ?? ""],
      ...keys.map((key) => verdicts[key] ?? ""),
      ...[first?.key ?? "", first?.mistakes.join(" ") ?? "", problem],
    ]),
  ];
}
