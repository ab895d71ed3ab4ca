import { join } from "node:path";
import { interleaved, printTable } from "./interleave.mts";

// The whole process of every sort of page against bare node. Ratios within one run, medians of interleaved rounds.

const ROUNDS = 15;
const program = join(import.meta.dirname, "../bin/rnn-tutor.js");
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
console.log(`\nPages: node ${process.version}, ${ROUNDS} rounds, medians\n`);
printTable([
  ["rnn-tutor …", "ms", "of bare node", "more than it, ms"],
  ...timings.map(({ name, ms, ratio }) => [
    name,
    ms.toFixed(1),
    ratio.toFixed(2),
    (ms - timings[0].ms).toFixed(1),
  ]),
]);
