import { keysOf } from "../graph/fold.ts";
import { type Graph, graph, type Input, type Line } from "../graph/graph.ts";
import { sizeOf, type Tensor, zeros } from "../linalg/tensor.ts";
import { gradient } from "./gradient.ts";
import { rows } from "./rows.ts";
import { evaluate, type Values } from "./value.ts";

// How far a result can be off when what is written on the way to it is rounded: to first order every row that is off by
// δ moves it by ∂result/∂row · δ, so that |error| ≤ Σ |∂result/∂row| · ½·10^−w (the affine bound, by adjoints).

/** What one entry of a result hangs on. */
export interface Sensitivity {
  /** Σ |∂entry/∂row| over every number in the rows before it. */
  readonly rows: number;
  /** How many numbers those are. */
  readonly count: number;
  /** |∂entry/∂…| of every number of the lines that were put in. */
  readonly put: ReadonlyMap<string, Float64Array>;
}

const nothing: Values = new Map();

/**
 * For each entry of the line `of`, its sensitivity to the rows of the working before it. `put` are lines that are
 * numbers by themselves, whatever stands before them.
 */
export function sensitivity(whole: Graph, inputs: Values, of: string, put: Values = nothing): Sensitivity[] {
  const { forward, backward, put: used, rows: before, shape } = prepared(whole, of, [...put.keys()]);
  const values = new Map([...inputs, ...used.map((key) => [key, put.get(key) as Tensor] as const)]);
  const work = ({ key, expr }: Line) => values.set(key, evaluate(expr, values));
  forward.forEach(work);
  const adjoints = new Map(backward.map(({ key, adjointOf }) => [adjointOf, key]));
  const slopes = (key: string): Float64Array =>
    values.get(adjoints.get(key) ?? "")?.data.map(Math.abs) ?? new Float64Array();
  return Array.from({ length: sizeOf(shape) }, (_, i) => {
    const seed = zeros(shape);
    seed.data[i] = 1;
    values.set(SEED, seed);
    backward.forEach(work);
    const all = before.map(slopes);
    return {
      rows: all.reduce((sum, one) => one.reduce((a, b) => a + b, sum), 0),
      count: all.reduce((sum, { length }) => sum + length, 0),
      put: new Map(used.map((key) => [key, slopes(key)])),
    };
  });
}

/**
 * The most by which the entry is off when every row is off by `half` at most and the lines that were put in by
 * `halfPut`. What is of second order gets a pad: the square of what is of first, and of every δ alone.
 */
export function bound(s: Sensitivity, half: number, halfPut: (key: string, i: number) => number): number {
  let first = s.rows * half;
  for (const [key, slopes] of s.put)
    first += slopes.reduce((sum, slope, i) => sum + slope * halfPut(key, i), 0);
  return first + first * first + s.count * half * half;
}

const SEED = "seed/";

interface Prepared {
  readonly forward: readonly Line[];
  /** The gradient of the result, which stands behind the lines; those may hold another gradient. */
  readonly backward: readonly Line[];
  readonly put: readonly string[];
  readonly rows: readonly string[];
  readonly shape: Tensor["shape"];
}

const known = new WeakMap<Graph, Map<string, Prepared>>();

function prepared(whole: Graph, of: string, put: readonly string[]): Prepared {
  const made = known.get(whole) ?? new Map<string, Prepared>();
  known.set(whole, made);
  const name = [of, ...put].join(" ");
  const found = made.get(name) ?? prepare(whole, of, put);
  made.set(name, found);
  return found;
}

function prepare(whole: Graph, of: string, put: readonly string[]): Prepared {
  const cut = before(rows(whole), of, new Set(put));
  const used = put.filter((key) => cut.inputs.some((input) => input.key === key));
  const lines = cut.lines.map(({ key }) => key).filter((key) => key !== of);
  const line = cut.lines[cut.lines.length - 1];
  return {
    forward: cut.lines,
    backward: gradient(cut, of, [...lines, ...used], SEED).lines.slice(cut.lines.length),
    put: used,
    rows: lines,
    shape: line.expr.shape,
  };
}

/** What a line is worked out from, it being the last one; lines of `put` are inputs, and nothing stands before them. */
function before({ inputs, lines }: Graph, of: string, put: ReadonlySet<string>): Graph {
  const needed = new Set([of]);
  for (const { key, expr } of [...lines].reverse())
    if (needed.has(key) && (key === of || !put.has(key))) for (const read of keysOf(expr)) needed.add(read);
  const kept = lines.filter(({ key }) => needed.has(key));
  const given = kept
    .filter(({ key }) => key !== of && put.has(key))
    .map(
      ({ key, symbol, title, expr }): Input => ({
        ...{ key, symbol, title, role: "data", shape: expr.shape, sizes: [] },
      }),
    );
  const worked = kept.filter(({ key }) => key === of || !put.has(key));
  return graph([...inputs.filter(({ key }) => needed.has(key)), ...given], worked);
}
