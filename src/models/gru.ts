import { add, mul, oneMinus, sigmoid, tanh } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { gateBiasPairs, preActivation } from "./gated.ts";
import { biasChoices, inferredOutput, model, outputChoices } from "./model.ts";

/**
 * z_t = σ(W_z x_t + U_z h_{t−1} + b_z), r_t likewise,
 * h̃_t = tanh(W_h x_t + U_h (r_t ⊙ h_{t−1}) + b_h), h_t = (1 − z_t) ⊙ h_{t−1} + z_t ⊙ h̃_t
 */
export const gru = model({
  name: "gru",
  title: "GRU",
  source: "Cho et al., arXiv:1406.1078 (2014); Chung et al., arXiv:1412.3555 (2014)",
  choices: {
    update: { new: "$z_t$ weighs the candidate", old: "$z_t$ weighs the old state" },
    reset: { before: "reset before the product", after: "reset after the product" },
    biases: biasChoices,
    output: outputChoices,
  },
  defaults: { update: "new", reset: "before", biases: "one", output: "none" },
  presets: {
    sheet: { update: "new", reset: "before", biases: "one" },
    cho2014: { update: "old", reset: "before", biases: "one" },
    pytorch: { update: "old", reset: "after", biases: "two" },
    keras: { update: "old", reset: "after", biases: "two" },
    onnx: { update: "old", reset: "before", biases: "two" },
  },
  biasPairs: gateBiasPairs(["z", "r", "h"]),
  infer: inferredOutput,
  build(cell, { update, reset, biases, output }) {
    const x = cell.data("x_t", "input", "input");
    const h_prev = cell.state("h_prev", "previous hidden state", "h_t");
    const gate = (name: string, title: string) => {
      const sum = preActivation(cell, biases, { name, title }, x, h_prev);
      return cell.line(
        `${name}_t`,
        title,
        sigmoid(cell.quiet(`a_${name}_t`, `${title} pre-activation`, sum)),
      );
    };
    const z = gate("z", "update gate");
    const r = gate("r", "reset gate");

    const candidate = { name: "h", title: "candidate" };
    const a =
      reset === "before"
        ? preActivation(cell, biases, candidate, x, mul(r, h_prev))
        : preActivation(cell, biases, candidate, x, h_prev, (fromState) => mul(r, fromState));
    const h_tilde = cell.line(
      "h_tilde_t",
      "candidate",
      tanh(cell.quiet("a_h_t", "candidate pre-activation", a)),
    );

    const blend = (weighsOld: Expr, weighsNew: Expr) => add(mul(weighsOld, h_prev), mul(weighsNew, h_tilde));
    const h = cell.line("h_t", "new state", update === "new" ? blend(oneMinus(z), z) : blend(z, oneMinus(z)));
    if (output === "linear") cell.output(h, biases);
  },
});
