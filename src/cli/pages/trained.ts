import type { Block } from "../../report/report.ts";
import type { Accuracy } from "../../training/accuracy.ts";
import type { Checkpoint } from "../../training/checkpoint.ts";
import { described } from "../../training/config.ts";
import type { Ending } from "../../training/train.ts";
import { percent } from "../training/progress-line.ts";

export interface TrainedShown {
  readonly file: string;
  readonly checkpoint: Checkpoint;
  readonly ending: Ending;
  readonly steps: number;
  /** Of the best weights. */
  readonly accuracy: Accuracy;
  /** The command that goes on. */
  readonly resume: string;
}

/** What has been learned, and what can be done with it. */
export function trainedPage(shown: TrainedShown): Block[] {
  const { file, checkpoint, accuracy, ending, resume } = shown;
  const { config, progress, weights } = checkpoint;
  return [
    { kind: "heading", id: "train", title: "The case changer, trained", aside: `(${described(config)})` },
    { kind: "fact", label: "Steps", text: endings[ending](shown) },
    {
      kind: "fact",
      label: "Best",
      text: `${percent(accuracy.all)} of the tokens of held-out sentences at step ${progress.best.step}`,
    },
    { kind: "fact", label: "File", text: `${file}: ${weights.length} parameters` },
    {
      kind: "table",
      title: "On sentences that were never learned from, by the length of the text",
      columns: ["characters", "right tokens", "texts that are right as a whole"],
      rows: accuracy.byLength.map((one) => [String(one.length), percent(one.accuracy), percent(one.whole)]),
    },
    ...plots(shown),
    {
      kind: "commands",
      commands: [
        ["Use it", `rnn-tutor seq2seq "<U> I am a student" --model ${file}`],
        [
          "Go on",
          ending === "all steps" ? `${resume.replace(/ --steps .*/, "")} --steps ${2 * shown.steps}` : resume,
        ],
        ["Elsewhere", `rnn-tutor export ${file} --format pytorch`],
      ],
    },
  ];
}

const endings: Readonly<Record<Ending, (shown: TrainedShown) => string>> = {
  "all steps": ({ steps }) => `all ${steps} done`,
  time: ({ checkpoint, steps }) => `${checkpoint.progress.step} of ${steps}: the time is up`,
  stopped: ({ checkpoint, steps }) => `${checkpoint.progress.step} of ${steps}: stopped, and saved`,
};

function plots({ checkpoint: { progress } }: TrainedShown): Block[] {
  if (progress.points.length < 2) return [];
  return [
    {
      kind: "plot",
      title: "Right tokens of held-out sentences",
      x: { label: "step", scale: "linear" },
      y: { label: "%", scale: "linear" },
      series: [
        {
          name: "held out",
          points: progress.points.map(({ step, accuracy }) => [step, 100 * accuracy] as const),
        },
      ],
    },
  ];
}

/** What `--json` prints. */
export function trainedOutput({ file, checkpoint, ending, steps, accuracy }: TrainedShown): object {
  const { config, progress } = checkpoint;
  return {
    schema: 1,
    ...{ file, config, ending, steps, step: progress.step },
    best: { step: progress.best.step, ...accuracyOutput(accuracy) },
    points: progress.points,
  };
}

export const accuracyOutput = ({ all, byLength }: Accuracy) => ({
  accuracy: all,
  by_length: Object.fromEntries(byLength.map(({ length, accuracy }) => [length, accuracy])),
  whole_by_length: Object.fromEntries(byLength.map(({ length, whole }) => [length, whole])),
});

/** What `--format csv` prints: a row for every measurement. */
export const trainedRecords = ({ checkpoint }: TrainedShown): (string | number)[][] => [
  ["step", "loss", "accuracy"],
  ...checkpoint.progress.points.map(({ step, loss, accuracy }) => [step, loss, accuracy]),
];
