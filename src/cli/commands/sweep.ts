import { type Changes, type Run, run } from "../../course/run.ts";
import { evenly, linesCalled, softSwitch, sweep } from "../../course/sweep.ts";
import { plotSvg } from "../../report/plot-svg.ts";
import { unicodeProse } from "../../text/formula.ts";
import type { Desk, Flags } from "../desk.ts";
import { wholeNumber } from "../number-options.ts";
import { runOptions } from "../options.ts";
import { type Swept, sweepOutput, sweepPage, sweepPlot, sweepRecords } from "../pages/sweep.ts";

export interface SweepFlags extends Flags {
  readonly points?: string;
}

const POINTS = 11;
const MOST_POINTS = 101;
const DIGITS = 4;

/** `rnn-tutor sweep <exercise> [line]`: a gate goes from 0 to 1. */
export async function sweepCommand(
  desk: Desk,
  name: string,
  line: string | undefined,
  flags: SweepFlags,
): Promise<void> {
  const exercise = await desk.exercise(name, flags);
  const changes = await desk.changes(flags, exercise);
  const count = flags.points === undefined ? POINTS : wholeNumber("--points", flags.points, 2, MOST_POINTS);
  const own = run(exercise, changes);
  const lines = linesCalled(own, line);
  const at = evenly(0, 1, count);
  const runs =
    lines[0].role === "update-gate" ? bothConventions(own, changes) : [{ run: own, name: "", label: "" }];
  const all = runs.map(
    ({ run: one, ...said }): Swept => ({ run: one, ...said, sweep: sweep(one, linesCalled(one, line), at) }),
  );
  if (flags.format?.toLowerCase() === "svg") return desk.print(plotSvg(sweepPlot(all)));
  const digits = runOptions(flags).digits ?? exercise.file.digits ?? DIGITS;
  const report = {
    digits,
    blocks: sweepPage(all, softSwitch(own, lines[lines.length - 1]), digits),
    data: sweepOutput(all),
    records: sweepRecords(all),
  };
  await desk.show(report, flags);
}

/** The exercise under its own convention and, beside it, with the gate weighing the other of the two. */
function bothConventions(own: Run, changes: Changes): { run: Run; name: string; label: string }[] {
  const choices = own.model.choices.update;
  const chosen = own.convention.update;
  const others = Object.keys(choices).filter((choice) => choice !== chosen);
  return [chosen, ...others].map((update) => ({
    run:
      update === chosen ? own : run(own.exercise, { ...changes, convention: { ...own.convention, update } }),
    name: `update=${update}`,
    label: unicodeProse(choices[update]),
  }));
}
