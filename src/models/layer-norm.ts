import { fill, mul } from "../graph/build.ts";
import { model } from "./model.ts";
import { centred, gained, meanOf, normed } from "./sublayers.ts";

/** For each row: μ = 1/d Σ x, var = 1/d Σ (x − μ)², output = γ ⊙ (x − μ)/√(var + ε) + β */
export const layerNorm = model({
  name: "layer-norm",
  title: "layer normalisation",
  source: "Ba, Kiros & Hinton, Layer normalization, arXiv:1607.06450 (2016)",
  choices: {
    affine: { yes: "with gain $γ$ and bias $β$", no: "no gain and no bias" },
    epsilon: {
      "1e-5": "$ε = 0.00001$",
      "1e-3": "$ε = 0.001$",
      "1e-6": "$ε = 0.000001$",
      "1e-12": "$ε = 1e-12$",
    },
  },
  defaults: { affine: "yes", epsilon: "1e-5" },
  presets: { pytorch: { epsilon: "1e-5" }, keras: { epsilon: "1e-3" }, bert: { epsilon: "1e-12" } },
  biasPairs: {},
  infer: (given) => ({ affine: given("gamma") || given("beta") ? "yes" : "no" }),
  build(cell, { affine, epsilon }) {
    const X = cell.data("X", "tokens, one row each", "tokens", "model");
    const mu = cell.line("mu", "mean", meanOf(X));
    const C = cell.line("C", "centred", centred(X, mu));
    const variance = cell.line("var", "variance", meanOf(mul(C, C)));
    const scaled = normed(C, variance, fill(Number(epsilon), variance.shape));
    if (affine === "no") cell.line("output", "output", scaled);
    else cell.line("output", "output", gained(cell, cell.line("N", "normalised", scaled)));
  },
});
