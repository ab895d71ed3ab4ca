import { add, ref } from "../graph/build.ts";
import { refsOf } from "../graph/fold.ts";
import { type Graph, graph, type Input } from "../graph/graph.ts";
import { sizeOf, type Tensor, zeros } from "../linalg/tensor.ts";
import { type Values, value } from "../readings/value.ts";
import type { GradientRun } from "./gradients.ts";
import { LOSS } from "./loss.ts";

/** What central differences say about the gradient with respect to one quantity. */
export interface Check {
  readonly key: string;
  readonly entries: number;
  /** How many of them were held against differences: all, or some spread over the quantity. */
  readonly checked: number;
  /** The largest difference, relative to the largest entry of the gradient. */
  readonly difference: number;
  readonly verdict: "agrees" | "differs" | "at a kink" | "too small to tell";
}

/** Relative to the size of an entry from 1 on. */
export const WIDTH = 1e-5;
const TOLERANCE = 1e-5;
/** What is left of the digits of L in a difference of it, divided by the width. */
const NOISE = 1e-9;
/** Multiplications that are spent on it: a few seconds. `--all` spends what it takes. */
const MOST_WORK = 5e7;

/** Holds every gradient of a run against (L(w + ε) − L(w − ε)) / 2ε, computed forwards alone; no more work than `most`. */
export function verify(run: GradientRun, most: number = MOST_WORK): Check[] {
  const forward = withoutGradients(run.graph);
  const entries = [...run.gradients.values()].reduce((n, { data }) => n + data.length, 0);
  const every = Math.max(1, Math.ceil((2 * entries * workOf(forward)) / most));
  const isData = new Set(run.graph.inputs.filter(({ role }) => role === "data").map(({ key }) => key));
  let before = 0;
  return [...run.gradients].flatMap(([key, found]) => {
    // of a long sequence not every input is looked at, but every parameter is
    const first = isData.has(key) ? (every - (before % every)) % every : 0;
    before += found.data.length;
    return first < found.data.length ? [check(run, forward, key, found, { first, every })] : [];
  });
}

/** Every n-th entry from the first that is looked at. */
interface Picked {
  readonly first: number;
  readonly every: number;
}

const withoutGradients = ({ inputs, lines }: Graph): Graph =>
  graph(
    inputs,
    lines.filter(({ adjointOf }) => adjointOf === undefined),
  );

const workOf = ({ lines }: Graph): number =>
  lines.reduce((n, { expr }) => n + refsOf(expr).reduce((m, { shape }) => m + sizeOf(shape) + 50, 0), 0);

function check(
  run: GradientRun,
  forward: Graph,
  key: string,
  found: Tensor,
  { first, every }: Picked,
): Check {
  const loss = lossNear(forward, run.parameters.inputs, key);
  const largest = found.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const unseen = NOISE * Math.max(1, Math.abs(loss.here));
  const indices = [...found.data.keys()].filter((i) => i >= first && (i - first) % every === 0);
  const off = indices.map((i) => {
    const { slope, bend } = loss.differences(i);
    return { by: Math.abs(slope - found.data[i]), kink: bend > TOLERANCE * Math.max(largest, unseen) * 10 };
  });
  const worst = Math.max(...off.map(({ by }) => by));
  const bad = off.filter(({ by }) => by > TOLERANCE * largest + unseen);
  return {
    key,
    entries: found.data.length,
    checked: indices.length,
    difference: worst === 0 ? 0 : worst / Math.max(largest, unseen),
    verdict: verdictOf(bad, largest < unseen && largest > 0),
  };
}

function verdictOf(bad: readonly { readonly kink: boolean }[], small: boolean): Check["verdict"] {
  if (bad.length > 0) return bad.every(({ kink }) => kink) ? "at a kink" : "differs";
  return small ? "too small to tell" : "agrees";
}

/** The loss as one quantity is moved; a line is moved by an input that is added to it. */
function lossNear(forward: Graph, inputs: Values, key: string) {
  const isInput = forward.inputs.some((input) => input.key === key);
  const moved = isInput ? forward : withOffset(forward, key);
  const at = isInput ? (inputs.get(key) as Tensor) : zeros(moved.inputs[moved.inputs.length - 1].shape);
  const name = isInput ? key : OFFSET;
  const loss = (data: Float64Array): number =>
    (value(moved, new Map([...inputs, [name, { shape: at.shape, data }]])).get(LOSS) as Tensor).data[0];
  const here = loss(at.data);
  return {
    here,
    differences(i: number): { readonly slope: number; readonly bend: number } {
      const width = WIDTH * Math.max(1, Math.abs(at.data[i]));
      const [above, below] = [width, -width].map((by) => loss(at.data.map((x, n) => (n === i ? x + by : x))));
      return { slope: (above - below) / (2 * width), bend: Math.abs(above - 2 * here + below) / width };
    },
  };
}

const OFFSET = "offset";

function withOffset({ inputs, lines }: Graph, key: string): Graph {
  const line = lines.find((one) => one.key === key);
  const shape = line?.expr.shape ?? [];
  const offset: Input = { key: OFFSET, symbol: OFFSET, title: OFFSET, role: "data", shape, sizes: [] };
  return graph(
    [...inputs, offset],
    lines.map((one) => (one === line ? { ...one, expr: add(one.expr, ref(OFFSET, shape)) } : one)),
  );
}
