import type { CheckOutput } from "../../course/check-schema.ts";
import type { ClassOutput } from "../../course/class-schema.ts";
import { MARKS } from "../../report/checked.ts";
import type { Block, Report } from "../../report/report.ts";
import { marks } from "./marks.ts";

/** A sheet of a class: what is said of it, or why it can't be used. */
export interface ClassSheet {
  readonly file: string;
  readonly output?: CheckOutput;
  readonly problem?: string;
}

/** A class's sheets, a line each, and what went wrong most often. */
export function classReport(
  about: { id: string; title: string; name: string },
  sheets: readonly ClassSheet[],
): Report & { readonly data: ClassOutput } {
  const output = classOutput(about, sheets);
  return { digits: 0, blocks: classPage(about, output), data: output, records: classRecords(output) };
}

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

function classPage({ name }: { readonly name: string }, { exercise, sheets, summary }: ClassOutput): Block[] {
  const symbols = new Map(summary.answers.map(({ key, symbol }) => [key, symbol]));
  const shown = shortNames(sheets.map(({ file }) => file));
  const rows = sheets.map((sheet, i) => [
    `${MARKS[markOf(sheet)]} ${shown[i]}`,
    sheet.score ? `${sheet.score.earned} of ${sheet.score.possible}` : "–",
    sheet.first ? firstText(sheet.first, symbols) : sheet.problem === undefined ? "" : "can't be used",
  ]);
  const unusable = sheets.flatMap(({ problem }, i) =>
    problem === undefined ? [] : [[shown[i], problem] as const],
  );
  return [
    {
      kind: "heading",
      id: exercise.id,
      title: exercise.title,
      aside: `${summary.right} of ${summary.sheets} sheets right`,
    },
    { kind: "table", columns: ["sheet", "right", "first that is not right"], rows },
    ...(unusable.length > 0 ? [{ kind: "entries", title: "Can't be used", entries: unusable } as const] : []),
    ...(summary.answers.length > 0 ? [answersTable(summary)] : []),
    ...(summary.mistakes.length > 0
      ? [
          {
            kind: "items",
            title: "Most common mistakes",
            items: summary.mistakes.slice(0, MOST_SHOWN).map(mistakeItem),
          } as const,
        ]
      : []),
    { kind: "commands", commands: [["One sheet", `rnn-tutor check ${name} <file>`]] },
  ];
}

const MOST_SHOWN = 10;

const markOf = ({ ok, score, problem, first }: ClassOutput["sheets"][number]) => {
  if (problem !== undefined) return "unread";
  if (ok && score?.earned === score?.possible) return "right";
  return first ? marks[first.verdict] : "near";
};

const firsts = { wrong: "not right", missing: "not answered", unreadable: "can't be read" } as const;

function firstText(
  { key, verdict, mistakes }: NonNullable<ClassOutput["sheets"][number]["first"]>,
  symbols: ReadonlyMap<string, string>,
): string {
  const why =
    verdict in firsts
      ? firsts[verdict as keyof typeof firsts]
      : verdict === "ambiguous"
        ? mistakes.length > 0
          ? "more than one explanation"
          : "nearly right"
        : `\`${mistakes[0]}\`${mistakes.length > 1 ? " or a like one" : ""}`;
  return `${symbols.get(key) ?? key}: ${why}`;
}

const answersTable = ({ answers }: ClassOutput["summary"]): Block => ({
  kind: "table",
  columns: ["answer", "right", "not right", "not answered"],
  rows: answers.map(({ symbol, right, wrong, missing }) => [symbol, right, wrong, missing]),
});

const mistakeItem = ({ ids, sheets, feedback }: ClassOutput["summary"]["mistakes"][number]): string =>
  `${sheets}× \`${ids[0]}\`: ${feedback.join(" Or: ")}`;

const LONGEST = 32;

/** File names without the folder that all are in. */
function shortNames(files: readonly string[]): string[] {
  const folder = /^.*[/\\]/.exec(files[0] ?? "")?.[0] ?? "";
  const same = files.every((file) => file.startsWith(folder));
  return files
    .map((file) => (same ? file.slice(folder.length) : file))
    .map((file) => (file.length > LONGEST ? `${file.slice(0, 12)}…${file.slice(-19)}` : file));
}

/** One record a sheet: its score, the verdict on every answer, the mistakes that were named. */
function classRecords({ sheets, summary }: ClassOutput): (string | number)[][] {
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
