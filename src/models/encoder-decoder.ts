import { add, concat, fill, product, softmax, transpose } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { type Graph, graph } from "../graph/graph.ts";
import { cellAt, type Placed, type SequenceBuilder, sequenceBuilder } from "./placed-cell.ts";
import { rnn } from "./rnn.ts";
import { scores } from "./scores.ts";

/** How many tokens are read, and how many steps are written. */
export interface Lengths {
  readonly source: number;
  readonly target: number;
}

/** One-hot tokens in, units, one-hot tokens out. */
export interface EncoderDecoderSizes {
  readonly input: number;
  readonly hidden: number;
  readonly output: number;
}

const choices = {
  attention: {
    general: "scores $h_i W_a s_j$",
    dot: "scores $h_i s_j$",
    additive: "scores from a tanh layer",
    none: "no attention",
  },
  context: {
    state: "the decoder starts from the encoder's last state",
    first: "the decoder reads the encoder's last state at its first step",
    input: "the decoder reads the encoder's last state at every step",
  },
  cell: { rnn: "vanilla RNN cells" },
} as const;

export type EncoderDecoderConvention = { readonly [K in keyof typeof choices]: keyof (typeof choices)[K] };

const defaults: EncoderDecoderConvention = { attention: "general", context: "state", cell: "rnn" };

/** The cells that may stand in the encoder and the decoder, each a model with an input and a state. */
const cells = { rnn: { model: rnn, convention: { ...rnn.defaults, output: "none" } } } as const;

/**
 * h_i = tanh(W_hh h_{i−1} + W_xh x_i + B_h) over the source; s_0 = h_n, s_j = tanh(W_ss s_{j−1} + W_ys y_{j−1} + B_s),
 * q_j = W_a s_j, e_j = H q_j, α_j = softmax(e_j), c_j = Hᵀ α_j, o_j = W_o [s_j; c_j] + B_o, p_j = softmax(o_j).
 * The rows of H are the h_i. Without attention o_j = W_o s_j + B_o.
 */
export const encoderDecoder = {
  name: "encoder-decoder",
  title: "encoder–decoder",
  source:
    "Sutskever et al., arXiv:1409.3215 (2014); Bahdanau et al., arXiv:1409.0473 (2015); Luong et al., arXiv:1508.04025 (2015)",
  choices,
  defaults,
  /** Data x_1 … x_n and y_0 … y_{m−1} (what the decoder has written, after a start token), state h_0. */
  build(
    sizes: EncoderDecoderSizes,
    lengths: Lengths,
    convention: Partial<EncoderDecoderConvention> = {},
  ): Graph {
    const chosen = { ...defaults, ...convention };
    const made = sequenceBuilder();
    const states = encoder(made, sizes, lengths.source, chosen);
    const last = states[states.length - 1];
    const attend = attention(made, states, sizes.hidden, chosen.attention);
    const read = (s: Expr, j: number) => output(made, attend(s, j), sizes.output, j);
    decoder(made, sizes, lengths.target, last, chosen, read);
    return graph(made.inputs(), made.lines());
  },
} as const;

/** h_1 … h_n, from h_0 */
function encoder(
  made: SequenceBuilder,
  { input, hidden }: EncoderDecoderSizes,
  length: number,
  { cell }: EncoderDecoderConvention,
): Expr[] {
  const { model, convention } = cells[cell];
  const step = model.build({ input, hidden, output: 1 }, convention);
  const side: Placed = { side: "encoder", state: "h", weights: {} };
  const states = [made.input("h_0", "initial state", "state", [hidden], ["hidden"])];
  for (let i = 1; i <= length; i++) {
    const x = made.input(`x_${i}`, "input", "data", [input], ["input"]);
    states.push(cellAt(made, step, side, i, x, states[i - 1]));
  }
  return states.slice(1);
}

/** s_1 … s_m, each read as soon as it is written. */
function decoder(
  made: SequenceBuilder,
  { hidden, output: size }: EncoderDecoderSizes,
  length: number,
  last: Expr,
  { cell, context }: EncoderDecoderConvention,
  read: (s: Expr, j: number) => void,
): void {
  const { model, convention } = cells[cell];
  const width = context === "state" ? size : size + hidden;
  const step = model.build({ input: width, hidden, output: 1 }, convention);
  const weights = { W_xh: "W_ys", W_hh: "W_ss", B_h: "B_s" };
  const zero = fill(0, [hidden]);
  let s = made.line("s_0", "decoder state", "decoder-start", context === "state" ? last : zero, 0);
  for (let j = 1; j <= length; j++) {
    const y = made.input(`y_${j - 1}`, "previous output", "data", [size], ["output"]);
    const seen = context === "input" || j === 1 ? last : zero;
    const x = context === "state" ? y : concat([y, seen], 0);
    s = cellAt(made, step, { side: "decoder", state: "s", weights }, j, x, s);
    read(s, j);
  }
}

/** What the output is read from at step j: [s_j; c_j], or s_j alone. */
function attention(
  made: SequenceBuilder,
  states: readonly Expr[],
  hidden: number,
  kind: EncoderDecoderConvention["attention"],
): (s: Expr, j: number) => Expr {
  if (kind === "none") return (s) => s;
  const H = made.line("H", "encoder states, a row each", "keys", concat(states.map(transpose), 0));
  const score = scores[kind](made, H, hidden);
  return (s, j) => {
    const e = made.line(`e_${j}`, "scores", "scores", score(s, j), j);
    const alpha = made.line(`alpha_${j}`, "attention weights", "attention", softmax(e), j);
    const c = made.line(`c_${j}`, "context", "context", product(transpose(H), alpha), j);
    return concat([s, c], 0);
  };
}

/** o_j = W_o [s_j; c_j] + B_o, p_j = softmax(o_j) */
function output(made: SequenceBuilder, from: Expr, size: number, j: number): void {
  const width = from.shape[0] as number;
  const W = made.input("W_o", "output weights", "weight", [size, width], ["output", "read"]);
  const B = made.input("B_o", "output bias", "bias", [size], ["output"]);
  const o = made.line(`o_${j}`, "logits", "logits", add(product(W, from), B), j);
  made.line(`p_${j}`, "probabilities", "probabilities", softmax(o), j);
}
