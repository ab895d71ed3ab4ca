import type { Graph } from "../../graph/graph.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { zeros } from "../../linalg/tensor.ts";
import { type EncoderDecoderConvention, encoderDecoder } from "../../models/encoder-decoder.ts";
import type { Values } from "../../readings/value.ts";
import {
  END,
  GO,
  indexInSource,
  indexInTarget,
  type Prompt,
  rightAnswer,
  sourceTokens,
  targetTokens,
} from "./alphabet.ts";
import { oneHot } from "./construct.ts";
import { decode, sentenceOf } from "./decode.ts";
import { attentionWeights, HIDDEN } from "./with-attention.ts";
import { pileWeights } from "./without-attention.ts";

/** A sentence and the case that it shall have. */
export interface Task {
  readonly prompt: Prompt;
  readonly text: string;
}

/** A case changer at work: what it read, computed and wrote. */
export interface CaseChange {
  readonly task: Task;
  readonly graph: Graph;
  readonly values: Values;
  /** The tokens in the order in which they were read. */
  readonly source: readonly string[];
  /** The tokens in the order in which they were written, one a step. */
  readonly written: readonly string[];
  readonly output: string;
  /** Whether it wrote `<end>`. */
  readonly ended: boolean;
  /** Whether the output is the right one. */
  readonly right: boolean;
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
  const { text: output, ended } = sentenceOf(written);
  const right = ended && output === rightAnswer(task.prompt, task.text);
  return { task, graph, values, source, written, output, ended, right };
}
