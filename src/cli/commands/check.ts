import { type Exercise, isConcept } from "../../course/exercise.ts";
import { inputKeys } from "../../course/input-keys.ts";
import { canonicalKey } from "../../course/keys.ts";
import { run } from "../../course/run.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import type { Marker } from "../marker.ts";
import { runOptions } from "../options.ts";
import { callName } from "../pages/question.ts";
import { withFolders } from "./answer-files.ts";
import { numbersMarker } from "./check-numbers.ts";

export interface CheckFlags extends Flags {
  readonly reveal?: boolean;
  readonly watch?: boolean;
  readonly restart?: boolean;
  readonly loss?: string;
}

/**
 * `rnn-tutor check gru z_t=0.535,0.512 h_t=…`, `check gru answers.yaml`: what of the answers is right, and why not.
 * Several files are those of a class.
 */
export async function checkCommand(
  desk: Desk,
  target: string,
  words: readonly string[],
  flags: CheckFlags,
): Promise<void> {
  const { marker, answers, example } = await prepared(desk, target, words, flags);
  if (answers.length === 0 && !flags.watch) {
    const { checkAsked } = await import("./check-ask.ts");
    return checkAsked(desk, marker, example, flags);
  }
  if (flags.restart) throw new UserError("--restart begins the questions anew; give it without answers");
  if (flags.watch) {
    const { checkWatched } = await import("./check-watch.ts");
    return checkWatched(desk, marker, answers, flags);
  }
  const sheets = withFolders(answers);
  if (marker.files(sheets).length > 1 || sheets[0] !== answers[0]) {
    const { checkClass } = await import("./check-class.ts");
    return checkClass(desk, marker, sheets, flags);
  }
  const { output, report } = await marker.mark(answers);
  await desk.show(report, flags);
  if (!output.ok) desk.exitCode = 1;
}

interface Prepared {
  readonly marker: Marker;
  /** The words that are answers, or files of them. */
  readonly answers: readonly string[];
  /** How answers to this question are given. */
  readonly example: string;
}

async function prepared(
  desk: Desk,
  target: string,
  words: readonly string[],
  flags: CheckFlags,
): Promise<Prepared> {
  const question = await desk.question(target, flags);
  if (isConcept(question)) {
    const { conceptMarker } = await import("./check-concept.ts");
    const marker = await conceptMarker(desk, question, target, flags.reveal ?? false);
    return { marker, answers: [...words, ...(flags.set ?? [])], example: marker.example };
  }
  const { set, answers } = sorted([...(flags.set ?? [])], question);
  const done = run(question, await desk.changes({ ...flags, set }, question));
  const name = callName(done, target);
  return {
    marker: numbersMarker(done, name, {
      digits: runOptions(flags).digits,
      reveal: flags.reveal,
      loss: flags.loss,
    }),
    answers: [...words, ...answers],
    example: `${name} ${done.asked[0]}=…, or a file (rnn-tutor answers ${name} > answers.yaml writes a form)`,
  };
}

/** --set takes all words that follow: what is no quantity of the exercise is an answer. */
function sorted(set: readonly string[], { file }: Exercise): { set: string[]; answers: string[] } {
  const inputs = inputKeys(file.model).map(({ key }) => key);
  const isInput = (text: string, i: number): boolean =>
    text.includes("=") &&
    (i === 0 || canonicalKey(text.slice(0, text.indexOf("=")).trim(), file.model, inputs) !== undefined);
  return { set: set.filter(isInput), answers: set.filter((text, i) => !isInput(text, i)) };
}
