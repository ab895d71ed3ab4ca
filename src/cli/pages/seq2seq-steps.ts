import type { CaseChange } from "../../course/seq2seq/change-case.ts";
import { argmax } from "../../course/seq2seq/decode.ts";
import { marginOf } from "../../course/seq2seq/margin.ts";
import { bitsOf, hoursOf, writtenBits } from "../../course/seq2seq/reads.ts";
import { places } from "../../course/seq2seq/without-attention.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Block } from "../../report/report.ts";
import type { Shown } from "./seq2seq-head.ts";
import { label } from "./seq2seq-tokens.ts";

type Cell = string | number;
/** A column of the table: its head, and what stands in it at a step. */
type Column = readonly [head: string, at: (step: number) => Cell];

/** A row a step: what the state says, where it looks, what it reads there, what it writes. */
export function stepTable(shown: Shown): Block {
  const columns = { attention: recurrentColumns, none: pileColumns, transformer: positionColumns }[
    shown.variant
  ](shown);
  const steps = shown.change.written.map((_, i) => i + 1);
  return {
    kind: "table",
    title: `The ${steps.length} steps of the decoder`,
    columns: columns.map(([head]) => head),
    rows: steps.map((step) => columns.map(([, at]) => at(step))),
  };
}

const number: Column = ["step", (step) => String(step)];

const writes = ({ written }: CaseChange): Column => ["writes", (step) => label(written[step - 1])];

const ending = (change: CaseChange): Column[] => [
  writes(change),
  ["margin", (step) => marginOf(change.logits[step - 1].data)],
];

function recurrentColumns({ change }: Shown): Column[] {
  const at = (key: string) => (step: number) => change.values.get(`${key}_${step}`) as Tensor;
  const [state, scores, context] = [at("s"), at("e"), at("c")];
  return [
    number,
    ["clocks", (step) => hoursOf(state(step)).join(" · ")],
    ...looking(change, (step) => scores(step).data),
    ["bits", (step) => writtenBits(bitsOf(context(step)))],
    writes(change),
  ];
}

function positionColumns({ change }: Shown): Column[] {
  const scores = change.values.get("scores_1") as Tensor;
  const context = change.values.get("C_1") as Tensor;
  const row = ({ data, shape }: Tensor, step: number) =>
    data.slice((step - 1) * (shape[1] as number), step * (shape[1] as number));
  return [
    ["row", (step) => String(step - 1)],
    ...looking(change, (step) => row(scores, step)),
    ["bits", (step) => writtenBits(Array.from(row(context, step)))],
    ...ending(change),
  ];
}

/** The best score, the token that has it, the next best score, and the weight. */
function looking({ source, attention }: CaseChange, scores: (step: number) => Float64Array): Column[] {
  const best = (step: number): number => argmax(attention[step - 1]);
  const sorted = (step: number): number[] => Array.from(scores(step)).sort((a, b) => b - a);
  return [
    ["looks at", (step) => `${best(step)}: ${label(source[best(step)])}`],
    ["score", (step) => sorted(step)[0]],
    ["next", (step) => sorted(step)[1]],
    ["weight", (step) => attention[step - 1].data[best(step)]],
  ];
}

/** The pile: what lies on each place, as bits. */
function pileColumns({ change, hidden }: Shown): Column[] {
  const count = places(hidden);
  const top = (step: number) =>
    Array.from((change.values.get(`s_${step}`) as Tensor).data.slice((count - 1) * 7, count * 7));
  return [number, ["bits", (step) => writtenBits(top(step))], ...ending(change)];
}
