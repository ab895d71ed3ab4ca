import { catalogue } from "../../checking/mistakes/index.ts";
import type { Exercise } from "../../course/exercise.ts";
import type { Block, Report } from "../../report/report.ts";
import type { Progress } from "./progress.ts";
import { outcomes, type Tally } from "./tally.ts";

/** What stands at the end of a session. */
export const summaryBlocks = (exercise: Exercise, tally: Tally, commands: [string, string][]): Block[] => [
  { kind: "section", title: "Practised" },
  ...tallyBlocks(exercise.id, exercise.title, tally),
  { kind: "commands", commands },
];

function tallyBlocks(
  id: string,
  title: string,
  { questions, outcomes: found, mistakes }: Tally,
  last = "",
): Block[] {
  const counted = outcomes.flatMap((outcome): [string, string][] =>
    found[outcome] === undefined ? [] : [[outcome, String(found[outcome])]],
  );
  return [
    { kind: "heading", id, title, aside: `${questions} question${questions === 1 ? "" : "s"}${last}` },
    counted.length > 0
      ? { kind: "entries", title: "", entries: counted }
      : { kind: "prose", text: "Nothing was answered." },
    ...(Object.keys(mistakes).length > 0
      ? [{ kind: "items", title: "Mistakes that were made", items: mistakeTexts(mistakes) } as const]
      : []),
  ];
}

/** The most frequent first. */
const mistakeTexts = (mistakes: Tally["mistakes"]): string[] =>
  Object.entries(mistakes)
    .sort(([, a], [, b]) => b - a)
    .map(([id, count]) => {
      const sentence = catalogue.find((one) => one.id === id)?.feedback ?? id;
      return count === 1 ? sentence : `${count} times: ${sentence}`;
    });

/** `rnn-tutor practice --progress` */
export function progressReport(progress: Progress): Report {
  const all = Object.entries(progress).sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  return {
    digits: 4,
    blocks: [
      { kind: "heading", id: "", title: "What you have practised" },
      ...(all.length === 0
        ? [{ kind: "prose", text: "Nothing yet." } as const]
        : all.flatMap(([id, { title, last, ...tally }]) => tallyBlocks(id, title, tally, `, ${last}`))),
      { kind: "commands", commands: [["Go on", "rnn-tutor practice gru"]] },
    ],
    data: { schema: 1, exercises: progress },
    records: [
      ["exercise", "title", "last", "questions", ...outcomes],
      ...all.map(([id, one]) => [
        ...[id, one.title, one.last, one.questions],
        ...outcomes.map((outcome) => one.outcomes[outcome] ?? 0),
      ]),
    ],
  };
}

/** `rnn-tutor practice`: what can be practised. */
export function choiceReport(exercises: readonly Exercise[]): Report {
  return {
    digits: 4,
    blocks: [
      { kind: "heading", id: "", title: "What can be practised" },
      {
        kind: "entries",
        title: "",
        entries: exercises.map(({ id, title, file: { alias } }) => [alias ?? id, title] as const),
      },
      {
        kind: "commands",
        commands: [
          ["Practise", "rnn-tutor practice gru"],
          ["Fewer numbers", "rnn-tutor practice gru --level easy"],
          ["Your own file too", "rnn-tutor practice ./my-exercise.yaml"],
          ["What you have done", "rnn-tutor practice --progress"],
        ],
      },
    ],
    data: {
      schema: 1,
      exercises: exercises.map(({ id, title, file: { alias } }) => ({
        id,
        ...(alias ? { alias } : {}),
        title,
      })),
    },
    records: [
      ["id", "alias", "title"],
      ...exercises.map(({ id, title, file }) => [id, file.alias ?? "", title]),
    ],
  };
}
