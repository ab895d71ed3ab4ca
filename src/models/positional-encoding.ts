import { add, map, mul, product, spread, transpose } from "../graph/build.ts";
import { model } from "./model.ts";

/** PE = sin(pos ω_j) in the even columns and cos(pos ω_j) in the odd, ω_j = 10000^(−2⌊j/2⌋/d); output = X + PE */
export const positionalEncoding = model({
  name: "positional-encoding",
  title: "positional encoding",
  source: "Vaswani et al., Attention is all you need, arXiv:1706.03762 (2017), 3.5",
  choices: {
    layout: { interleaved: "sine and cosine in turn", halves: "sines, then cosines" },
    start: { zero: "positions from 0", one: "positions from 1" },
  },
  defaults: { layout: "interleaved", start: "zero" },
  presets: { vaswani2017: { layout: "interleaved", start: "zero" } },
  biasPairs: {},
  build(cell, { layout, start }) {
    const X = cell.data("X", "tokens without their positions, one row each", "tokens", "model");
    const [rows, d] = [cell.size("tokens"), cell.size("model")];
    const half = Math.ceil(d / 2);
    const pair = (j: number): number => (layout === "interleaved" ? Math.floor(j / 2) : j % half);
    const isSine = (j: number): boolean => (layout === "interleaved" ? j % 2 === 0 : j < half);
    const pos = cell.constant("pos", "positions", ["tokens"], (i) => i + (start === "one" ? 1 : 0));
    const omega = cell.constant("omega", "frequencies", ["model"], (j) => 10_000 ** ((-2 * pair(j)) / d));
    const sines = cell.constant("sines", "columns with a sine", ["model"], (j) => (isSine(j) ? 1 : 0));
    const cosines = cell.constant("cosines", "columns with a cosine", ["model"], (j) => (isSine(j) ? 0 : 1));

    const angles = cell.line("angles", "angles", product(pos, transpose(omega)));
    const wave = (fn: "sin" | "cos", columns: typeof sines) => mul(map(fn, angles), spread(columns, 0, rows));
    const PE = cell.line("PE", "positional encoding", add(wave("sin", sines), wave("cos", cosines)));
    cell.line("output", "tokens with their positions", add(X, PE));
  },
});
