import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interleaved, printTable } from "./interleave.mts";

// The whole process of a command, against bare node and against the same step as a numpy script. Ratios within one
// run, medians of interleaved rounds. `npm run bench`

const ROUNDS = 41;
const root = join(import.meta.dirname, "..");
const program = join(root, "bin/rnn-tutor.js");
const python = "/usr/bin/python3";
const node = process.execPath;
const folder = mkdtempSync(join(tmpdir(), "rnn-tutor-bench-"));
const own = join(folder, "own.yaml");
const uncached = join(folder, "uncached.cjs");
writeFileSync(own, readFileSync(join(root, "exercises/gru.yaml"), "utf8").replace(/^errata:[\s\S]*/m, ""));
writeFileSync(
  uncached,
  `process.env.NODE_DISABLE_COMPILE_CACHE = "1";\nrequire(${JSON.stringify(program)});\n`,
);

const timings = interleaved(
  {
    "node -e 0": [node, "-e", "0"],
    "rnn-tutor gru --step": [node, program, "gru", "--step"],
    "  the first time (nothing compiled)": [node, uncached, "gru", "--step"],
    "rnn-tutor gru": [node, program, "gru"],
    "rnn-tutor gru --json": [node, program, "gru", "--json"],
    "rnn-tutor own.yaml --step": [node, program, own, "--step"],
    "numpy script": [python, join(root, "bench/gru.py")],
  },
  ROUNDS,
);
rmSync(folder, { recursive: true });

const numpy = timings.at(-1)?.ms ?? 0;
const goals: Readonly<Record<string, string>> = {
  "rnn-tutor gru --step": "1.25, numpy 0.90",
  "rnn-tutor own.yaml --step": "1.50",
};
const version = spawnSync(python, ["-c", "import numpy; print(numpy.__version__)"], {
  encoding: "utf8",
}).stdout.trim();
console.log(`Start-up: node ${process.version}, numpy ${version}, ${ROUNDS} rounds, medians\n`);
printTable([
  ["command", "ms", "of bare node", "of numpy", "goal"],
  ...timings.map(({ name, ms, ratio }) => [
    name,
    ms.toFixed(1),
    ratio.toFixed(2),
    (ms / numpy).toFixed(2),
    goals[name] ?? "",
  ]),
]);
console.log();
