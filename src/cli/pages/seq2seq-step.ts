import { BITS, targetTokens } from "../../course/seq2seq/alphabet.ts";
import type { CaseChange } from "../../course/seq2seq/change-case.ts";
import { argmax } from "../../course/seq2seq/decode.ts";
import { hoursOf } from "../../course/seq2seq/reads.ts";
import { BITS_AT, CASE_AT, clocks } from "../../course/seq2seq/with-attention.ts";
import { places } from "../../course/seq2seq/without-attention.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { type Step, steps } from "../../readings/steps.ts";
import type { Block, Working } from "../../report/report.ts";
import { symbolMath } from "../../text/formula.ts";
import { fixed } from "../../text/number.ts";
import { headBlocks, type Shown } from "./seq2seq-head.ts";
import { stepPicture } from "./seq2seq-heatmap.ts";
import { label, quoted } from "./seq2seq-tokens.ts";
import { type Writer, writer } from "./writer.ts";

const MOST_LOGITS = 5;
const NEAR = 2;

/** Entries of a line that are worth looking at: what stands over each, and which it is; a gap where some are left out. */
export type Picked = readonly (readonly [head: string, index: number] | undefined)[];

/** One step of the decoder, line by line. */
export function stepPage(
  shown: Shown,
  step: number,
  { digits, all }: { digits: number; all: boolean },
): Block[] {
  const { change, variant } = shown;
  const lines = { attention: recurrentLines, none: pileLines, transformer: positionLines }[variant](
    shown,
    step,
    all ? Number.POSITIVE_INFINITY : NEAR,
  );
  const pen = writer(change, { digits, fine: false });
  const keys = new Map(lines.map(([key, ...picked]) => [key, picked]));
  const worked = steps(change.graph, change.values, ({ key }) => keys.has(key));
  return [
    ...headBlocks(shown),
    { kind: "section", title: `Step ${step} of ${change.written.length}` },
    ...(change.attention.length > 0 ? [stepPicture(change, step)] : []),
    { kind: "prose", text: said(shown, step) },
    ...worked.map((one, i): Block => {
      const [picked, row = 0] = keys.get(one.line.key) as [Picked, number?];
      return { kind: "working", ...working(one, pen, picked, i + 1, row) };
    }),
  ];
}

/** `The clocks show 2 and 2: the step looks at position 2, a space, and writes a space.` */
function said({ change, variant }: Shown, step: number): string {
  const writes = `writes ${quoted(change.written[step - 1])}`;
  if (variant === "none") return `Step ${step} ${writes}, which lay on top of the pile.`;
  const weights = change.attention[step - 1];
  const at = argmax(weights);
  const looks = `looks at position ${at}, ${quoted(change.source[at])}, with a weight of ${fixed(weights.data[at], 4)}, and ${writes}`;
  if (variant === "transformer")
    return `The row at position ${step - 1} asks for position ${step}: it ${looks}.`;
  const hours = hoursOf(change.values.get(`s_${step}`) as Tensor);
  return `The clocks show ${hours.join(" and ")}, which is ${step}: step ${step} ${looks}.`;
}

export type Shows = readonly (readonly [key: string, picked: Picked, row?: number])[];

function recurrentLines({ change }: Shown, step: number, within: number): Shows {
  const state = change.values.get(`s_${step}`) as Tensor;
  const hours = hoursOf(state);
  const on: Picked = clocks.map(
    ({ at, hours: of }, i) => [`hour ${hours[i]} of ${of}`, at + hours[i]] as const,
  );
  const tokens = near(change, step, within);
  return [
    [`s_${step}`, [...on, ["case", CASE_AT]]],
    [`q_${step}`, on],
    [`e_${step}`, tokens],
    [`alpha_${step}`, tokens],
    [`c_${step}`, bits(BITS_AT)],
    ...outputLines(change, step, `o_${step}`, `p_${step}`),
  ];
}

function pileLines({ change, hidden }: Shown, step: number): Shows {
  return [
    [`s_${step}`, [...bits((places(hidden) - 1) * BITS), ["case", hidden - 1]]],
    ...outputLines(change, step, `o_${step}`, `p_${step}`),
  ];
}

function positionLines({ change }: Shown, step: number, within: number): Shows {
  const tokens = near(change, step, within);
  const row = step - 1;
  return [
    ["scores_1", tokens, row],
    ["weights_1", tokens, row],
    ["C_1", bits(0), row],
    ["C_2", [["case", 0]], row],
    ...outputLines(change, step, "O", "p", row),
  ];
}

/** The likeliest tokens. */
function outputLines({ logits }: CaseChange, step: number, o: string, p: string, row = 0): Shows {
  const { data } = logits[step - 1];
  const order = Array.from(data.keys()).sort((a, b) => data[b] - data[a]);
  const best: Picked = order.slice(0, MOST_LOGITS).map((i) => [label(targetTokens[i]), i] as const);
  return [
    [o, [...best, undefined], row],
    [p, [...best, undefined], row],
  ];
}

const bits = (at: number): Picked =>
  Array.from({ length: BITS }, (_, b) => [`bit ${2 ** (BITS - 1 - b)}`, at + b] as const);

/** The tokens round the one that is looked at, `within` to either side. */
export function near({ source, attention }: CaseChange, step: number, within: number): Picked {
  const at = argmax(attention[step - 1]);
  const [from, to] = [Math.max(0, at - within), Math.min(source.length - 1, at + within)];
  const shown = Array.from(
    { length: to - from + 1 },
    (_, i) => [`${from + i}: ${label(source[from + i])}`, from + i] as const,
  );
  return [...(from > 0 ? [undefined] : []), ...shown, ...(to < source.length - 1 ? [undefined] : [])];
}

/** A line of the graph with the entries that were picked; of a matrix, those of one row. */
export function working(
  { line, expr, value }: Step,
  pen: Writer,
  picked: Picked,
  number: number,
  row: number,
): Working {
  const start = row * (value.shape[1] ?? 0);
  return {
    number,
    title: line.title,
    symbol: symbolMath(line.symbol),
    equation: pen.formula(expr),
    numbersIn: { pieces: [], latex: "" },
    columns: picked.map((one) => one?.[0] ?? ""),
    rows: [
      {
        label: symbolMath(line.symbol),
        kind: "part",
        numbers: picked.map((one) => (one === undefined ? null : value.data[start + one[1]])),
        fine: [],
      },
    ],
  };
}
