import type { Graph } from "../graph/graph.ts";
import { rowList, type Tensor, vector, zeros } from "../linalg/tensor.ts";
import { type Values, value } from "../readings/value.ts";
import { END, GO, rightAnswer, sentenceOf, type Task, type Written } from "../text/case-change.ts";
import type { Trained } from "./checkpoint.ts";
import { tensorsOf } from "./layout.ts";
import { layoutFor, modelFor } from "./model.ts";
import { sourceOf } from "./sentences.ts";
import { targetLength } from "./tokens.ts";
import { indexInTarget, sourceTokens, targetTokens } from "./vocabulary.ts";

/** A trained case changer at work: what it read, computed and wrote. */
export interface Change extends Written {
  readonly graph: Graph;
  readonly values: Values;
  /** The logits and the attention weights (none without attention) of each step. */
  readonly logits: readonly Tensor[];
  readonly attention: readonly Tensor[];
}

const oneHot = (index: number, size: number): Tensor =>
  vector(Array.from({ length: size }, (_, i) => (i === index ? 1 : 0)));

/**
 * What a trained model writes when it reads its own words: the likeliest token of each step is what the next one reads. All
 * steps are computed at once, first as if nothing had been written, then with what was written, until it stays the same;
 * as a step reads only what stands before it, each time makes one step more final.
 */
export function changed({ config, weights }: Trained, task: Task): Change {
  const model = modelFor(config, task.text.length);
  const source = [task.prompt, ...task.text, END];
  const steps = targetLength(task.text.length);
  const given = new Map<string, Tensor>([
    ...tensorsOf(layoutFor(config), weights),
    ...sourceOf(task).map((token, i) => [`x_${i + 1}`, oneHot(token, sourceTokens.length)] as const),
    // the loss is not asked for
    ["target", zeros([steps, targetTokens.length])],
  ]);
  let written: readonly string[] = Array.from({ length: steps }, () => GO);
  for (;;) {
    const read = [GO, ...written.slice(0, -1)].map(
      (token, j) => [`y_${j}`, oneHot(indexInTarget(token), targetTokens.length)] as const,
    );
    const values = value(model.graph, new Map([...given, ...read]));
    const logits = rowsOf(values, model.logits);
    const next = logits.map(({ data }) => targetTokens[data.indexOf(Math.max(...data))]);
    if (next.every((token, i) => token === written[i])) {
      const { text: output, ended } = sentenceOf(written);
      const attention = model.attention === undefined ? [] : rowsOf(values, model.attention);
      const right = ended && output === rightAnswer(task.prompt, task.text);
      return { task, graph: model.graph, values, source, written, output, logits, attention, ended, right };
    }
    written = next;
  }
}

const rowsOf = (values: Values, key: string): readonly Tensor[] =>
  rowList(values.get(key) as Tensor).map(vector);
