import { answersIn, sourcesIn } from "../src/checking/answers.ts";
import { hypothesesOf } from "../src/checking/hypotheses.ts";
import { mistakesFor } from "../src/checking/mistakes/index.ts";
import { judge } from "../src/checking/verdict.ts";
import { sketchOf } from "../src/cli/pages/picture.ts";
import { errataOf } from "../src/course/errata.ts";
import { isConcept } from "../src/course/exercise.ts";
import { withGradients } from "../src/course/gradients.ts";
import { withLoss } from "../src/course/loss.ts";
import { type Run, run } from "../src/course/run.ts";
import { seededRun } from "../src/course/seeded.ts";
import { withAttention } from "../src/course/seq2seq/change-case.ts";
import { readSentence } from "../src/course/seq2seq/read-sentence.ts";
import { findEntry, shippedEntries, shippedQuestion } from "../src/course/shipped.ts";
import { measured } from "../src/course/vanishing.ts";
import { recurrent } from "../src/models/index.ts";
import { layout } from "../src/readings/diagram/layout.ts";

// What a page computes, without reading, writing or setting anything: the milliseconds of the second time in a process,
// compiled and not yet optimised, which is less than what the page pays for it. Run by pages.mts.

const [course, ...page] = process.argv.slice(2);

function ranOf(name: string): Run {
  const entry = findEntry(shippedEntries(course), name);
  const question = entry && shippedQuestion(course, entry);
  if (!question || isConcept(question)) throw new Error(`no exercise ${name}`);
  return run(question);
}

async function check(name: string, answer: string): Promise<void> {
  const done = ranOf(name);
  const given = await answersIn(sourcesIn([answer]), done);
  judge(done, hypothesesOf(done, mistakesFor(done.exercise.file.model)), given, 4);
}

const draw = { steps: 30, hidden: 16, seed: 1, keep: 1 };
const names = Object.keys(recurrent) as (keyof typeof recurrent)[];

const numbers: Readonly<Record<string, () => unknown>> = {
  "check gru h_t=0.1419,0.2560": () => check("gru", "h_t=0.1419,0.2560"),
  "gradient gru": () => withGradients(withLoss(ranOf("gru"))),
  "explain gru": () => errataOf(ranOf("gru").exercise),
  "diagram gru": () => {
    const { network, grids } = sketchOf(recurrent.gru, recurrent.gru.defaults);
    return layout(network, grids, { width: 80 });
  },
  "attention --step": () => ranOf("attention"),
  vanishing: () => names.map((name) => measured({ name, run: seededRun(name, draw) }, undefined)),
  seq2seq: () => withAttention(readSentence("<U> I am a student")),
};

async function timed(): Promise<void> {
  const computed = numbers[page.join(" ")];
  await computed?.();
  const start = performance.now();
  await computed?.();
  console.log(performance.now() - start);
}

void timed();
