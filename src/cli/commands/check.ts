import { answersIn, sourcesIn } from "../../checking/answers.ts";
import { hypothesesOf } from "../../checking/hypotheses.ts";
import { mistakesFor } from "../../checking/mistakes/index.ts";
import { judge } from "../../checking/verdict.ts";
import { type Exercise, isConcept } from "../../course/exercise.ts";
import { inputKeys } from "../../course/input-keys.ts";
import { canonicalKey } from "../../course/keys.ts";
import { run } from "../../course/run.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { runOptions } from "../options.ts";
import { checkPage } from "../pages/check.ts";
import { checkOutput, checkRecords } from "../pages/check-output.ts";
import { callName } from "../pages/question.ts";

const DIGITS = 4;

/** `rnn-tutor check gru z_t=0.535,0.512 h_t=…`, `check gru answers.yaml`: what of the answers is right, and why not. */
export async function checkCommand(
  desk: Desk,
  target: string,
  words: readonly string[],
  flags: Flags & { readonly reveal?: boolean },
): Promise<void> {
  const options = runOptions(flags);
  const exercise = await desk.question(target, flags);
  if (isConcept(exercise)) {
    const { checkConcept } = await import("./check-concept.ts");
    return checkConcept(desk, exercise, target, [...words, ...(flags.set ?? [])], flags);
  }
  const { set, answers } = sorted([...(flags.set ?? [])], exercise);
  const done = run(exercise, await desk.changes({ ...flags, set }, exercise));
  const name = callName(done, target);
  const sources = sourcesIn([...words, ...answers]);
  if (sources.files.length + sources.pairs.length === 0)
    throw new UserError(
      `check takes your answers: rnn-tutor check ${name} ${done.asked[0]}=…, or a file (rnn-tutor answers ${name} > answers.yaml writes a form)`,
    );
  const given = await answersIn(sources, done);
  const digits = options.digits ?? exercise.file.digits ?? DIGITS;
  const hypotheses = hypothesesOf(done, mistakesFor(exercise.file.model));
  const judged = judge(done, hypotheses, given, digits);
  const output = checkOutput(done, judged, digits, flags.reveal ?? false);
  await desk.show(
    {
      digits,
      blocks: checkPage(done, judged, output, { name, digits, reveal: flags.reveal ?? false }),
      data: output,
      records: checkRecords(output),
    },
    flags,
    options.format,
  );
  if (!output.ok) desk.exitCode = 1;
}

/** --set takes all words that follow: what is no quantity of the exercise is an answer. */
function sorted(set: readonly string[], { file }: Exercise): { set: string[]; answers: string[] } {
  const inputs = inputKeys(file.model).map(({ key }) => key);
  const isInput = (text: string, i: number): boolean =>
    text.includes("=") &&
    (i === 0 || canonicalKey(text.slice(0, text.indexOf("=")).trim(), file.model, inputs) !== undefined);
  return { set: set.filter(isInput), answers: set.filter((text, i) => !isInput(text, i)) };
}
