import type { CaseChange } from "../../course/seq2seq/change-case.ts";
import type { Block } from "../../report/report.ts";
import { atMost } from "./bounds.ts";
import { label } from "./seq2seq-tokens.ts";

/** Rows of a picture; longer sentences take several, each with the tokens round what its rows look at. */
const MOST_ROWS = 16;
const MARGIN = 1;

/** Where every step looks: the attention rows as pictures. */
export function attentionPictures(change: CaseChange): Block[] {
  const count = change.attention.length;
  const pictures = Math.ceil(count / MOST_ROWS);
  const each = Math.ceil(count / pictures);
  return Array.from({ length: pictures }, (_, i) =>
    picture(change, i * each + 1, Math.min(count, (i + 1) * each)),
  );
}

/** The rows round a step, its own marked. */
export const stepPicture = (change: CaseChange, step: number): Block =>
  picture(change, Math.max(1, step - 1), Math.min(change.attention.length, step + 1), step);

/** Steps `from` to `to`, and the tokens that they look at with one more on each side. */
function picture(change: CaseChange, from: number, to: number, marked?: number): Block {
  const { source, written, attention } = change;
  const isWhole = source.length <= MOST_ROWS + 2;
  const first = isWhole ? 0 : Math.max(0, from - MARGIN);
  const last = isWhole ? source.length - 1 : Math.min(source.length - 1, to + MARGIN);
  const steps = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const weights = steps.map((j) => Array.from(attention[j - 1].data));
  const outside = Math.max(...weights.map((row) => 1 - sum(row.slice(first, last + 1))));
  const what = steps.length === attention.length ? "every step" : `steps ${from} to ${to}`;
  const rest = isWhole ? "" : `; at most ${atMost(outside)} of a row is outside`;
  return {
    kind: "heatmap",
    title: `Attention of ${what}: what is written, and what it looks at${rest}`,
    rows: steps.map(
      (j) => `${marked === undefined ? "" : j === marked ? "▸ " : "  "}${label(written[j - 1])}`,
    ),
    columns: source.slice(first, last + 1).map(label),
    values: weights.map((row) => row.slice(first, last + 1)),
  };
}

const sum = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);
