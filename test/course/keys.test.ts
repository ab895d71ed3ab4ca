import assert from "node:assert/strict";
import test from "node:test";
import { inputKeys } from "../../src/course/input-keys.ts";
import { canonicalKey } from "../../src/course/keys.ts";
import { type ModelName, models, type RecurrentName } from "../../src/models/index.ts";
import { symbolOf } from "../../src/models/model.ts";
import { latexSymbol, unicodeSymbol } from "../../src/text/symbol.ts";
import { everyConvention } from "../helpers/conventions.ts";

/** All keys of a model: what it takes and what it computes. */
const keysOf = (name: ModelName): string[] => {
  const lines = everyConvention(models[name]).flatMap((convention) =>
    models[name].build({}, convention).lines.map(({ key }) => key),
  );
  return [...new Set([...inputKeys(name).map(({ key }) => key), ...lines])];
};

const names = Object.keys(models) as ModelName[];
const known = Object.fromEntries(names.map((name) => [name, keysOf(name)])) as Record<ModelName, string[]>;

const spelled: readonly [model: RecurrentName, typed: string, key: string | undefined][] = [
  // the state before, in every model
  ...(["rnn", "lstm", "gru"] as const).flatMap((model) =>
    [
      "h_prev",
      "h_{t-1}",
      "h_{t−1}",
      "h_t-1",
      "ht-1",
      "h_(t-1)",
      "h_t_minus_1",
      "hprev",
      "h_previous",
      "$h_{t-1}$",
    ].map((typed) => [model, typed, "h_prev"] as [RecurrentName, string, string]),
  ),
  ["lstm", "c_{t-1}", "c_prev"],
  ["lstm", "ct-1", "c_prev"],
  ["gru", "c_{t-1}", undefined],
  ["gru", "h_0", "h_0"],
  ["gru", "h0", "h_0"],
  ["gru", "h_{0}", "h_0"],
  ["gru", "x_{t}", "x_t"],
  ["gru", "xt", "x_t"],
  ["gru", "x", "x"],
  // weights
  ["gru", "Wz", "W_z"],
  ["gru", "W_{z}", "W_z"],
  ["gru", "W z", "W_z"],
  ["gru", "w_z", undefined],
  ["gru", "W_n", "W_h"],
  ["gru", "U_n", "U_h"],
  ["gru", "b_n", "b_h"],
  ["gru", "b_in", "b_xh"],
  ["gru", "b_hn", "b_hh"],
  ["gru", "b_ir", "b_xr"],
  ["gru", "b_{iz}", "b_xz"],
  ["lstm", "W_c", "W_g"],
  ["lstm", "b_c", "b_g"],
  ["lstm", "b_if", "b_xf"],
  ["rnn", "b_h", "B_h"],
  ["rnn", "B_h", "B_h"],
  ["rnn", "b_y", "B_y"],
  ["rnn", "W_{hx}", "W_xh"],
  ["rnn", "W_ih", "W_xh"],
  ["rnn", "b_ih", "B_xh"],
  ["rnn", "b_hh", "B_hh"],
  ["rnn", "W_yh", "W_hy"],
  ["gru", "b_h", "b_h"],
  // the candidate, under the names that it goes by
  ["gru", "h_tilde_t", "h_tilde_t"],
  ["gru", "h̃_t", "h_tilde_t"],
  ["gru", "h\u0303_t", "h_tilde_t"],
  ["gru", "\\tilde{h}_t", "h_tilde_t"],
  ["gru", "\\tilde h_t", "h_tilde_t"],
  ["gru", "\\hat{h}_t", "h_tilde_t"],
  ["gru", "ĥ_t", "h_tilde_t"],
  ["gru", "n_t", "h_tilde_t"],
  ["gru", "candidate_h_t", "h_tilde_t"],
  ["gru", "candidate", "h_tilde_t"],
  ["lstm", "g_t", "g_t"],
  ["lstm", "c̃_t", "g_t"],
  ["lstm", "\\tilde{c}_t", "g_t"],
  ["lstm", "c_tilde_t", "g_t"],
  ["lstm", "candidate", "g_t"],
  ["lstm", "n_t", undefined],
  ["rnn", "candidate", undefined],
  // the frameworks' own
  ...(["rnn", "lstm", "gru"] as const).flatMap((model) =>
    ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].flatMap((key): [RecurrentName, string, string][] => [
      [model, key, key],
      [model, `${key}_l0`, key],
    ]),
  ),
  ["gru", "weight_ih_l1", undefined],
  ["gru", "kernel", "kernel"],
  ["gru", "recurrent_kernel", "recurrent_kernel"],
  // nothing of ours
  ["gru", "", undefined],
  ["gru", "_", undefined],
  ["gru", "W_q", undefined],
  ["gru", "constructor", undefined],
  ["gru", "__proto__", undefined],
];

for (const [model, typed, key] of spelled)
  test(`when "${typed}" is typed for the ${model}, then it is ${key ?? "unknown"}`, () =>
    assert.equal(canonicalKey(typed, model, known[model]), key));

for (const name of names)
  for (const key of known[name])
    test(`when the ${name}'s ${key} is typed as it is printed, then it is that key`, () => {
      const symbol = symbolOf(key);
      const printed = key.includes("_") ? [key, symbol, unicodeSymbol(symbol), latexSymbol(symbol)] : [key];
      // the stacked keys of the frameworks are words and have no symbol
      const typed = /^(weight|bias|recurrent)/.test(key) ? [key] : printed;
      for (const spelling of typed) assert.equal(canonicalKey(spelling, name, known[name]), key, spelling);
    });

test("when a key could be meant for two, then it stands for neither", () => {
  assert.equal(canonicalKey("Wz", "gru", ["W_z", "W{z}"]), undefined);
});
