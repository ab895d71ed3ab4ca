import { add, product, softmax, spread, tanh, transpose } from "../graph/build.ts";
import { model } from "./model.ts";

/** scores_j = vᵀ tanh(W s + U h_j), weights = softmax(scores), context = Σ_j weights_j h_j; h_j are the rows of H. */
export const additiveAttention = model({
  name: "additive-attention",
  title: "additive attention",
  source: "Bahdanau, Cho & Bengio, Neural machine translation, arXiv:1409.0473 (2014), A.1.2",
  choices: {
    values: { states: "the states $h_j$ are the values", given: "values $V$ of their own" },
  },
  defaults: { values: "states" },
  presets: { bahdanau2014: { values: "states" } },
  biasPairs: {},
  infer: (given) => ({ values: given("V") ? "given" : "states" }),
  build(cell, { values }) {
    const s = cell.data("s", "decoder state that asks", "query");
    const H = cell.data("H", "encoder states, one row each", "source", "model");
    const W = cell.weight("W", "query's weights", "alignment", "query");
    const U = cell.weight("U", "states' weights", "alignment", "model");
    const v = cell.diagonal("v", "alignment weights", "alignment");
    const q = cell.line("q", "query", product(W, s));
    const K = cell.line("K", "keys", product(H, transpose(U)));
    const A = cell.line("A", "alignment", tanh(add(K, spread(q, 0, K.shape[0] as number))));
    const scores = cell.line("scores", "scores", product(A, v));
    const weights = cell.line("weights", "attention weights", softmax(scores));
    const V = values === "given" ? cell.data("V", "values, one row each", "source", "d_v") : H;
    cell.line("context", "context", product(transpose(V), weights));
  },
});
