import { readSentence } from "../../course/seq2seq/read-sentence.ts";
import type { Report } from "../../report/report.ts";
import { type Change, changed } from "../../training/change.ts";
import type { Config } from "../../training/config.ts";
import { characters } from "../../training/vocabulary.ts";
import type { Desk, Flags } from "../desk.ts";
import { runOptions } from "../options.ts";
import { changeRecords } from "../pages/seq2seq-output.ts";
import { trainedChangePage, trainedStepPage } from "../pages/trained-seq2seq.ts";
import { trainedChangeOutput } from "../pages/trained-seq2seq-output.ts";
import { quotedForShell, stepIn } from "../seq2seq-options.ts";
import { modelIn } from "../training/models.ts";

const DIGITS = 2;

/** `rnn-tutor seq2seq "<U> I am a student" --model case.safetensors` */
export async function trainedSeq2seq(
  desk: Desk,
  named: string,
  sentence: string,
  { step: typedStep, ...flags }: Flags,
): Promise<void> {
  const { format, digits = DIGITS, all } = runOptions(flags);
  const model = modelIn(named);
  const task = readSentence(sentence, readerOf(model.config));
  const change = changed(model, task);
  const step = stepIn(typedStep, change);
  const shown = { model, change };
  const command = `rnn-tutor seq2seq ${quotedForShell(task)} --model ${named}`;
  const report: Report = {
    digits,
    blocks:
      typeof step === "number"
        ? trainedStepPage(shown, step, { digits, all })
        : trainedChangePage(shown, step === "all", command),
    data: trainedChangeOutput(shown, named, wantedSteps(change, step)),
    records: changeRecords(shown.change),
  };
  await desk.show(report, flags, format);
}

function wantedSteps(change: Change, step: number | "all" | undefined): readonly number[] {
  if (typeof step === "number") return [step];
  return step === "all" ? change.written.map((_, i) => i + 1) : [];
}

/** How many times longer than what a model has learned from a sentence may be, to see it fail. */
const BEYOND = 4;

const readerOf = ({ length }: Config) => ({
  characters: new Set(characters),
  inWords: "letters from A to Z, spaces and ' . ,",
  longest: BEYOND * length,
  because: `this model has learned from texts of up to ${length}: beyond ${BEYOND * length} nothing can be expected of it`,
});
