import { maskChoices, maskOf } from "./attend.ts";
import { model } from "./model.ts";
import { headChoices, multiHead } from "./sublayers.ts";

/** head_i = softmax(Q_i K_iᵀ / √d_k) V_i with the i-th columns of Q, K, V; output = [head_1, head_2, …] W_O */
export const multiHeadAttention = model({
  name: "multi-head",
  title: "multi-head attention",
  source: "Vaswani et al., Attention is all you need, arXiv:1706.03762 (2017), 3.2.2",
  choices: {
    heads: headChoices,
    inputs: {
      tokens: "self-attention: everything from $X$",
      cross: "cross-attention: queries from $X$, keys and values from $H$",
    },
    mask: maskChoices,
    biases: { none: "no biases", one: "with biases" },
  },
  defaults: { heads: "2", inputs: "tokens", mask: "none", biases: "none" },
  // they agree but for their biases, which follow from what is given
  presets: { vaswani2017: {}, pytorch: {}, keras: {} },
  biasPairs: {},
  infer: (given) => ({
    inputs: given("H") ? "cross" : "tokens",
    mask: given("mask") ? "given" : "none",
    biases: given("b_Q") || given("b_O") ? "one" : "none",
  }),
  build(cell, { heads, inputs, mask, biases }) {
    const X = cell.data("X", "tokens, one row each", "tokens", "model");
    const isCross = inputs === "cross";
    const H = isCross ? cell.data("H", "what is attended to, one row each", "source", "memory") : X;
    multiHead(cell, {
      ...{ queries: X, memory: H, widths: ["model", isCross ? "memory" : "model"] },
      M: maskOf(cell, mask, "tokens", isCross ? "source" : "tokens"),
      ...{ heads: Number(heads), biases: biases === "one" },
      to: ["output", "output"],
    });
  },
});
