import type { Exercise } from "../../course/exercise.ts";
import { type GradientRun, withGradients } from "../../course/gradients.ts";
import { LOSS, withLoss } from "../../course/loss.ts";
import { type Changes, run } from "../../course/run.ts";
import type { RunOutput } from "../../course/run-schema.ts";
import { type Check, verify } from "../../course/verify.ts";
import { type Tensor, toNested } from "../../linalg/tensor.ts";
import type { Report } from "../../report/report.ts";
import type { Desk, Flags } from "../desk.ts";
import { type RunOptions, runOptions } from "../options.ts";
import { gradientPage } from "../pages/gradient.ts";
import { runOutput, runRecords } from "../pages/run-output.ts";

/** The options of `gradient` beside those of every command. */
export interface GradientFlags extends Flags {
  readonly loss?: string;
  readonly wrt?: string[];
  readonly verify?: boolean;
}

const DIGITS = 4;

/** `rnn-tutor gradient <exercise>`: the gradients of a loss, worked from the loss backwards. */
export async function gradientCommand(desk: Desk, target: string, flags: GradientFlags): Promise<void> {
  const options = runOptions(flags);
  const exercise = await desk.exercise(target, flags);
  const changes = await desk.changes(flags, exercise);
  await desk.show(gradientReport(exercise, changes, options, flags), flags, options.format);
}

function gradientReport(
  exercise: Exercise,
  changes: Changes,
  options: RunOptions,
  { loss, wrt, verify: verified }: GradientFlags,
): Report {
  const asked = wrt?.flatMap((text) => text.split(/[\s,]+/)).filter(Boolean);
  const done = withGradients(withLoss(run(exercise, changes), loss), asked);
  const checks = verified ? verify(done, options.all ? Number.POSITIVE_INFINITY : undefined) : undefined;
  const digits = options.digits ?? exercise.file.digits ?? DIGITS;
  const isData = options.format === "json" || options.format === "csv";
  const detail = { digits, fine: options.show === "fine", all: options.all };
  return {
    digits,
    blocks: isData ? [] : gradientPage(done, detail, checks),
    data: options.format === "json" ? gradientOutput(done, checks) : undefined,
    records: options.format === "csv" ? runRecords(done) : [],
  };
}

/** The run's JSON with the loss and its gradients, under the keys of what is moved. */
const gradientOutput = (done: GradientRun, checks: readonly Check[] | undefined): RunOutput => ({
  ...runOutput(done),
  loss: (done.values.get(LOSS) as Tensor).data[0],
  gradients: Object.fromEntries([...done.gradients].map(([key, tensor]) => [key, toNested(tensor)])),
  ...(checks ? { verification: Object.fromEntries(checks.map(({ key, ...found }) => [key, found])) } : {}),
});
