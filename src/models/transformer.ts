import { add, fill, mul } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { maskOf } from "./attend.ts";
import { type CellBuilder, model } from "./model.ts";
import { centred, feedForward, gained, headChoices, meanOf, multiHead, normed } from "./sublayers.ts";

/** Post-norm: x ← LayerNorm(x + f(x)) for each sublayer f; pre-norm: x ← x + f(LayerNorm(x)). */
export const transformer = model({
  name: "transformer",
  title: "Transformer block",
  source: "Vaswani et al., arXiv:1706.03762 (2017); pre-norm as in Xiong et al., arXiv:2002.04745 (2020)",
  choices: {
    block: {
      encoder: "encoder block",
      decoder: "decoder block: masked self-attention, then cross-attention to $H$",
      "decoder-only": "decoder-only block: masked self-attention alone",
    },
    norm: { post: "norm after each sublayer", pre: "norm before each sublayer" },
    heads: headChoices,
    biases: { none: "no biases", one: "with biases" },
    affine: { no: "norms without gain and bias", yes: "norms with gain $γ$ and bias $β$" },
  },
  defaults: { block: "encoder", norm: "post", heads: "1", biases: "none", affine: "no" },
  // biases, gain and bias of the norms follow from what is given
  presets: {
    vaswani2017: { norm: "post" },
    pytorch: { norm: "post" },
    gpt2: { block: "decoder-only", norm: "pre" },
  },
  biasPairs: {},
  infer: (given) => ({
    block: given("H") ? "decoder" : "encoder",
    biases: given("b_1") || given("b_Q") ? "one" : "none",
    affine: given("gamma_1") ? "yes" : "no",
  }),
  build(cell, { block, norm, heads, biases, affine }) {
    const X = cell.data("X", "tokens, one row each", "tokens", "model");
    const H = block === "decoder" ? cell.data("H", "encoder's output", "source", "model") : undefined;
    const M = block === "encoder" ? undefined : maskOf(cell, "causal", "tokens", "tokens");
    const shared = { widths: ["model", "model"], heads: Number(heads), biases: biases === "one" } as const;
    const self = (x: Expr): Expr =>
      multiHead(cell, { ...shared, queries: x, memory: x, M, to: ["attention", "attention's output"] });
    const cross = (memory: Expr) => (x: Expr) =>
      multiHead(cell, {
        ...{ ...shared, queries: x, memory, suffix: "_cross" },
        to: ["attention_cross", "cross-attention's output"],
      });
    const sublayers: Sublayer[] = [
      [block === "encoder" ? "Self-attention" : "Masked self-attention", self],
      ...(H ? [["Cross-attention", cross(H)] as const] : []),
      ["Feed-forward", (x) => feedForward(cell, x, biases === "one")],
    ];
    sublayers.reduce((x, sublayer, i) => {
      const place = { number: i + 1, isLast: i === sublayers.length - 1 };
      return wrapped(cell, x, sublayer, { ...place, isPre: norm === "pre", affine: affine === "yes" });
    }, X);
  },
});

type Sublayer = readonly [title: string, f: (x: Expr) => Expr];

interface Place {
  readonly number: number;
  readonly isLast: boolean;
  readonly isPre: boolean;
  readonly affine: boolean;
}

/** A sublayer with its residual and its norm; what the last of them gives is the block's output. */
function wrapped(cell: CellBuilder, x: Expr, [title, f]: Sublayer, place: Place): Expr {
  const { number, isLast, isPre } = place;
  const residual = (key: string, from: Expr): Expr => cell.line(key, "residual sum", add(x, from));
  if (isPre) {
    cell.part(`Norm ${number}`);
    const N = norm(cell, x, `N_${number}`, place);
    cell.part(title);
    return residual(isLast ? "output" : `R_${number}`, f(N));
  }
  cell.part(title);
  const attended = f(x);
  cell.part(`Add and norm ${number}`);
  return norm(cell, residual(`R_${number}`, attended), isLast ? "output" : `N_${number}`, place);
}

const EPSILON = 1e-5;

function norm(cell: CellBuilder, x: Expr, key: string, { number, affine }: Place): Expr {
  const mu = cell.line(`mu_${number}`, "mean of each token", meanOf(x));
  const c = centred(x, mu);
  const variance = cell.line(`var_${number}`, "variance of each token", meanOf(mul(c, c)));
  const scaled = normed(c, variance, fill(EPSILON, variance.shape));
  return cell.line(key, "normalised", affine ? gained(cell, scaled, `_${number}`) : scaled);
}
