import type { Graph } from "../graph/graph.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { evaluate, type Values } from "./value.ts";

/**
 * What every line comes to when it is worked out from somebody's own numbers for the lines before it, `put`.
 * Stops where `goesOn` says no.
 */
export function followed(
  { lines }: Graph,
  inputs: Values,
  put: Values,
  goesOn: (key: string, found: Tensor) => boolean = () => true,
): Values {
  const used = new Map(inputs);
  const found = new Map<string, Tensor>();
  for (const { key, expr } of lines) {
    const own = evaluate(expr, used);
    found.set(key, own);
    used.set(key, put.get(key) ?? own);
    if (!goesOn(key, own)) break;
  }
  return found;
}
