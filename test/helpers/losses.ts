import type { Work } from "../../src/checking/mistake.ts";
import { add, logSoftmax, mul, negate, onehot, ref, scale, subtract, sum } from "../../src/graph/build.ts";
import type { Expr } from "../../src/graph/expr.ts";
import { graph, type Input, type Line } from "../../src/graph/graph.ts";
import { keyAt } from "../../src/graph/unroll.ts";
import { random } from "../../src/linalg/random.ts";
import { gradient } from "../../src/readings/gradient.ts";

export type Loss = "squared" | "cross-entropy";

const KEY = /_\d+$/;

/** The work with a loss over its outputs (its states where there are none) at each step, and their sum, L. */
export function withLoss(work: Work, loss: Loss, seed = 7): Work {
  const draw = random(seed);
  const steps = Math.max(0, ...work.graph.lines.map(({ at }) => at ?? 0));
  const over = work.graph.lines.some(({ role }) => role === "output") ? "output" : /hidden-state|new-state/;
  const predicted = work.graph.lines.filter(({ role }) =>
    over === "output" ? role === over : (over as RegExp).test(role),
  );
  const targets = loss === "squared" ? predicted.map(({ key, expr, at }) => targetOf(key, expr, at)) : [];
  const losses = predicted.map(({ key, at, expr: { shape } }, i): Line => {
    const own = at === undefined ? "L" : `L_${at}`;
    const y = ref(key, shape);
    const n = shape[0] as number;
    const difference = (): Expr => subtract(y, ref(targets[i].key, shape));
    const expr =
      loss === "squared"
        ? scale(0.5, sum(mul(difference(), difference()), 0), "1/2")
        : negate(sum(mul(onehot([draw.integer(0, n - 1)], n), logSoftmax(y)), 0));
    return { key: own, symbol: own, title: "loss", role: "loss", expr, ...(at === undefined ? {} : { at }) };
  });
  const total: Line = {
    key: "L",
    symbol: "L",
    title: "loss",
    role: "total-loss",
    expr: add(...losses.map(({ key }) => ref(key, []))),
  };
  const lines = [...work.graph.lines, ...losses, ...(steps > 0 ? [total] : [])];
  const numbers = targets.map(({ key, shape }) => [key, draw.tensor(shape, -1, 1)] as const);
  return {
    ...work,
    graph: graph([...work.graph.inputs, ...targets], lines),
    inputs: new Map([...work.inputs, ...numbers]),
  };
}

const targetOf = (key: string, { shape }: Expr, at: number | undefined): Input => {
  const name = at === undefined ? "target_t" : keyAt("target_t", at);
  return {
    key: name,
    symbol: key.replace(KEY, name),
    title: "target",
    role: "data",
    shape,
    sizes: ["output"],
  };
};

/** The work with the gradient of its loss behind it, by all weights, biases and states. */
export function withGradient(work: Work): Work {
  const wrt = work.graph.inputs
    .filter(({ role, key }) => role !== "constant" && !key.startsWith("target"))
    .map(({ key }) => key);
  return { ...work, graph: gradient(work.graph, "L", wrt) };
}
