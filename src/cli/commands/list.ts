import type { Entry } from "../../course/exercise.ts";
import type { Block, Report } from "../../report/report.ts";

/** `rnn-tutor list`: every exercise of the course, by problem. */
export function listReport(entries: readonly Entry[]): Report {
  return {
    digits: 4,
    blocks: [
      ...courseBlocks(entries),
      {
        kind: "commands",
        commands: [
          ["See one", "rnn-tutor gru"],
          ["Work it out", "rnn-tutor gru --step"],
          ["Practise it", "rnn-tutor practice gru"],
          ["Your own", "rnn-tutor ./my-exercise.yaml --step"],
        ],
      },
    ],
    data: { schema: 1, exercises: entries.map(({ name: _, ...entry }) => entry) },
    records: [
      ["id", "alias", "problem", "title"],
      ...entries.map(({ id, alias, problem, title }) => [id, alias ?? "", problem, title]),
    ],
  };
}

/** A block a problem, its exercises under it; numbers and names are two columns down the page. */
export function courseBlocks(entries: readonly Entry[]): Block[] {
  const numbered = ({ id }: Entry): boolean => /^\d/.test(id);
  const left = Math.max(...entries.map((entry) => (numbered(entry) ? entry.id.length : 0)));
  const name = (entry: Entry): string =>
    numbered(entry)
      ? `${entry.id.padEnd(left)}  ${entry.alias ?? ""}`.trimEnd()
      : `${" ".repeat(left)}  ${entry.alias ?? entry.id}`;
  return [...new Set(entries.map(({ problem }) => problem))].map((title) => ({
    kind: "entries",
    title,
    entries: entries
      .filter(({ problem }) => problem === title)
      .map((entry) => [name(entry), entry.title] as const),
  }));
}
