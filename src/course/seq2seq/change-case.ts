import type { Graph } from "../../graph/graph.ts";
import { rowList, type Tensor, vector, zeros } from "../../linalg/tensor.ts";
import { type EncoderDecoderConvention, encoderDecoder } from "../../models/encoder-decoder.ts";
import { pointingAttention } from "../../models/pointing-attention.ts";
import { type Values, value } from "../../readings/value.ts";
import { END, GO, rightAnswer, sentenceOf, type Task, type Written } from "../../text/case-change.ts";

export type { Task };

import { indexInSource, indexInTarget, sourceTokens, targetTokens } from "./alphabet.ts";
import { positionWeights, sizesFor } from "./by-position.ts";
import { oneHot, oneHots } from "./construct.ts";
import { argmax, decode } from "./decode.ts";
import { attentionWeights, HIDDEN } from "./with-attention.ts";
import { pileWeights } from "./without-attention.ts";

/** A case changer at work: what it read, computed and wrote. */
export interface CaseChange extends Written {
  readonly graph: Graph;
  readonly values: Values;
  /** The logits and the attention weights (none without attention) of each step. */
  readonly logits: readonly Tensor[];
  readonly attention: readonly Tensor[];
}

type Context = EncoderDecoderConvention["context"];

/** With attention. `context` says how the decoder gets the encoder's last state, `columns` with which weights. */
export function withAttention(
  task: Task,
  context: Context = "state",
  columns: "same" | "own" = "same",
): CaseChange {
  const source = [task.prompt, ...task.text, END];
  const weights = attentionWeights(context === "state" ? undefined : columns);
  return changed(task, source, weights, HIDDEN, { attention: "general", context });
}

/** Without attention, the sentence read from its end, in a state of `hidden` units (at least 8). */
export function withoutAttention(task: Task, hidden: number = HIDDEN): CaseChange {
  const source = [task.prompt, END, ...[...task.text].reverse()];
  return changed(task, source, pileWeights(hidden), hidden, { attention: "none" });
}

function changed(
  task: Task,
  source: readonly string[],
  weights: ReadonlyMap<string, Tensor>,
  hidden: number,
  convention: Partial<EncoderDecoderConvention>,
): CaseChange {
  const sizes = { input: sourceTokens.length, hidden, output: targetTokens.length };
  const lengths = { source: source.length, target: task.text.length + 1 };
  const graph = encoderDecoder.build(sizes, lengths, convention);
  const inputs = new Map<string, Tensor>([
    ...source.map((token, i) => [`x_${i + 1}`, oneHot(indexInSource(token), sizes.input)] as const),
    ["h_0", zeros([hidden])],
    ["y_0", oneHot(indexInTarget(GO), sizes.output)],
    ...weights,
  ]);
  const { values, written } = decode(graph, inputs);
  const steps = written.map((_, i) => i + 1);
  const logits = steps.map((j) => values.get(`o_${j}`) as Tensor);
  const attention = steps.flatMap((j) => values.get(`alpha_${j}`) ?? []);
  return finished({ task, graph, values, source, written, logits, attention });
}

function finished(done: Omit<CaseChange, "output" | "ended" | "right">): CaseChange {
  const { text: output, ended } = sentenceOf(done.written);
  const { prompt, text } = done.task;
  return { ...done, output, ended, right: ended && output === rightAnswer(prompt, text) };
}

/**
 * With positions in the place of recurrence. All rows are computed at once, first as if nothing but `<go>` had been
 * written, then with what was written, until it stays the same.
 */
export function byPosition(task: Task): CaseChange {
  const source = [task.prompt, ...task.text, END];
  const steps = task.text.length + 1;
  const graph = pointingAttention.build(sizesFor(source.length, steps), {});
  const given = new Map([
    ...positionWeights(),
    ["T", oneHots(source.map(indexInSource), sourceTokens.length)] as const,
  ]);
  for (const { key, value: known } of graph.inputs) if (known) given.set(key, known);
  let written: readonly string[] = Array.from({ length: steps }, () => GO);
  for (;;) {
    const before = [GO, ...written.slice(0, -1)].map(indexInTarget);
    const values = value(graph, new Map([...given, ["Z", oneHots(before, targetTokens.length)]]));
    const logits = rows(values, "O");
    const next = logits.map((row) => targetTokens[argmax(row)]);
    if (next.every((token, i) => token === written[i]))
      return finished({ task, graph, values, source, written, logits, attention: rows(values, "weights_1") });
    written = next;
  }
}

const rows = (values: Values, key: string): Tensor[] => rowList(values.get(key) as Tensor).map(vector);
