import { PerformanceObserver } from "node:perf_hooks";
import type { CharactersOptions } from "../src/models/characters.ts";
import type { Program } from "../src/readings/program/index.ts";
import { type Asked, askedNode, askedPython } from "./asked.mts";
import { byHand, plainly } from "./by-hand.mts";
import { standard, trainingStep } from "./characters.mts";
import { median, printTable } from "./interleave.mts";
import { inTurn, type Measured, processorTime, ratio } from "./processor.mts";

// A step of training (GRU encoder–decoder with dot attention, f64) by the compiled program, against the same step
// written by hand over the same kernels, in plain loops, and in PyTorch; how it grows; how much of it is garbage
// collection. Processor time, rounds in turn.

const BATCH = 32;
const ROUNDS = Number(process.argv[2] ?? 7);
const WARM = 4;

const perStep =
  (run: () => void, steps: number): Measured =>
  () =>
    processorTime(() => {
      for (let i = 0; i < steps; i++) run();
    }) / steps;

function warmed(run: () => unknown): () => void {
  for (let i = 0; i < WARM; i++) run();
  return () => void run();
}

const { hidden, embedding = 0, vocabulary, length } = standard;
const sizes = [hidden, embedding, BATCH, length, vocabulary.source].map(String);

/** The same step in other libraries, each in a process of its own, those that are installed. */
async function peers(): Promise<{ readonly name: string; readonly asked: Asked }[]> {
  const all: readonly [string, Asked][] = [
    ["PyTorch", askedPython("training.py", sizes)],
    ["TensorFlow.js wasm", askedNode("tfjs.mjs", ["wasm", ...sizes])],
    ["TensorFlow.js cpu", askedNode("tfjs.mjs", ["cpu", ...sizes])],
  ];
  const found: { readonly name: string; readonly asked: Asked }[] = [];
  for (const [name, asked] of all) {
    const version = await asked.ask("1");
    if (version === "") asked.end();
    else found.push({ name: `${name} ${version}, f32, 1 thread`, asked });
  }
  return found;
}

async function against(): Promise<void> {
  const program = trainingStep(standard, BATCH);
  const given = (key: string) => program.inputs.get(key) as Float64Array;
  const all = new Map<string, Measured>([
    ["compiled program", perStep(warmed(program.run), 4)],
    ["by hand, same kernels", perStep(warmed(byHand(standard, BATCH, given).run), 4)],
    ["plain loops", perStep(warmed(byHand(standard, BATCH, given, plainly, false).run), 1)],
  ]);
  const others = await peers();
  for (const { name, asked } of others) all.set(name, async () => Number(await asked.ask("1")));
  const times = await inTurn(all, ROUNDS);
  for (const { asked } of others) asked.end();
  const ours = times.get("compiled program") as readonly number[];
  console.log(`A step of training, hidden 64, batch 32, 24 characters (Node ${process.versions.node})\n`);
  printTable([
    ["", "ms", "its time over ours"],
    ...[...times].map(([name, ms]) => [name, median(ms).toFixed(1), ratio(ms, ours).toFixed(2)]),
  ]);
}

/** Milliseconds of a step that is made twice as large, over those of the standard one. */
async function growth(): Promise<void> {
  const larger: readonly [string, CharactersOptions, number][] = [
    ["24 characters, batch 32, hidden 64", standard, BATCH],
    ["48 characters", { ...standard, length: 48, outLength: 48 }, BATCH],
    ["batch 64", standard, 2 * BATCH],
    ["hidden 128", { ...standard, hidden: 128 }, BATCH],
  ];
  const all = new Map(
    larger.map(([name, options, batch]) => [name, perStep(warmed(trainingStep(options, batch).run), 2)]),
  );
  const times = await inTurn(all, ROUNDS);
  const [first] = times.values();
  console.log("\nGrowth\n");
  printTable([
    ["", "ms", "ratio"],
    ...[...times].map(([name, ms]) => [name, median(ms).toFixed(1), ratio(ms, first).toFixed(2)]),
  ]);
}

async function garbage(): Promise<void> {
  const run: Program["run"] = warmed(trainingStep(standard, BATCH).run);
  let collected = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collected += duration;
  });
  observer.observe({ entryTypes: ["gc"] });
  const start = performance.now();
  for (let i = 0; i < 30; i++) run();
  const took = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 50));
  observer.disconnect();
  console.log(`\nGarbage collection: ${((100 * collected) / took).toFixed(2)} % of 30 steps`);
}

await against();
await growth();
await garbage();
