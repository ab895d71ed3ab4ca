import { ref } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { identity, keysOf, replace } from "../graph/fold.ts";
import { type Graph, graph, type Line } from "../graph/graph.ts";
import { initialKey, keyAt } from "../graph/unroll.ts";
import { spectralNorm } from "../linalg/svd.ts";
import { sizeOf, type Tensor, zeros } from "../linalg/tensor.ts";
import { gradient, gradientKey } from "../readings/gradient.ts";
import { evaluate, type Values } from "../readings/value.ts";
import type { Run } from "./run.ts";

const SEED = "seed";

/**
 * The backward half of a graph: what its forward lines have found is given, and `seed`; the lines are
 * seedᵀ ∂of/∂… for everything between `of` and `wrt`.
 */
export function backwards(whole: Graph, of: string, wrt: readonly string[]): Graph {
  const both = gradient(whole, of, wrt, SEED);
  const forward = whole.lines.map(({ key, symbol, title, expr }) => ({
    ...{ key, symbol, title, shape: expr.shape },
    role: "data" as const,
    sizes: [],
  }));
  return graph([...both.inputs, ...forward], both.lines.slice(whole.lines.length));
}

/**
 * ∂of/∂key for every key of `wrt`, an n×m matrix each, by key: a vector–Jacobian product for each entry of `of`,
 * all of them on one backward graph. Time is linear in the steps of the graph.
 */
export function jacobians(
  whole: Graph,
  values: Values,
  of: string,
  wrt: readonly string[],
): ReadonlyMap<string, Tensor> {
  const known = new Map(values);
  const moving = partedFrom(SEED, backwards(whole, of, wrt).lines, known);
  const n = sizeOf((values.get(of) as Tensor).shape);
  const found = new Map(
    wrt.map((key) => [key, zeros([n, sizeOf((values.get(key) as Tensor).shape)])] as const),
  );
  for (let row = 0; row < n; row++) {
    known.set(SEED, unit(values.get(of) as Tensor, row));
    for (const { key, expr } of moving) known.set(key, evaluate(expr, known));
    for (const [key, matrix] of found) {
      const product = known.get(gradientKey(key));
      if (product) matrix.data.set(product.data, row * (matrix.shape[1] as number));
    }
  }
  return found;
}

/**
 * The lines that depend on a key, with whatever in them does not (slopes, transposed matrices) worked out once and
 * put among what is known: it is more than half of a backward pass.
 */
function partedFrom(key: string, lines: readonly Line[], known: Map<string, Tensor>): Line[] {
  const moving = new Set([key]);
  const names = new Map<string, string>();
  const still = (expr: Expr): Expr | undefined => {
    if (expr.kind === "ref" || keysOf(expr).some((read) => moving.has(read))) return undefined;
    const id = identity(expr);
    const name = names.get(id) ?? `still ${names.size}`;
    if (!names.has(id)) known.set(name, evaluate(expr, known));
    names.set(id, name);
    return ref(name, expr.shape);
  };
  return lines.map((line) => {
    moving.add(line.key);
    return { ...line, expr: replace(line.expr, still) };
  });
}

function unit({ shape }: Tensor, at: number): Tensor {
  const out = zeros(shape);
  out.data[at] = 1;
  return out;
}

/** How much of a change of a state is left at the last step. */
export interface Flow {
  /** The state's letter: h, or an LSTM's c. */
  readonly state: string;
  /** ‖∂h_T/∂h_t‖ at t, the largest singular value, for t = 0 … T; the last is 1. */
  readonly norms: readonly number[];
  /** ∂h_T/∂h_0 */
  readonly whole: Tensor;
}

/** The flow of a run over a sequence, through one of its states: `h_prev`, `c_prev`. */
export function flowOf({ model, convention, parameters, graph: whole, values }: Run, state = "h_prev"): Flow {
  const steps = parameters.steps as number;
  const becomes = model.build(parameters.sizes, convention).recurrence[state];
  const keys = Array.from({ length: steps }, (_, t) => (t === 0 ? initialKey(state) : keyAt(becomes, t)));
  const found = jacobians(whole, values, keyAt(becomes, steps), keys);
  const all = keys.map((key) => found.get(key) as Tensor);
  return { state: becomes.replace(/_t$/, ""), norms: [...all.map(spectralNorm), 1], whole: all[0] };
}

/** The factor by which something grows in a step, fitted to all of its finite sizes above 0; NaN where there are not two. */
export function ratePerStep(norms: readonly number[]): number {
  const points = norms.flatMap((norm, t) => (norm > 0 && Number.isFinite(norm) ? [[t, Math.log(norm)]] : []));
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [t, y] = [mean(points.map(([x]) => x)), mean(points.map(([, ln]) => ln))];
  const slope =
    points.reduce((sum, [x, ln]) => sum + (x - t) * (ln - y), 0) /
    points.reduce((sum, [x]) => sum + (x - t) ** 2, 0);
  // backwards in time: from T down to 0
  return Math.exp(-slope);
}

/** The cost of the flow through a state: a product with an n×n matrix for every step, n times. */
export const costOf = (hidden: number, steps: number): number => hidden ** 3 * steps;
