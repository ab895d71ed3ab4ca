import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { random } from "../src/linalg/random.ts";
import { type Cell, pageOf, tableOf } from "./diagnosis-page.mts";
import { printTable } from "./interleave.mts";
import { handIns, kinds, mistakesOf, type Outcome, student, type Told, taskOf } from "./simulated.mts";

// What simulated students are told, on the course's numbers and on random ones, for every exercise that takes numbers.
// npx tsx bench/bundled.mts diagnosis [--numbers 4] [--right 27] [--mistaken 10] [--seed 1] [--show wrong]
// [--write] [exercises…]

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Sets of numbers for an exercise, its own among them, and students of each sort for a set and a way to hand in. */
    numbers: { type: "string", default: "4" },
    right: { type: "string", default: "27" },
    mistaken: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    /** Prints what these students were told. */
    show: { type: "string", multiple: true, default: [] },
    write: { type: "boolean", default: false },
  },
});
const seed = Number(flags.seed);
const decimals = [2, 3, 4];

const folder = join(import.meta.dirname, "../exercises");
const worked = readdirSync(folder)
  .filter((file) => /^model:/m.test(readFileSync(join(folder, file), "utf8")))
  .map((file) => file.replace(/\.yaml$/, ""));
const names = positionals.length > 0 ? positionals : [...worked, "rnn gradient", "bptt gradient"];

const cells: Cell[] = [];
for (const name of names) {
  console.error(name);
  const tasks = Array.from({ length: Number(flags.numbers) }, (_, i) =>
    taskOf(name, i === 0 ? 0 : seed * 1000 + i),
  );
  for (const handIn of handIns)
    for (const d of decimals)
      for (const kind of kinds) {
        const told = new Map<Outcome, number>();
        let unseen = 0;
        tasks.forEach((task, i) => {
          const draw = random(seed * 1e6 + i * 100 + d * 10 + kinds.indexOf(kind));
          for (let n = 0; n < Number(flags[kind]); n++) {
            const one = student(task, kind, d, handIn, draw);
            told.set(one.outcome, (told.get(one.outcome) ?? 0) + 1);
            if (flags.show.includes(one.outcome)) show(`${name} ${i} ${handIn} d=${d} ${kind}`, one);
          }
          const { seen, unseen: not } = mistakesOf(task, d, handIn);
          unseen += not / (seen.length + not) / tasks.length;
        });
        cells.push({ name, handIn, d, kind, told, unseen, number: tasks.length * Number(flags[kind]) });
      }
}
printTable(tableOf(cells));
const command = `npx tsx bench/bundled.mts diagnosis ${process.argv.slice(2).join(" ")}`.trim();
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")) as {
  version: string;
};
if (flags.write)
  writeFileSync(
    join(import.meta.dirname, "../docs/diagnosis.md"),
    pageOf(cells, { command, seed, version, numbers: Number(flags.numbers) }),
  );

function show(about: string, { truth, judged }: Told): void {
  console.log(about, truth?.mistake.id ?? "", truth?.where ?? "");
  for (const { key, verdict, given, candidates, rounding, thin } of judged)
    if (!["exact", "right", "missing"].includes(verdict))
      console.log(
        `  ${key} ${verdict} ${given?.raw} ${rounding ? "rounding" : ""} ${thin ? "thin" : ""}`,
        candidates
          .flat()
          .map(({ mistake, where }) => `${mistake.id} ${where ?? ""}`)
          .slice(0, 6)
          .join(" | "),
      );
}
