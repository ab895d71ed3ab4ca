import { argmax } from "../../course/seq2seq/decode.ts";
import { steps } from "../../readings/steps.ts";
import type { Block } from "../../report/report.ts";
import { fixed } from "../../text/number.ts";
import type { Change } from "../../training/change.ts";
import type { Trained } from "../../training/checkpoint.ts";
import { described } from "../../training/config.ts";
import { targetTokens } from "../../training/vocabulary.ts";
import { percent } from "../training/progress-line.ts";
import { headed } from "./seq2seq-head.ts";
import { attentionPictures, stepPicture } from "./seq2seq-heatmap.ts";
import { near, type Picked, working } from "./seq2seq-step.ts";
import { label, quoted } from "./seq2seq-tokens.ts";
import { writer } from "./writer.ts";

/** A trained model that has read a sentence. */
export interface TrainedChange {
  readonly model: Trained;
  readonly change: Change;
}

const head = ({ change, model: { config } }: TrainedChange): Block[] =>
  headed(change, "The case changer, trained", `(${described(config)})`);

/** What it writes, how well it has learned, where it looks; with `--step` a row a step. */
export function trainedChangePage(shown: TrainedChange, everyStep: boolean, command: string): Block[] {
  const { model, change } = shown;
  const { best } = model.progress;
  const { length } = model.config;
  const longer =
    change.task.text.length > length
      ? ` This sentence is longer than any of them (${change.task.text.length}), so it may well go wrong.`
      : "";
  return [
    ...head(shown),
    {
      kind: "prose",
      text: `Nobody wrote these ${model.weights.length} weights: ${best.step} steps on random texts of up to ${length} characters found them, and ${percent(best.accuracy)} of the tokens of sentences that were held out are right.${longer}`,
    },
    ...attentionPictures(change),
    ...(everyStep ? [stepTable(change)] : []),
    {
      kind: "commands",
      commands: [
        ...(everyStep ? [] : [["Every step", `${command} --step`] as const]),
        ["One step", `${command} --step 2`],
      ],
    },
  ];
}

/** Of the token that is written, and of the next best. */
function likeliest(change: Change, step: number): readonly (readonly [token: string, p: number])[] {
  const { data } = change.logits[step - 1];
  const top = Math.max(...data);
  const total = data.reduce((sum, o) => sum + Math.exp(o - top), 0);
  return Array.from(data, (o, i) => [targetTokens[i], Math.exp(o - top) / total] as const).sort(
    (a, b) => b[1] - a[1],
  );
}

function stepTable(change: Change): Block {
  const { written, attention, source } = change;
  const looks = attention.length > 0;
  return {
    kind: "table",
    title: `The ${written.length} steps of the decoder`,
    columns: ["step", ...(looks ? ["looks at", "weight"] : []), "writes", "probability", "or", "probability"],
    rows: written.map((_, i) => {
      const [first, second] = likeliest(change, i + 1);
      const at = looks ? argmax(attention[i]) : 0;
      return [
        String(i + 1),
        ...(looks ? [`${at}: ${label(source[at])}`, attention[i].data[at]] : []),
        ...[label(first[0]), first[1], label(second[0]), second[1]],
      ];
    }),
  };
}

const UNITS = 4;
const LOGITS = 5;
const NEAR = 2;

/** One step of the decoder, line by line. */
export function trainedStepPage(
  shown: TrainedChange,
  step: number,
  { digits, all }: { digits: number; all: boolean },
): Block[] {
  const { change } = shown;
  const pen = writer(change, { digits, fine: false });
  const looks = change.attention.length > 0;
  const worked = steps(change.graph, change.values, ({ at, role, key }) =>
    at === step ? role.startsWith("decoder-") : ["scores", "A", "C", "O"].includes(key),
  );
  return [
    ...head(shown),
    { kind: "section", title: `Step ${step} of ${change.written.length}` },
    ...(looks ? [stepPicture(change, step)] : []),
    { kind: "prose", text: said(change, step) },
    ...worked.map((one, i): Block => {
      const isMatrix = one.value.shape.length === 2;
      const picked = pickedOf(change, step, one.line.key, one.value.shape.at(-1) ?? 1, all);
      return { kind: "working", ...working(one, pen, picked, i + 1, isMatrix ? step - 1 : 0) };
    }),
  ];
}

function said(change: Change, step: number): string {
  const [[token, p]] = likeliest(change, step);
  const writes = `writes ${quoted(token)} with a probability of ${fixed(p, 4)}`;
  if (change.attention.length === 0)
    return `Step ${step} ${writes}. It has the state of the encoder's end and what was written before.`;
  const weights = change.attention[step - 1];
  const at = argmax(weights);
  return `Step ${step} looks at position ${at}, ${quoted(change.source[at])}, with a weight of ${fixed(weights.data[at], 4)}, and ${writes}.`;
}

/** The tokens round the one that is looked at, the likeliest tokens, or the first units; with --all every one. */
function pickedOf(change: Change, step: number, key: string, count: number, all: boolean): Picked {
  const within = all ? Number.POSITIVE_INFINITY : NEAR;
  if (key === "scores" || key === "A") return near(change, step, within);
  const order = (most: number): readonly number[] =>
    Array.from({ length: Math.min(count, most) }, (_, i) => i);
  if (key === "O") {
    const { data } = change.logits[step - 1];
    const best = [...order(count)].sort((a, b) => data[b] - data[a]);
    return [...best.slice(0, LOGITS).map((i) => [label(targetTokens[i]), i] as const), undefined];
  }
  const shown = order(all ? count : UNITS).map((i) => [`unit ${i + 1}`, i] as const);
  return shown.length < count ? [...shown, undefined] : shown;
}
