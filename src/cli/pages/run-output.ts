import { errataOf } from "../../course/errata.ts";
import type { Run } from "../../course/run.ts";
import type { RunOutput } from "../../course/run-schema.ts";
import { type Tensor, toNested } from "../../linalg/tensor.ts";
import { atom, writing } from "../../readings/equation.ts";
import { unicode } from "../../readings/notation/unicode.ts";
import { steps } from "../../readings/steps.ts";
import { unicodeSymbol } from "../../text/symbol.ts";
import { namedExercise, symbolsOf } from "./names.ts";

/** The terms of a sum over hundreds of steps say nothing that its equation does not, and fill the memory. */
const MOST_PARTS = 64;

/** What `--json` prints of a run: every number in full double precision, under the keys of the contract. */
export function runOutput(run: Run): RunOutput {
  const { exercise, convention, parameters, graph, values } = run;
  const symbol = symbolsOf(graph);
  const numbers = (keys: readonly string[], from: ReadonlyMap<string, Tensor>) =>
    Object.fromEntries(keys.map((key) => [key, toNested(from.get(key) as Tensor)]));
  const written = writing(unicode, (key) => atom(unicodeSymbol(symbol(key))));
  const worked = steps(graph, values);
  return {
    schema: 1,
    exercise: namedExercise(exercise),
    convention: { ...convention },
    parameters: numbers([...parameters.shown.keys()], parameters.shown),
    notes: [...parameters.notes],
    steps: worked.map(({ line, expr, parts, value }) => ({
      key: line.key,
      symbol: unicodeSymbol(line.symbol),
      title: line.title,
      ...(line.at === undefined ? {} : { at: line.at }),
      equation: `${unicodeSymbol(line.symbol)} = ${written(expr)}`,
      shape: [...value.shape],
      value: toNested(value),
      parts: (parts.length > MOST_PARTS ? [] : parts).map((part) => ({
        equation: written(part.expr),
        value: toNested(part.value),
      })),
    })),
    values: numbers(
      worked.map(({ line }) => line.key),
      values,
    ),
    errata: errataOf(exercise).map(({ where, note, proof }) => ({
      where,
      note,
      proof: proof.map(({ label, run: shown, show }) => ({ label, values: numbers(show, shown.values) })),
    })),
  };
}

/** One record an entry: the line's key, its row and column from 1, and the number. */
export function runRecords({ graph, values }: Run): (string | number)[][] {
  const written = graph.lines.filter((line) => !line.quiet);
  return [
    ["key", "title", "row", "column", "value"],
    ...written.flatMap(({ key, title }) => {
      const { shape, data } = values.get(key) as Tensor;
      const cols = shape[1] ?? 1;
      return Array.from(data, (x, i) => [key, title, Math.floor(i / cols) + 1, (i % cols) + 1, x]);
    }),
  ];
}
