import type { Exercise } from "../../course/exercise.ts";
import { type Changes, run } from "../../course/run.ts";
import type { Report } from "../../report/report.ts";
import type { RunOptions } from "../options.ts";
import { questionPage } from "../pages/question.ts";
import { runOutput, runRecords } from "../pages/run-output.ts";
import { workedPage } from "../pages/worked.ts";

const DIGITS = 4;

/** `rnn-tutor <exercise>`: the question, or its working. `target` is how the user named it. */
export function runReport(exercise: Exercise, target: string, changes: Changes, options: RunOptions): Report {
  const done = run(exercise, changes);
  const digits = options.digits ?? exercise.file.digits ?? DIGITS;
  const detail = { digits, fine: options.show === "fine", all: options.all };
  const isData = options.format === "json" || options.format === "csv";
  return {
    digits,
    blocks: isData
      ? []
      : options.show === "question"
        ? questionPage(done, target, options.all)
        : workedPage(done, target, detail),
    data: options.format === "json" ? runOutput(done) : undefined,
    records: options.format === "csv" ? runRecords(done) : [],
  };
}
