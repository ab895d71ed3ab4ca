import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { pairsInText } from "../src/checking/answer-text.ts";
import { answersIn } from "../src/checking/answers.ts";
import { hypothesesOf } from "../src/checking/hypotheses.ts";
import { mistakesFor } from "../src/checking/mistakes/index.ts";
import { judge } from "../src/checking/verdict.ts";
import { textOf } from "../src/course/read-text.ts";
import { random } from "../src/linalg/random.ts";
import { handedIn, withNumbers } from "../test/helpers/students.ts";
import { printTable } from "./interleave.mts";
import { exerciseCalled, paperOf, taskOf } from "./simulated.mts";

// What it costs to diagnose answer sheets of the GRU exercise: the first of a process, and a thousand files one after
// the other, beside reading and parsing the same files alone. npx tsx bench/bundled.mts checking

const SHEETS = 1000;
const ROUNDS = 5;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function timed(run: () => unknown): Promise<number> {
  const start = cpuMs();
  await run();
  return cpuMs() - start;
}

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[all.length >> 1];

const folder = mkdtempSync(join(tmpdir(), "rnn-tutor-sheets-"));
try {
  const exercise = exerciseCalled("gru");
  const run = withNumbers(exercise, 0);
  const mistakes = mistakesFor("gru");
  const sheet = {
    files: [],
    pairs: [
      { spelled: "z_t", raw: "0.5325,0.5150" },
      { spelled: "r_t", raw: "0.5325,0.5150" },
      { spelled: "h_tilde_t", raw: "0.0817,0.1282" },
      { spelled: "h_t", raw: "0.1370,0.2600" },
    ],
  };
  const given = await answersIn(sheet, run);
  const first = await timed(() => judge(run, hypothesesOf(run, mistakes), given, 4));

  const task = taskOf("gru", 0);
  const draw = random(1);
  const files = Array.from({ length: SHEETS }, (_, i) => {
    const d = draw.pick([2, 3, 4]);
    // half are right, most others have one mistake, and every tenth a number that nothing explains
    const kind = i % 2 === 0 ? "right" : "mistaken";
    const { paper } = paperOf(task, kind, d, "asked", draw);
    const answers = [...handedIn(paper, run.asked, d)].map(([key, { raw }]) => [key, raw] as const);
    if (i % 10 === 1) answers[draw.integer(0, 3)] = ["h_t", [draw.unit().toFixed(d), draw.unit().toFixed(d)]];
    const path = join(folder, `sheet-${i}.yaml`);
    writeFileSync(path, stringify(Object.fromEntries(answers)));
    return path;
  });

  const parse = async () => {
    for (const file of files) await pairsInText(textOf(file), file);
  };
  const check = async () => {
    const hypotheses = hypothesesOf(run, mistakes);
    for (const file of files) judge(run, hypotheses, await answersIn({ files: [file], pairs: [] }, run), 4);
  };
  const rounds: { parsing: number; checking: number }[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push({ parsing: await timed(parse), checking: await timed(check) });
  const parsing = median(rounds.map((round) => round.parsing));
  const checking = median(rounds.map((round) => round.checking));
  const ratio = median(rounds.map((round) => round.checking / round.parsing));
  printTable([
    [`processor time`, "ms", "sheets a second", "against parsing alone"],
    ["the first sheet, with the mistakes made", first.toFixed(1), "", ""],
    [`${SHEETS} files read and parsed`, parsing.toFixed(0), ((SHEETS / parsing) * 1000).toFixed(0), "1.0"],
    [
      `${SHEETS} files diagnosed`,
      checking.toFixed(0),
      ((SHEETS / checking) * 1000).toFixed(0),
      ratio.toFixed(1),
    ],
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
