import { readAssignments } from "../../course/assignments.ts";
import { errataOf } from "../../course/errata.ts";
import type { Exercise } from "../../course/exercise.ts";
import type { Given } from "../../course/quantity.ts";
import { run } from "../../course/run.ts";
import type { Report } from "../../report/report.ts";
import type { RunFlags, RunOptions } from "../options.ts";
import { questionPage } from "../pages/question.ts";
import { runOutput, runRecords } from "../pages/run-output.ts";
import { workedPage } from "../pages/worked.ts";

const DIGITS = 4;

/** `rnn-tutor <exercise>`: the question, or its working. `target` is how the user named it. */
export function runReport(
  exercise: Exercise,
  target: string,
  flags: RunFlags,
  options: RunOptions,
  fromFile: Given | undefined,
): Report {
  const assignments = readAssignments(flags.set ?? [], exercise.file.model);
  const given = [fromFile, assignments].filter((g) => g !== undefined && g.size > 0) as Given[];
  const done = run(exercise, { given, convention: options.convention });
  const digits = options.digits ?? exercise.file.digits ?? DIGITS;
  const detail = { digits, fine: options.show === "fine", all: options.all };
  const isData = options.format === "json" || options.format === "csv";
  const errata = options.show === "question" && !isData ? [] : errataOf(exercise);
  return {
    digits,
    blocks: isData
      ? []
      : options.show === "question"
        ? questionPage(done, target, options.all)
        : workedPage(done, errata, detail),
    data: options.format === "json" ? runOutput(done, errata) : undefined,
    records: options.format === "csv" ? runRecords(done) : [],
  };
}
