import type { Block, Plot } from "../../report/report.ts";
import { type Accuracy, guessing } from "../../training/accuracy.ts";
import type { Trained } from "../../training/checkpoint.ts";
import type { HeldOut } from "../../training/sentences.ts";
import { percent } from "../training/progress-line.ts";
import { accuracyOutput } from "./trained.ts";

/** A model, and what it can do on sentences that it has never learned from. */
export interface Learned {
  readonly model: Trained;
  readonly held: readonly HeldOut[];
  readonly accuracy: Accuracy;
}

export interface Bottleneck {
  /** Without attention, then with it. */
  readonly learned: readonly Learned[];
  /** Trained before and elsewhere, or just now. */
  readonly isShipped: boolean;
}

const nameOf = ({ model }: Learned): string =>
  model.config.attention === "none" ? "without attention" : "with attention";

/** How far the lengths of texts matter, with one vector and with attention: a plot, the numbers, what they say. */
export function bottleneckPage(shown: Bottleneck): Block[] {
  const { learned, isShipped } = shown;
  const [{ model, accuracy }] = learned;
  const { hidden, length } = model.config;
  return [
    { kind: "heading", id: "lesson", title: "The bottleneck", aside: `(GRU, ${hidden} units)` },
    {
      kind: "prose",
      text: `Two encoder–decoders have learned to change the case of random texts of up to ${length} characters. One hands the decoder the encoder's last state and nothing else: ${hidden} numbers, however long the text. The other looks back at all states of the encoder.`,
    },
    {
      kind: "fact",
      label: "Models",
      text: `${learned.map((one) => `${nameOf(one)} ${one.model.weights.length} weights`).join(", ")}; ${isShipped ? "trained before by scripts/weights.mts" : "trained just now"}, seed ${model.config.seed}`,
    },
    { kind: "plot", ...bottleneckPlot(shown) },
    {
      kind: "table",
      title: "Right tokens, and texts that are right as a whole",
      columns: ["characters", "without", "with attention", "whole, without", "whole, with"],
      rows: accuracy.byLength.map(({ length: of }, i) => [
        String(of),
        ...learned.map((one) => percent(one.accuracy.byLength[i].accuracy)),
        ...learned.map((one) => percent(one.accuracy.byLength[i].whole)),
      ]),
    },
    { kind: "prose", text: closing(shown) },
    {
      kind: "commands",
      commands: [
        ["Where it looks", 'rnn-tutor seq2seq "<U> I am a student" --model gru-dot'],
        ["Where it fails", 'rnn-tutor seq2seq "<U> I am a student" --model gru-none'],
        isShipped
          ? ["Learn it here", "rnn-tutor lesson bottleneck"]
          : ["At once", "rnn-tutor lesson bottleneck --fast"],
      ],
    },
  ];
}

export const bottleneckPlot = ({ learned }: Bottleneck): Plot => ({
  title: "Right tokens of held-out texts, by their length",
  x: { label: "characters", scale: "linear" },
  y: { label: "%", scale: "linear" },
  series: learned.map((one) => ({
    name: nameOf(one),
    points: one.accuracy.byLength.map(({ length, accuracy }) => [length, 100 * accuracy] as const),
  })),
});

/** How much more has to be lost without attention, and how far apart the longest texts have to be, to say so. */
const CLEAR = 0.1;

/** What the numbers say, where they say it. */
function closing({ learned }: Bottleneck): string {
  const [without, attending] = learned.map(({ accuracy: { byLength } }) => ({
    first: byLength[0],
    last: byLength[byLength.length - 1],
  }));
  const { length, accuracy: low } = without.last;
  const [lost, lostToo] = [without, attending].map(({ first, last }) => first.accuracy - last.accuracy);
  const steps = learned.map(({ model }) => model.progress.best.step);
  const numbers = `Without attention ${percent(without.first.accuracy)} of the tokens are right at ${without.first.length} characters and ${percent(low)} at ${length}; with attention ${percent(attending.first.accuracy)} and ${percent(attending.last.accuracy)}. Of whole texts of ${length} characters ${percent(without.last.whole)} are right without and ${percent(attending.last.whole)} with attention. Writing the commonest token every time would score ${percent(guessing(learned[0].held))}.`;
  const isClear = attending.last.accuracy - low > CLEAR && lost - lostToo > CLEAR;
  const said = isClear
    ? "That is the bottleneck: every character more has to share the same vector, and the longer the text, the less of it is left. Attention takes it away, as the state of each character can be looked at itself."
    : "That does not show the bottleneck, as both have learned too little so far; give them more --steps.";
  return `${numbers} ${said} (The best weights were those of steps ${steps.join(" and ")}.)`;
}

/** What `--json` prints. */
export const bottleneckOutput = ({ learned, isShipped }: Bottleneck): object => ({
  schema: 1,
  lesson: "bottleneck",
  weights: isShipped ? "shipped" : "trained",
  guessing: guessing(learned[0].held),
  models: learned.map(({ model: { config, weights, progress }, accuracy }) => ({
    ...config,
    parameters: weights.length,
    step: progress.best.step,
    ...accuracyOutput(accuracy),
  })),
});

/** What `--format csv` prints: a row for every model and length. */
export const bottleneckRecords = ({ learned }: Bottleneck): (string | number)[][] => [
  ["attention", "length", "accuracy", "whole"],
  ...learned.flatMap(({ model, accuracy }) =>
    accuracy.byLength.map((one) => [model.config.attention, one.length, one.accuracy, one.whole]),
  ),
];
