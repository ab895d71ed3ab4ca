import type { Line } from "../graph/graph.ts";
import { epsilon } from "./sheet.ts";
import type { Typed } from "./typed.ts";

/** What no working can give, whatever its numbers: a σ outside (0, 1), a tanh outside (−1, 1), a softmax without sum 1. */
export type Broken = "sigmoid" | "tanh" | "softmax";

/** The law that an answer breaks; none where its line has none, or keeps it. */
export function brokenBy({ expr }: Line, { tensor, half }: Typed): Broken | undefined {
  const inside = (low: number, high: number): boolean => tensor.data.every((x) => x > low && x < high);
  if (expr.kind === "map" && expr.fields.fn === "sigmoid") return inside(0, 1) ? undefined : "sigmoid";
  if (expr.kind === "map" && expr.fields.fn === "tanh") return inside(-1, 1) ? undefined : "tanh";
  if (expr.kind !== "softmax") return undefined;
  const width = tensor.shape.length === 2 ? (tensor.shape[1] as number) : tensor.data.length;
  const sums = new Float64Array(tensor.data.length / width);
  const slack = new Float64Array(sums.length);
  tensor.data.forEach((x, i) => {
    sums[Math.floor(i / width)] += x;
    slack[Math.floor(i / width)] += half[i];
  });
  return sums.every((sum, i) => Math.abs(sum - 1) <= slack[i] + epsilon(1)) ? undefined : "softmax";
}
