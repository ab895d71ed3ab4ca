import type { Entry } from "../../course/exercise.ts";
import type { Report } from "../../report/report.ts";
import { listReport } from "./list.ts";

/** `rnn-tutor`: what can I do here, in a screen. */
export function homeReport(entries: readonly Entry[], version: string): Report {
  return {
    digits: 4,
    blocks: [
      {
        kind: "heading",
        id: "rnn-tutor",
        title: "recurrent networks and attention, worked line by line",
        aside: version,
      },
      { kind: "entries", title: `The sheet, ${entries.length} questions`, entries: summary(entries) },
      {
        kind: "commands",
        commands: [
          ["All questions", "rnn-tutor list"],
          ["A question", "rnn-tutor gru"],
          ["A hint, then a stronger one", "rnn-tutor hint gru"],
          ["Worked line by line", "rnn-tutor gru --step"],
          ["With other numbers", "rnn-tutor gru --step --set x_t=1,-1/2"],
          ["Practise, always with new ones", "rnn-tutor practice gru"],
          ["As PyTorch does it", "rnn-tutor gru --step --convention pytorch"],
          ["Backpropagation", "rnn-tutor gradient rnn --verify"],
          ["A picture", "rnn-tutor diagram lstm"],
          ["Why gradients vanish", "rnn-tutor vanishing"],
          ["Attention at work", 'rnn-tutor seq2seq "<U> I am a student"'],
          ["The whole sheet, worked", "rnn-tutor explain all --format html"],
          ["Your own exercise", "rnn-tutor ./my-exercise.yaml --step"],
          ["Everything else", "rnn-tutor --help"],
        ],
      },
    ],
    data: {
      schema: 1,
      version,
      exercises: entries.map(({ id, alias, title }) => ({ id, ...(alias ? { alias } : {}), title })),
    },
    records: listReport(entries).records,
  };
}

/** A line a problem: what its questions are called. */
function summary(entries: readonly Entry[]): [string, string][] {
  const problems = [...new Set(entries.map(({ problem }) => problem))];
  return problems.map((problem) => [
    problem,
    entries
      .filter((entry) => entry.problem === problem)
      .map(({ id, alias }) => alias ?? id)
      .join(" "),
  ]);
}
