import type { ClassOutput } from "../../course/class-schema.ts";
import { MARKS } from "../../report/checked.ts";
import type { Block, Report } from "../../report/report.ts";
import { type ClassSheet, classOutput, classRecords } from "./class-output.ts";
import { marks } from "./marks.ts";

/** A class's sheets, a line each, and what went wrong most often. */
export function classReport(
  about: { id: string; title: string; name: string },
  sheets: readonly ClassSheet[],
): Report & { readonly data: ClassOutput } {
  const output = classOutput(about, sheets);
  return { digits: 0, blocks: classPage(about, output), data: output, records: classRecords(output) };
}

function classPage({ name }: { readonly name: string }, { exercise, sheets, summary }: ClassOutput): Block[] {
  const symbols = new Map(summary.answers.map(({ key, symbol }) => [key, symbol]));
  const shown = shortNames(sheets.map(({ file }) => file));
  const rows = sheets.map((sheet, i) => [
    `${MARKS[markOf(sheet)]} ${shown[i]}`,
    sheet.score ? `${sheet.score.earned} of ${sheet.score.possible}` : "–",
    sheet.first ? firstText(sheet.first, symbols) : sheet.problem === undefined ? "none" : "can't be used",
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
    { kind: "table", columns: ["sheet", "right", "first slip"], rows },
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
