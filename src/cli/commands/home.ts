import type { Entry } from "../../course/exercise.ts";
import type { Report } from "../../report/report.ts";
import { courseBlocks, listReport } from "./list.ts";

/** `rnn-tutor`: what can I do here, in a screen. */
export function homeReport(entries: readonly Entry[], version: string): Report {
  return {
    digits: 4,
    blocks: [
      {
        kind: "heading",
        id: "rnn-tutor",
        title: "RNN, LSTM and GRU exercises, worked line by line",
        aside: version,
      },
      ...courseBlocks(entries),
      {
        kind: "commands",
        commands: [
          ["The question", "rnn-tutor gru"],
          ["Line by line", "rnn-tutor gru --step"],
          ["Every multiplication", "rnn-tutor gru --step=fine"],
          ["With other numbers", "rnn-tutor gru --step --set x_t=1,-1/2"],
          ["As PyTorch does it", "rnn-tutor gru --step --convention pytorch"],
          ["For your report", "rnn-tutor gru --step --format latex"],
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
