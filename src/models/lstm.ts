import { add, mul, oneMinus, sigmoid, tanh } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { gateBiasPairs, preActivation } from "./gated.ts";
import { biasChoices, inferredOutput, model, outputChoices } from "./model.ts";

/**
 * i_t, f_t, o_t = σ(W x_t + U h_{t−1} + b), g_t = tanh(W_g x_t + U_g h_{t−1} + b_g),
 * c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t, h_t = o_t ⊙ tanh(c_t)
 */
export const lstm = model({
  name: "lstm",
  title: "LSTM",
  source: "Hochreiter & Schmidhuber (1997); Gers et al. (2000), peepholes as in Gers & Schmidhuber (2000)",
  choices: {
    peepholes: { none: "no peepholes", full: "peepholes $p ⊙ c$" },
    coupled: { no: "a forget gate of its own", yes: "coupled: $f_t = 1 − i_t$" },
    biases: biasChoices,
    output: outputChoices,
  },
  defaults: { peepholes: "none", coupled: "no", biases: "one", output: "none" },
  presets: {
    sheet: { biases: "one" },
    pytorch: { biases: "two" },
    keras: { biases: "one" },
    onnx: { biases: "two" },
  },
  biasPairs: gateBiasPairs(["i", "f", "o", "g"]),
  infer: (given) => ({ ...inferredOutput(given), ...(given("p_i") ? { peepholes: "full" } : {}) }),
  build(cell, { peepholes, coupled, biases, output }) {
    const x = cell.data("x_t", "input", "input");
    const h_prev = cell.state("h_prev", "previous hidden state", "h_t");
    const c_prev = cell.state("c_prev", "previous cell state", "c_t");
    const sum = (name: string, title: string) => preActivation(cell, biases, { name, title }, x, h_prev);
    const named = (name: string, title: string, a: Expr) =>
      cell.quiet(`a_${name}_t`, `${title} pre-activation`, a);
    const gate = (name: string, title: string, seen: Expr) => {
      const plain = sum(name, title);
      const a =
        peepholes === "none"
          ? plain
          : add(plain, mul(cell.diagonal(`p_${name}`, `${title}'s peephole`), seen));
      return cell.line(`${name}_t`, title, sigmoid(named(name, title, a)));
    };

    const i = gate("i", "input gate", c_prev);
    const f =
      coupled === "yes" ? cell.line("f_t", "forget gate", oneMinus(i)) : gate("f", "forget gate", c_prev);
    // the output gate looks at the new cell through its peephole, so it may have to wait for it
    const early = peepholes === "none" ? gate("o", "output gate", c_prev) : undefined;
    const g = cell.line("g_t", "candidate", tanh(named("g", "candidate", sum("g", "candidate"))));
    const c = cell.line("c_t", "cell state", add(mul(f, c_prev), mul(i, g)));
    const o = early ?? gate("o", "output gate", c);
    const h = cell.line("h_t", "hidden state", mul(o, tanh(c)));
    if (output === "linear") cell.output(h, biases);
  },
});
