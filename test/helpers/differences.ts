import { add, mul, ref, sum } from "../../src/graph/build.ts";
import type { Expr } from "../../src/graph/expr.ts";
import { type Graph, graph, type Input, type Line } from "../../src/graph/graph.ts";
import type { Tensor } from "../../src/linalg/tensor.ts";
import { type Values, value } from "../../src/readings/value.ts";

/** The graph with a scalar `L` behind it: every entry of the lines named, weighed by inputs `w_…` of their own. */
export function weighed(g: Graph, keys: readonly string[] = g.lines.map(({ key }) => key)): Graph {
  const lines = keys.map((key) => g.lines.find((line) => line.key === key) as Line);
  const weights = lines.map(({ key, expr: { shape } }): Input => {
    const name = `w_${key}`;
    return { key: name, symbol: name, title: name, role: "data", shape, sizes: shape.map(() => "any") };
  });
  const terms = lines.map(({ key, expr: { shape } }) => total(mul(ref(key, shape), ref(`w_${key}`, shape))));
  const loss: Line = { key: "L", symbol: "L", title: "loss", role: "loss", expr: add(...terms) };
  return graph([...g.inputs, ...weights], [...g.lines, loss]);
}

export function total(e: Expr): Expr {
  return e.shape.length === 0 ? e : total(sum(e, 0));
}

/** ∂of/∂(every entry of an input), of a scalar line, by central differences of this width. */
export function differences(g: Graph, inputs: Values, of: string, key: string, width: number): Tensor {
  const at = inputs.get(key) as Tensor;
  const moved = (i: number, by: number): number => {
    const data = Float64Array.from(at.data);
    data[i] += by;
    return (value(g, new Map([...inputs, [key, { shape: at.shape, data }]])).get(of) as Tensor).data[0];
  };
  return { shape: at.shape, data: at.data.map((_, i) => (moved(i, width) - moved(i, -width)) / (2 * width)) };
}
