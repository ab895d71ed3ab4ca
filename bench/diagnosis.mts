import { parseArgs } from "node:util";
import { random } from "../src/linalg/random.ts";
import { printTable } from "./interleave.mts";
import { handIns, kinds, outcomes, student, type Told, taskOf } from "./simulated.mts";

// What simulated students are told, on the course's numbers and on random ones of one decimal.
// npx tsx bench/diagnosis.mts [--numbers 5] [--students 40] [--seed 1] [--show wrong] [--write] [exercises…]

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    numbers: { type: "string", default: "5" },
    students: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    show: { type: "string", multiple: true, default: [] },
    write: { type: "boolean", default: false },
  },
});
const names = positionals.length > 0 ? positionals : ["gru", "lstm", "rnn"];
const decimals = [2, 3, 4];
const seed = Number(flags.seed);

const table: string[][] = [["exercise", "handed in", "d", "student", "number", ...outcomes]];
for (const name of names) {
  const cells = new Map<string, number>();
  for (let i = 0; i < Number(flags.numbers); i++) {
    const task = taskOf(name, i === 0 ? 0 : seed * 1000 + i);
    for (const handIn of handIns)
      for (const d of decimals)
        for (const kind of kinds) {
          const draw = random(seed * 1e6 + i * 100 + d * 10 + kinds.indexOf(kind));
          for (let n = 0; n < Number(flags.students); n++) {
            const told = student(task, kind, d, handIn, draw);
            const cell = `${handIn}/${d}/${kind}/`;
            for (const count of ["number", told.outcome])
              cells.set(cell + count, (cells.get(cell + count) ?? 0) + 1);
            if (flags.show.includes(told.outcome)) show(`${name} ${i} ${handIn} d=${d} ${kind}`, told);
          }
        }
  }
  for (const handIn of handIns)
    for (const d of decimals)
      for (const kind of kinds) {
        const count = (what: string) => cells.get(`${handIn}/${d}/${kind}/${what}`) ?? 0;
        table.push([
          ...[name, handIn, String(d), kind, String(count("number"))],
          ...outcomes.map((what) => ((count(what) / count("number")) * 100).toFixed(1)),
        ]);
      }
}
printTable(table);

function show(about: string, { truth, judged }: Told): void {
  console.log(about, truth?.mistake.id, truth?.where);
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
