import type { CaseChange } from "../../course/seq2seq/change-case.ts";
import { bitsOf, hoursOf, writtenBits } from "../../course/seq2seq/reads.ts";
import { HOURS } from "../../course/seq2seq/with-attention.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Block } from "../../report/report.ts";
import { label } from "./seq2seq-tokens.ts";

/** Who has to do what once there is attention. */
export const duties: Block = {
  kind: "items",
  title: "Who learns what",
  items: [
    `The encoder ($W_{xh}$, $W_{hh}$): to know at which position it is, and which character it has just read. Here two clocks of ${HOURS.join(" and ")} hours go on by an hour a step; together they show the position up to ${HOURS[0] * HOURS[1]}. The character is overwritten at every step, the case stays.`,
    "The decoder ($W_{ss}$, $W_{ys}$): to count what it has written. It starts from the encoder's last state, where it finds the case; the start token sets the clocks to 1.",
    "The scores ($W_a$): to compare count with position, and nothing else of the two states.",
    "The output ($W_o$): to read the character from the context, whichever its case was, and the case from the decoder's own state.",
  ],
};

const NEAR = 2;

/** What a step asks, and what the tokens round its own answer: their keys, scores, weights and values. */
export function keyTable({ source, values, attention }: CaseChange, step: number): Block {
  const scores = values.get(`e_${step}`) as Tensor;
  const from = Math.max(0, step - NEAR);
  const to = Math.min(source.length, step + NEAR + 1);
  return {
    kind: "table",
    title: `Step ${step}: its query shows the hours ${hoursOf(values.get(`q_${step}`) as Tensor).join(" and ")}`,
    columns: ["token", "key hours", "score", "weight", "value bits"],
    rows: source.slice(from, to).map((token, i) => {
      const at = from + i;
      const state = values.get(`h_${at + 1}`) as Tensor;
      const bits = bitsOf(state);
      return [
        `${at}: ${label(token)}`,
        hoursOf(state).join(" · "),
        scores.data[at],
        attention[step - 1].data[at],
        bits.every((bit) => bit === 0) ? "none" : writtenBits(bits),
      ];
    }),
  };
}

const shown = ["W_xh", "W_hh", "W_ys", "W_ss", "W_a", "W_o"];

/** How few of the weights are needed. */
export function weightCounts({ graph, values }: CaseChange): Block {
  const inputs = graph.inputs.filter(({ key }) => shown.includes(key));
  return {
    kind: "table",
    title: "Weights that are not zero",
    columns: ["weights", "what", "not zero", "of"],
    rows: inputs.map(({ key, symbol, title }) => {
      const data = values.get(key)?.data ?? [];
      return [`$${symbol}$`, title, String(data.filter((x) => x !== 0).length), String(data.length)];
    }),
  };
}
