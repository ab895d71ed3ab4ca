import type { Change } from "../../training/change.ts";
import { targetTokens } from "../../training/vocabulary.ts";
import type { TrainedChange } from "./trained-seq2seq.ts";

/** What `--json` prints: the output, and the steps that were asked for (from 1). */
export function trainedChangeOutput(
  { model, change }: TrainedChange,
  named: string,
  steps: readonly number[],
): object {
  const { task, output, ended, right, source, written } = change;
  return {
    schema: 1,
    exercise: { id: "4.1", alias: "seq2seq" },
    variant: "trained",
    model: { file: named, ...model.config, best: model.progress.best },
    ...{ prompt: task.prompt, input: task.text, output, ended, right, source, written },
    ...(steps.length > 0 ? { steps: steps.map((step) => stepOutput(change, step)) } : {}),
  };
}

const stepOutput = ({ values, written, attention, logits }: Change, step: number): object => ({
  step,
  written: written[step - 1],
  state: Array.from(values.get(`s_${step}`)?.data ?? []),
  ...(attention.length > 0 ? { weights: Array.from(attention[step - 1].data) } : {}),
  logits: Object.fromEntries(targetTokens.map((token, i) => [token, logits[step - 1].data[i]])),
});
