import type { Expr } from "../graph/expr.ts";
import { attend, linear, maskChoices, maskOf } from "./attend.ts";
import { type CellBuilder, model } from "./model.ts";

const inputChoices = {
  tokens: "self-attention: everything from $X$",
  cross: "cross-attention: queries from $X$, keys and values from $H$",
  qkv: "$Q$, $K$ and $V$ as given",
} as const;

/** Q = X W_Q, K = X W_K, V = X W_V, weights = softmax(Q Kᵀ / √d_k), output = weights V; one row a token. */
export const attention = model({
  name: "attention",
  title: "attention",
  source: "Vaswani et al., Attention is all you need, arXiv:1706.03762 (2017), eq. 1",
  choices: {
    inputs: inputChoices,
    mask: maskChoices,
    scale: { yes: "scores divided by $√d_k$", no: "scores not scaled" },
  },
  defaults: { inputs: "tokens", mask: "none", scale: "yes" },
  presets: {
    vaswani2017: { scale: "yes" },
    pytorch: { scale: "yes" },
    keras: { scale: "no" },
    luong2015: { scale: "no" },
  },
  biasPairs: {},
  infer: (given) => ({
    inputs: given("Q") ? "qkv" : given("H") ? "cross" : "tokens",
    mask: given("mask") ? "given" : "none",
  }),
  build(cell, { inputs, mask, scale }) {
    const keys = inputs === "tokens" ? "tokens" : "source";
    const parts = inputs === "qkv" ? asGiven(cell) : projected(cell, inputs === "cross");
    const M = maskOf(cell, mask, "tokens", keys);
    attend(cell, { ...parts, M, scaled: scale === "yes" }, ["output", "output"]);
  },
});

type Three = Readonly<Record<"Q" | "K" | "V", Expr>>;

const asGiven = (cell: CellBuilder): Three => ({
  Q: cell.data("Q", "queries, one row each", "tokens", "d_k"),
  K: cell.data("K", "keys, one row each", "source", "d_k"),
  V: cell.data("V", "values, one row each", "source", "d_v"),
});

function projected(cell: CellBuilder, isCross: boolean): Three {
  const X = cell.data("X", "tokens, one row each", "tokens", "model");
  const H = isCross ? cell.data("H", "what is attended to, one row each", "source", "memory") : X;
  const from = (key: string, title: string, x: Expr, rows: string, cols: string): Expr =>
    cell.line(key, `${title}`, linear(x, { W: cell.weight(`W_${key}`, `${title}' weights`, rows, cols) }));
  const memory = isCross ? "memory" : "model";
  return {
    Q: from("Q", "queries", X, "model", "d_k"),
    K: from("K", "keys", H, memory, "d_k"),
    V: from("V", "values", H, memory, "d_v"),
  };
}
