import type { Run } from "../../course/run.ts";
import type { Graph } from "../../graph/graph.ts";
import { type Tensor, toNested } from "../../linalg/tensor.ts";
import type { Named } from "../../report/report.ts";
import { type Formula, symbolMath } from "../../text/formula.ts";

/** The symbol of every key of a graph, and of `x`, the whole of a sequence. */
export function symbolsOf(graph: Graph): (key: string) => string {
  const symbols = new Map([...graph.inputs, ...graph.lines].map(({ key, symbol }) => [key, symbol]));
  return (key) => symbols.get(key) ?? key;
}

/** What was given, equal matrices and vectors under all their names: `W_z = U_z = …`. */
export function givenOf({ graph, parameters }: Run): Named[] {
  const symbol = symbolsOf(graph);
  const groups: { names: Formula[]; tensor: Tensor; joins: boolean }[] = [];
  for (const [key, tensor] of parameters.shown) {
    const joins = /^[WUbBp]_/.test(key);
    const same = groups.find((group) => joins && group.joins && equal(group.tensor, tensor));
    const name = symbolMath(symbol(key));
    if (same) same.names.push(name);
    else groups.push({ names: [name], tensor, joins });
  }
  return groups.map(({ names, tensor }) => ({ names, value: toNested(tensor) }));
}

const equal = (a: Tensor, b: Tensor): boolean =>
  a.shape.length === b.shape.length &&
  a.shape[0] === b.shape[0] &&
  a.data.length === b.data.length &&
  a.data.every((x, i) => x === b.data[i]);

/** The values of some lines, each under its symbol. */
export function resultsOf({ graph, values }: Run, keys: readonly string[]): Named[] {
  const symbol = symbolsOf(graph);
  return keys.map((key) => ({
    names: [symbolMath(symbol(key))],
    value: toNested(values.get(key) as Tensor),
  }));
}
