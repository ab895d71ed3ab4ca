import { graph, type Input } from "../src/graph/graph.ts";
import { random } from "../src/linalg/random.ts";
import { gru } from "../src/models/gru.ts";
import { gradient, gradientKey } from "../src/readings/gradient.ts";
import { compile } from "../src/readings/program/index.ts";
import { askedPython } from "./asked.mts";
import { median, printTable } from "./interleave.mts";
import { processorTime } from "./processor.mts";

// One GRU cell of 2 units, forward and backward, for one sample: the size of an exercise. Microseconds of processor time.

const ROUNDS = 15;
const RUNS = 20_000;

const { inputs, lines } = gru.build({ input: 2, hidden: 2, output: 1 }, gru.defaults);
const seed: Input = {
  ...{ key: "seed", symbol: "seed", title: "∂L/∂h_t", role: "data" },
  ...{ shape: [2], sizes: ["hidden"] },
};
const whole = gradient(graph([...inputs, seed], lines), "h_t", undefined, "seed");
const program = compile(whole, {
  batch: 1,
  shared: new Set(inputs.filter(({ role }) => role === "weight" || role === "bias").map(({ key }) => key)),
  outputs: ["h_t", ...inputs.map(({ key }) => gradientKey(key))],
});
const draw = random(1);
for (const into of program.inputs.values()) into.set(draw.tensor([into.length], -1, 1).data);

const ours = (): number =>
  (1000 *
    processorTime(() => {
      for (let i = 0; i < RUNS; i++) program.run();
    })) /
  RUNS;

for (let i = 0; i < 5; i++) ours();
const python = askedPython("cell.py");
await python.ask("");
const rounds: Record<string, number>[] = [];
for (let i = 0; i < ROUNDS; i++) {
  const own = { "compiled program": ours() };
  rounds.push({ ...own, ...JSON.parse((await python.ask("")) || "{}") });
}
python.end();

console.log("A GRU cell of 2 units, forward and backward, batch 1\n");
printTable([
  ["", "µs", "its time over ours"],
  ...Object.keys(rounds[0]).map((name) => [
    name,
    median(rounds.map((round) => round[name])).toFixed(2),
    median(rounds.map((round) => round[name] / round["compiled program"])).toFixed(1),
  ]),
]);
