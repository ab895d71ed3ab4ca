import { add, map, product } from "../graph/build.ts";
import { biasChoices, inferredOutput, model, outputChoices } from "./model.ts";

/** h_t = tanh(W_hh h_{t−1} + W_xh x_t + B_h), y_t = W_hy h_t + B_y */
export const rnn = model({
  name: "rnn",
  title: "vanilla RNN",
  source: "Elman, Finding structure in time (1990)",
  choices: {
    activation: { tanh: "activation tanh", relu: "activation relu", identity: "no activation: linear" },
    biases: biasChoices,
    output: outputChoices,
  },
  defaults: { activation: "tanh", biases: "one", output: "linear" },
  presets: {
    sheet: { activation: "tanh", biases: "one" },
    pytorch: { biases: "two" },
    keras: { biases: "one" },
    onnx: { biases: "two" },
  },
  biasPairs: { B_h: ["B_xh", "B_hh"] },
  infer: inferredOutput,
  build(cell, { activation, biases, output }) {
    const x = cell.data("x_t", "input", "input");
    const h_prev = cell.state("h_prev", "previous hidden state", "h_t");
    const W_xh = cell.weight("W_xh", "input weights", "hidden", "input");
    const W_hh = cell.weight("W_hh", "recurrent weights", "hidden", "hidden");
    const fromState = product(W_hh, h_prev);
    const fromInput = product(W_xh, x);
    const sum = {
      one: () => add(fromState, fromInput, cell.bias("B_h", "bias")),
      two: () =>
        add(fromState, cell.bias("B_hh", "recurrent bias"), fromInput, cell.bias("B_xh", "input bias")),
      none: () => add(fromState, fromInput),
    }[biases]();
    const a = activation === "identity" ? sum : cell.quiet("a_t", "pre-activation", sum);
    const h = cell.line("h_t", "hidden state", activation === "identity" ? a : map(activation, a));
    if (output === "linear") cell.output(h, biases);
  },
});
