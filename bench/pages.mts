import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { interleaved, printTable } from "./interleave.mts";

// The whole process of every sort of page against bare node, and what its numbers cost of that. Ratios within one run,
// medians of interleaved rounds. The goal: without the numbers, 1.5 times bare node.

const ROUNDS = 15;
const RUNS = 5;
const program = join(import.meta.dirname, "../bin/rnn-tutor.js");
const course = join(import.meta.dirname, "../dist/course");
const node = process.execPath;
const pages = [
  "list",
  "2.3",
  "hint gru 2",
  "equations gru",
  "check gru h_t=0.1419,0.2560",
  "gradient gru",
  "explain 3.1",
  "explain gru",
  "diagram gru",
  "attention --step",
  "vanishing",
  "seq2seq",
];

const timings = interleaved(
  {
    "node -e 0": [node, "-e", "0"],
    ...Object.fromEntries(pages.map((page) => [page, [node, program, ...page.split(" ")] as const])),
  },
  ROUNDS,
);

/** By page, the milliseconds of what it computes: a median over processes. */
async function numbers(): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "rnn-tutor-bench-"));
  const script = join(folder, "numbers.cjs");
  await build({
    entryPoints: [join(import.meta.dirname, "numbers.mts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: true,
    logLevel: "error",
  });
  try {
    return pages.map((page) => {
      const times = Array.from({ length: RUNS }, () =>
        Number(execFileSync(node, [script, course, ...page.split(" ")], { encoding: "utf8" })),
      );
      return times.sort((a, b) => a - b)[RUNS >> 1];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const computed = [0, ...(await numbers())];
const bare = timings[0].ms;
console.log(`\nPages: node ${process.version}, ${ROUNDS} rounds, medians\n`);
printTable([
  ["rnn-tutor …", "ms", "of bare node", "more than it, ms", "its numbers, ms", "without them, of bare node"],
  ...timings.map(({ name, ms, ratio }, i) => [
    name,
    ms.toFixed(1),
    ratio.toFixed(2),
    (ms - bare).toFixed(1),
    computed[i].toFixed(1),
    (ratio - computed[i] / bare).toFixed(2),
  ]),
]);
