import type { Exercise } from "../../course/exercise.ts";
import type { Run } from "../../course/run.ts";
import type { Graph } from "../../graph/graph.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Entry, Named, Numbers } from "../../report/report.ts";
import { positions } from "../../text/box.ts";
import { type Formula, symbolMath } from "../../text/formula.ts";

/** What `--json` calls an exercise. */
export const namedExercise = ({ id, title, file: { alias }, variant }: Exercise) => ({
  id,
  ...(alias ? { alias } : {}),
  title,
  ...(variant === undefined ? {} : { variant }),
});

/** The symbol of every key of a graph, and of `x`, the whole of a sequence. */
export function symbolsOf(graph: Graph): (key: string) => string {
  const symbols = new Map([...graph.inputs, ...graph.lines].map(({ key, symbol }) => [key, symbol]));
  return (key) => symbols.get(key) ?? key;
}

const MOST_SHOWN = 8;

/** The entries of a tensor that are shown: all, or of more than eight rows or columns the first and the last. */
export function shown(tensor: Tensor, all: boolean): Numbers {
  const { shape, data } = tensor;
  if (shape.length === 0) return data[0];
  const cols = shape[1] ?? 1;
  const kept = (count: number) => positions(count, all ? count : MOST_SHOWN);
  const entry = (i: number | undefined, j: number | undefined): Entry =>
    i === undefined || j === undefined ? null : data[i * cols + j];
  if (shape.length === 1) return kept(shape[0]).map((i) => entry(i, 0));
  return kept(shape[0]).map((i) => kept(cols).map((j) => entry(i, j)));
}

/** What was given, equal matrices and vectors under all their names: `W_z = U_z = …`. */
export function givenOf({ graph, parameters }: Run, all: boolean): Named[] {
  const symbol = symbolsOf(graph);
  const groups: { names: Formula[]; tensor: Tensor; joins: boolean }[] = [];
  const constants = graph.inputs.flatMap(({ key, value }) => (value ? [[key, value] as const] : []));
  for (const [key, tensor] of [...parameters.shown, ...constants]) {
    const joins = /^[WUbBp]_/.test(key);
    const same = groups.find((group) => joins && group.joins && equal(group.tensor, tensor));
    const name = symbolMath(symbol(key));
    if (same) same.names.push(name);
    else groups.push({ names: [name], tensor, joins });
  }
  return groups.map(({ names, tensor }) => ({ names, value: shown(tensor, all) }));
}

const equal = (a: Tensor, b: Tensor): boolean =>
  a.shape.length === b.shape.length &&
  a.shape[0] === b.shape[0] &&
  a.data.length === b.data.length &&
  a.data.every((x, i) => x === b.data[i]);

/** The values of some lines, each under its symbol. */
export function resultsOf({ graph, values }: Run, keys: readonly string[], all: boolean): Named[] {
  const symbol = symbolsOf(graph);
  return keys.map((key) => ({
    names: [symbolMath(symbol(key))],
    value: shown(values.get(key) as Tensor, all),
  }));
}
