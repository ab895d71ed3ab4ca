import { concat, product, softmax } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { attend, linear } from "./attend.ts";
import { type CellBuilder, model } from "./model.ts";

const BASE = 10_000;

/** The frequency of a pair of position units: ω_k = 10000^(−2k/d). */
export const frequency = (pair: number, width: number): number => BASE ** ((-2 * pair) / width);

/** The position i as sin(i ω_0), cos(i ω_0), sin(i ω_1), … */
export const position = (i: number, unit: number, width: number): number =>
  (unit % 2 === 0 ? Math.sin : Math.cos)(i * frequency(Math.floor(unit / 2), width));

/**
 * The cross-attention of a Transformer with two heads and nothing round it: no recurrence, no layers before it or after.
 * X = [T E, P_x], Y = [Z F, P_y]; for each head Q = Y W_Q, K = X W_K, V = X W_V, A = softmax(Q Kᵀ/√d_k), C = A V;
 * O = [C_1, C_2] W_O. T and Z are the tokens read and written, one-hot, a row each; P their positions.
 */
export const pointingAttention = model({
  name: "pointing-attention",
  title: "cross-attention with positions",
  source: "Vaswani et al., arXiv:1706.03762 (2017)",
  choices: {},
  defaults: {},
  presets: {},
  biasPairs: {},
  build(cell) {
    const X = sequence(cell, { key: "X", tokens: "T", embedding: "E", length: "source", words: "input" });
    const Y = sequence(cell, { key: "Y", tokens: "Z", embedding: "F", length: "target", words: "output" });
    const heads = [1, 2].map((h) => head(cell, h, Y, X));
    cell.part("Output");
    const W = cell.weight("W_O", "output weights", "read", "output");
    const O = cell.line("O", "logits", product(concat(heads, 1), W));
    cell.line("p", "probabilities", softmax(O));
  },
});

interface Sequence {
  readonly key: string;
  readonly tokens: string;
  readonly embedding: string;
  readonly length: "source" | "target";
  readonly words: string;
}

/** X = [T E, P_x]: what a token is beside where it stands. */
function sequence(cell: CellBuilder, { key, tokens, embedding, length, words }: Sequence): Expr {
  cell.part(`${length === "source" ? "Source" : "Target"} tokens and their positions`);
  const T = cell.data(tokens, `${length} tokens`, length, words);
  const E = cell.weight(embedding, `${length} embedding`, words, "content");
  const width = cell.size("position");
  const P = cell.constant(`P_${key.toLowerCase()}`, "positions", [length, "position"], (i, unit) =>
    position(i, unit, width),
  );
  return cell.line(key, `${length} rows`, concat([product(T, E), P], 1));
}

/** C = softmax(Q Kᵀ/√d_k) V */
function head(cell: CellBuilder, h: number, Y: Expr, X: Expr): Expr {
  cell.part(`Head ${h}`);
  const part = (name: string, what: string, x: Expr, size: string): Expr => {
    const W = cell.weight(`W_${name}_${h}`, `${what} weights`, "model", size);
    return cell.line(`${name}_${h}`, what, linear(x, { W }));
  };
  const Q = part("Q", "queries", Y, `key_${h}`);
  const K = part("K", "keys", X, `key_${h}`);
  const V = part("V", "values", X, `value_${h}`);
  return attend(cell, { Q, K, V, named: (key) => `${key}_${h}` }, [`C_${h}`, "context"]);
}
