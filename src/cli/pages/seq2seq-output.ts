import { targetTokens } from "../../course/seq2seq/alphabet.ts";
import type { CaseChange } from "../../course/seq2seq/change-case.ts";
import { smallestMargin } from "../../course/seq2seq/margin.ts";
import { hoursOf } from "../../course/seq2seq/reads.ts";
import { MOST_CHARACTERS } from "../../course/seq2seq/with-attention.ts";
import type { Seq2seqOutput } from "../../course/study-schemas.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Shown } from "./seq2seq-head.ts";

const MOST_LOGITS = 5;

/** What `--json` prints: the output, and the steps that were asked for (from 1). */
export function seq2seqOutput({ change, variant, hidden }: Shown, steps: readonly number[]): Seq2seqOutput {
  const { task, source, written, output, ended, right, logits } = change;
  return {
    schema: 1,
    exercise: { id: "4.1", alias: "seq2seq" },
    variant,
    prompt: task.prompt,
    input: task.text,
    output,
    ended,
    right,
    hidden,
    longest: MOST_CHARACTERS,
    margin: smallestMargin(logits),
    source: [...source],
    written: [...written],
    ...(steps.length > 0 ? { steps: steps.map((step) => stepOutput(change, variant, step)) } : {}),
  };
}

function stepOutput(
  change: CaseChange,
  variant: Shown["variant"],
  step: number,
): NonNullable<Seq2seqOutput["steps"]>[number] {
  const vector = (name: string, key: string) => {
    const found = change.values.get(`${key}_${step}`);
    return found ? { [name]: Array.from(found.data) } : {};
  };
  const state = change.values.get(`s_${step}`);
  const weights = change.attention[step - 1];
  return {
    step,
    written: change.written[step - 1],
    ...(variant === "attention" && state ? { clocks: hoursOf(state) } : {}),
    ...vector("state", "s"),
    ...vector("scores", "e"),
    ...(weights ? { weights: Array.from(weights.data) } : {}),
    ...vector("context", "c"),
    logits: likeliest(change.logits[step - 1]),
  };
}

/** The largest logits, each under its token. */
function likeliest({ data }: Tensor): Readonly<Record<string, number>> {
  const order = Array.from(data.keys()).sort((a, b) => data[b] - data[a]);
  return Object.fromEntries(order.slice(0, MOST_LOGITS).map((i) => [targetTokens[i], data[i]]));
}

/** A record for every weight of every step; without attention, one for every step. */
export function changeRecords({
  source,
  written,
  attention,
  logits,
}: Pick<CaseChange, "source" | "written" | "attention" | "logits">): (string | number)[][] {
  if (attention.length === 0)
    return [
      ["step", "written", "logit"],
      ...written.map((token, i) => [i + 1, token, Math.max(...logits[i].data)]),
    ];
  return [
    ["step", "written", "position", "token", "weight"],
    ...attention.flatMap(({ data }, i) =>
      source.map((token, position) => [i + 1, written[i], position, token, data[position]]),
    ),
  ];
}
