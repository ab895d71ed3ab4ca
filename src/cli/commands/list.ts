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

/** A block a problem, its exercises under it; the names are one column down the page. */
export function courseBlocks(entries: readonly Entry[]): Block[] {
  const left = Math.max(...entries.map(({ id, alias }) => (alias ? id.length : 0)));
  const right = Math.max(...entries.map(({ id, alias }) => (alias ?? id).length));
  const name = ({ id, alias }: Entry): string =>
    `${(alias ? id : "").padEnd(left)}  ${(alias ?? id).padEnd(right)}`;
  return [...new Set(entries.map(({ problem }) => problem))].map((title) => ({
    kind: "entries",
    title,
    entries: entries
      .filter(({ problem }) => problem === title)
      .map((entry) => [name(entry), entry.title] as const),
  }));
}
