import { add, mul } from "../graph/build.ts";
import { model } from "./model.ts";

/** h_t = w (u_t + h_{t−1}), all of them numbers */
export const linearRnn = model({
  name: "linear-rnn",
  title: "linear RNN of one unit",
  source:
    "Pascanu, Mikolov & Bengio, On the difficulty of training recurrent neural networks, arXiv:1211.5063 (2013)",
  choices: {},
  defaults: {},
  presets: { sheet: {} },
  biasPairs: {},
  build(cell) {
    const u = cell.data("u_t", "input");
    const h_prev = cell.state("h_prev", "previous hidden state", "h_t", []);
    const w = cell.weight("w", "weight");
    cell.line("h_t", "hidden state", mul(w, add(u, h_prev)));
  },
});
