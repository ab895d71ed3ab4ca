import type { Graph } from "../../graph/graph.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { evaluate, type Values } from "../../readings/value.ts";
import { targetTokens } from "./alphabet.ts";
import { oneHot } from "./construct.ts";

/** The likeliest entry of a vector, the first of equals. */
export const argmax = ({ data }: Tensor): number => data.indexOf(Math.max(...data));

/** The numbers of all lines, and what was written. */
export interface Decoded {
  readonly values: Values;
  /** The tokens in the order of writing, one for each step of the graph, also those after the first `<end>`. */
  readonly written: readonly string[];
}

/** Works through the lines, handing what each step writes (the largest logit) to the step after it as y_j. */
export function decode(graph: Graph, inputs: Values): Decoded {
  const values = new Map(inputs);
  const written: string[] = [];
  for (const line of graph.lines) {
    const found = evaluate(line.expr, values);
    values.set(line.key, found);
    if (line.role !== "logits") continue;
    const index = argmax(found);
    written.push(targetTokens[index]);
    values.set(`y_${line.at}`, oneHot(index, targetTokens.length));
  }
  return { values, written };
}
