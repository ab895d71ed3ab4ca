import { keysOf } from "../graph/fold.ts";
import type { Graph, Line } from "../graph/graph.ts";
import { hold, reachedFrom } from "../graph/hold.ts";
import { keyAt } from "../graph/unroll.ts";
import { filled, sameShape, type Tensor } from "../linalg/tensor.ts";
import type { Convention } from "../models/model.ts";
import { type Values, value } from "../readings/value.ts";
import { didYouMean } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { canonicalKey } from "./keys.ts";
import type { Run } from "./run.ts";

/** A line held at one value after another, the same in every entry. */
export interface Sweep {
  readonly convention: Convention;
  /** The lines that are held: one, or that of every step of a sequence. */
  readonly held: readonly Line[];
  readonly at: readonly number[];
  /** The written lines that change with it, the last of them last. */
  readonly shown: readonly Line[];
  /** Their numbers at each value. */
  readonly values: readonly Values[];
  /** The quantities that the last line is, digit for digit, at the first value and at the last. */
  readonly ends: readonly [readonly string[], readonly string[]];
}

/** Evenly from `from` to `to`, both included. */
export const evenly = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (i === count - 1 ? to : from + ((to - from) * i) / (count - 1)));

/** What follows from a line as it goes from one value to another; everything else stays as it is. */
export function sweep(
  { graph, parameters, values: own, convention }: Run,
  lines: readonly Line[],
  at: readonly number[],
): Sweep {
  const keys = new Set(lines.map(({ key }) => key));
  const shown = reachedFrom(graph, ({ expr }) => keysOf(expr), keys).filter(({ quiet }) => !quiet);
  if (shown.length === 0) throw new UserError(`nothing depends on ${lines[0].key}; sweep a line before it`);
  const held = hold(graph, ({ key }) => keys.has(key));
  const constants = graph.inputs.flatMap(({ key }): [string, Tensor][] => {
    const tensor = parameters.inputs.get(key) ?? own.get(key);
    return tensor ? [[key, tensor]] : [];
  });
  const values = at.map((x) =>
    value(
      held,
      new Map([
        ...constants,
        ...lines.map(({ key, expr }): [string, Tensor] => [key, filled(expr.shape, x)]),
      ]),
    ),
  );
  const last = shown[shown.length - 1].key;
  const end = (found: Values) => sameAs(graph, found, last, keys);
  return {
    convention,
    held: lines,
    at,
    shown,
    values,
    ends: [end(values[0]), end(values[values.length - 1])],
  };
}

/** The other quantities that have the same numbers, to the last digit. */
function sameAs({ inputs, lines }: Graph, values: Values, key: string, held: ReadonlySet<string>): string[] {
  const wanted = values.get(key) as Tensor;
  const others = [...inputs.filter(({ role }) => role === "state"), ...lines.filter(({ quiet }) => !quiet)];
  return others
    .map((other) => other.key)
    .filter((other) => other !== key && !held.has(other))
    .filter((other) => same(values.get(other) as Tensor, wanted));
}

const same = (a: Tensor, b: Tensor): boolean =>
  sameShape(a.shape, b.shape) && a.data.every((x, i) => x === b.data[i]);

/** What is swept where nobody says: the gate that decides what is kept. */
const usual: Readonly<Record<string, string>> = { gru: "z_t", lstm: "f_t" };

/**
 * The lines that a key stands for: `z_2`, or `z_t`, which in a sequence is the line of every step.
 * @throws UserError where there is no such line
 */
export function linesCalled(
  { graph, exercise, parameters, model }: Run,
  typed: string | undefined,
): readonly Line[] {
  const { model: name } = exercise.file;
  const written = graph.lines.filter(({ quiet }) => !quiet);
  const wanted = typed ?? usual[name];
  if (wanted === undefined)
    throw new UserError(`name a line of the ${model.title} to sweep: ${listed(written)}`);
  const steps = Array.from({ length: parameters.steps ?? 0 }, (_, i) => i + 1);
  const overall = steps.length > 0 ? written.map(({ key }) => key.replace(/_\d+$/, "_t")) : [];
  const keys = [...new Set([...written.map(({ key }) => key), ...overall])];
  const key = canonicalKey(wanted, name, keys);
  if (key === undefined) throw new UserError(unknown(wanted, graph, written));
  const every = new Set([key, ...steps.map((step) => keyAt(key, step))]);
  return written.filter((line) => every.has(line.key));
}

function unknown(typed: string, { inputs }: Graph, written: readonly Line[]): string {
  if (inputs.some(({ key }) => key === typed))
    return `${typed} is given; --set changes it. A sweep takes ${listed(written)}`;
  const hint = didYouMean(
    typed,
    written.map(({ key }) => key),
  );
  return `there is no line ${typed} to sweep${hint || `; there is ${listed(written)}`}`;
}

const listed = (lines: readonly Line[]): string => {
  const keys = lines.map(({ key }) => key);
  return keys.length > 8 ? `${keys.slice(0, 8).join(", ")}, …` : keys.join(", ");
};

/** A gate's σ over its pre-activation, and where the exercise's own numbers stand on it. */
export interface Switch {
  readonly line: Line;
  readonly curve: readonly (readonly [number, number])[];
  readonly own: readonly (readonly [number, number])[];
}

const REACH = 6;

/** The soft switch that a line is; undefined where it is no σ of a pre-activation. */
export function softSwitch({ graph, values, parameters }: Run, line: Line): Switch | undefined {
  const { expr } = line;
  if (expr.kind !== "map" || expr.fields.fn !== "sigmoid" || expr.fields.arg.kind !== "ref") return undefined;
  const { key } = expr.fields.arg.fields;
  const held = hold(graph, (other) => other.key === key);
  const own = Array.from((values.get(key) as Tensor).data);
  const reach = Math.max(REACH, ...own.map((a) => Math.ceil(Math.abs(a))));
  const curve = evenly(-reach, reach, 49).map((a) => {
    const inputs = new Map([...values, ...parameters.inputs, [key, filled(expr.shape, a)]]);
    return [a, (value(held, inputs).get(line.key) as Tensor).data[0]] as const;
  });
  const result = (values.get(line.key) as Tensor).data;
  return { line, curve, own: own.map((a, i) => [a, result[i]] as const) };
}
