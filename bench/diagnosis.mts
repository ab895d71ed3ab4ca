import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Hypothesis, hypothesesOf, sameOn } from "../src/checking/hypotheses.ts";
import { mistakesFor } from "../src/checking/mistakes/index.ts";
import { rightWorking } from "../src/checking/sheet.ts";
import { type Judgement, judge } from "../src/checking/verdict.ts";
import type { Given } from "../src/course/quantity.ts";
import { readExercise } from "../src/course/read-file.ts";
import { type Run, run } from "../src/course/run.ts";
import { type Random, random } from "../src/linalg/random.ts";
import { toNested } from "../src/linalg/tensor.ts";
import { handedIn, worked } from "../test/helpers/students.ts";
import { printTable } from "./interleave.mts";

// Students who are right but messy, and students with one mistake of the catalogue, on the course's numbers and on
// random ones: what they are told. `npx tsx bench/diagnosis.mts [instances] [exercises…]`

const [count = "3", ...named] = process.argv.slice(2);
const instances = Number(count);
const folder = join(import.meta.dirname, "../exercises");
const names = named.length > 0 ? named : ["gru", "lstm", "rnn", "gru-sequence"];

/** The exercise itself, and it with other numbers of one decimal. */
function runsOf(name: string): Run[] {
  const file = readdirSync(folder).find((one) => one === `${name}.yaml`) as string;
  const exercise = readExercise(readFileSync(join(folder, file), "utf8"), file);
  const own = run(exercise);
  const others = Array.from({ length: instances - 1 }, (_, seed) => {
    const draw = random(seed + 1);
    const given: Given = new Map(
      [...own.parameters.shown].map(([key, { shape }]) => [
        key,
        { value: toNested(draw.tensor(shape, -1, 1, 1)) },
      ]),
    );
    return run(exercise, { given: [given] });
  });
  return [own, ...others];
}

/** Rows that somebody rounds: all, or two of three; to d or d + 1 decimals, or none. */
function manner(draw: Random, d: number): readonly [number | undefined, (key: string) => boolean] {
  const decimals = draw.pick([d, d, d + 1, undefined]);
  const salt = draw.integer(0, 1e6);
  const some = (key: string): boolean =>
    [...key].reduce((h, c) => (h * 31 + c.charCodeAt(0)) >>> 0, salt) % 3 > 0;
  return [decimals, draw.pick([some, () => true])];
}

interface Tally {
  students: number;
  [told: string]: number;
}

function told(judged: readonly Judgement[], truth: Hypothesis | undefined, keys: readonly string[]): string {
  const off = judged.filter(({ verdict }) => !["exact", "right", "rounded", "follows"].includes(verdict));
  if (off.length === 0) return judged.some(({ verdict }) => verdict === "rounded") ? "rounded" : "right";
  if (off.some(({ verdict }) => verdict === "wrong")) return "wrong";
  const isTrue = ({ candidates }: Judgement): boolean =>
    truth !== undefined &&
    candidates
      .flat()
      .some((one) => one.mistake.id === truth.mistake.id || sameOn(one.values, truth.values, keys));
  const definite = off.filter(({ verdict }) => verdict === "mistake" || verdict === "convention");
  if (definite.some((one) => !isTrue(one))) return "misdiagnosed";
  if (definite.length > 0) return "named";
  return off.some(isTrue) ? "listed" : "ambiguous";
}

const columns = ["right", "rounded", "named", "listed", "ambiguous", "wrong", "misdiagnosed"];
const table: string[][] = [
  ["exercise", "decimals", "students", "number", ...columns.map((name) => `${name} %`)],
];
for (const name of names) {
  const runs = runsOf(name);
  for (const d of [2, 3, 4]) {
    const tallies: Record<string, Tally> = { right: { students: 0 }, mistaken: { students: 0 } };
    const draw = random(d);
    for (const one of runs) {
      const hypotheses = hypothesesOf(one, mistakesFor(one.exercise.file.model));
      const keys = one.graph.lines.map(({ key }) => key);
      const right = rightWorking(one);
      const visible = hypotheses.visible.filter(({ values }) => !sameOn(values, right.values, one.asked));
      const students = [
        ...visible.map((truth) => ({ kind: "mistaken", truth, working: truth })),
        ...visible.map(() => ({ kind: "right", truth: undefined, working: right })),
      ];
      for (const { kind, truth, working } of students) {
        const paper = worked(working, ...manner(draw, d));
        const judged = judge(one, hypotheses, handedIn(paper, one.asked, d), d);
        const tally = tallies[kind];
        const what = told(judged, truth, keys);
        tally.students++;
        tally[what] = (tally[what] ?? 0) + 1;
      }
    }
    for (const [kind, tally] of Object.entries(tallies))
      table.push([
        name,
        String(d),
        kind,
        String(tally.students),
        ...columns.map((what) => (((tally[what] ?? 0) / tally.students) * 100).toFixed(1)),
      ]);
  }
}
printTable(table);
