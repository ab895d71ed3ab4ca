import { add, logSoftmax, mul, product, ref, scale, sum } from "../graph/build.ts";
import { type Graph, graph, type Input } from "../graph/graph.ts";
import { encoderDecoder } from "../models/encoder-decoder.ts";
import type { Config } from "./config.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { sourceLength, targetLength } from "./tokens.ts";
import { sourceTokens, targetTokens } from "./vocabulary.ts";

export interface CaseModel {
  readonly graph: Graph;
  readonly parameters: readonly Input[];
  readonly initial: readonly string[];
}
export const LOSS = "L";
export const keys = {
  source: (i: number) => `x_${i}`,
  previous: (j: number) => `y_${j}`,
  target: (j: number) => `t_${j}`,
  logits: (j: number) => `o_${j}`,
  attention: (j: number) => `alpha_${j}`,
};

export function modelFor(config: Config, length: number): CaseModel {
  const sizes = { input: sourceTokens.length, hidden: config.hidden, output: targetTokens.length };
  const lengths = { source: sourceLength(length), target: targetLength(length) };
  const g = encoderDecoder.build(sizes, lengths, { attention: config.attention });
  const m = lengths.target;
  const js = Array.from({ length: m }, (_, j) => j + 1);
  const targets = js.map(
    (j): Input => ({
      key: `t_${j}`,
      symbol: `t_${j}`,
      title: "target",
      role: "data",
      shape: [sizes.output],
      sizes: [],
    }),
  );
  const L = scale(
    -1 / m,
    add(
      ...js.map((j) => sum(mul(ref(`t_${j}`, [sizes.output]), logSoftmax(ref(`o_${j}`, [sizes.output]))), 0)),
    ),
  );
  void product;
  const whole = graph(
    [...g.inputs, ...targets],
    [...g.lines, { key: "L", symbol: "L", title: "loss", role: "loss", expr: L }],
  );
  return {
    graph: whole,
    parameters: whole.inputs.filter(({ role }) => role === "weight" || role === "bias"),
    initial: whole.inputs.filter(({ role }) => role === "state").map(({ key }) => key),
  };
}

export const layoutFor = (config: Config): Layout => layoutOf(modelFor(config, 1).parameters);
