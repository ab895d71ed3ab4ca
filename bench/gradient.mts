import { graph } from "../src/graph/graph.ts";
import { unroll } from "../src/graph/unroll.ts";
import { random } from "../src/linalg/random.ts";
import { gru } from "../src/models/gru.ts";
import { gradient } from "../src/readings/gradient.ts";
import { value } from "../src/readings/value.ts";
import { printTable } from "./interleave.mts";

// The gradient of a GRU of 64 units in all its parameters, over more and more steps: what the graph costs, what its
// numbers cost beside those of the forward lines, and how both grow with the steps.

const SIZES = { input: 64, hidden: 64, output: 1 };
const STEPS = [25, 50, 100, 200];
const ROUNDS = 3;

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[all.length >> 1];

interface Cost {
  readonly steps: number;
  readonly build: number;
  readonly forward: number;
  readonly both: number;
}

function cost(steps: number): Cost {
  const forward = unroll(gru.build(SIZES, gru.defaults), steps);
  const draw = random(1);
  const inputs = new Map(forward.inputs.map(({ key, shape }) => [key, draw.tensor(shape, -0.2, 0.2, 3)]));
  const seed = { shape: [SIZES.hidden] as const, data: new Float64Array(SIZES.hidden).fill(1) };
  const differentiate = () => gradient(graph(forward.inputs, forward.lines), `h_${steps}`, undefined, "v");
  const whole = differentiate();
  const seeded = new Map([...inputs, ["v", seed]]);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    build: timed(differentiate),
    forward: timed(() => value(forward, inputs)),
    both: timed(() => value(whole, seeded)),
  }));
  const of = (what: "build" | "forward" | "both") => median(rounds.map((round) => round[what]));
  return { steps, build: of("build"), forward: of("forward"), both: of("both") };
}

cost(STEPS[0]); // warm
const costs = STEPS.map(cost);
const perStep = ({ steps, build, both }: Cost): number => (build + both) / steps;

console.log("Gradient of a GRU, 64 units, in every parameter\n");
printTable([
  [
    "steps",
    "make the graph, ms",
    "forward, ms",
    "forward and gradient, ms",
    "ratio",
    "ms a step",
    "against 25 steps",
  ],
  ...costs.map((one) => [
    String(one.steps),
    one.build.toFixed(1),
    one.forward.toFixed(1),
    one.both.toFixed(1),
    (one.both / one.forward).toFixed(1),
    perStep(one).toFixed(2),
    (perStep(one) / perStep(costs[0])).toFixed(2),
  ]),
]);
