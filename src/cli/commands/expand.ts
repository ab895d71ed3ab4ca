import { readAssignments } from "../../course/assignments.ts";
import type { Exercise } from "../../course/exercise.ts";
import { expand, MOST_EXPANDED } from "../../course/expansion.ts";
import type { Given } from "../../course/quantity.ts";
import { run } from "../../course/run.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { numberList, wholeNumber } from "../number-options.ts";
import { runOptions } from "../options.ts";
import { expansionOutput, expansionPage, expansionRecords } from "../pages/expansion.ts";

export interface ExpandFlags extends Flags {
  readonly steps?: string;
  readonly w?: string[];
}

const DIGITS = 4;
/** One that vanishes, one that stays, one that explodes. */
const WEIGHTS = [0.5, 1, 1.5];

/** `rnn-tutor expand [exercise]`: the linear RNN multiplied out, for any number of steps. */
export async function expandCommand(desk: Desk, name: string | undefined, flags: ExpandFlags): Promise<void> {
  const exercise = await desk.exercise(name ?? "linear-rnn", flags);
  const { given = [], convention } = await desk.changes(flags, exercise);
  const own = given.map((numbers) => numbers.get("w")?.value).findLast((w) => w !== undefined);
  const weights = weightsOf(flags, own as number | undefined, usual(exercise));
  const asked = exercise.file.model === "linear-rnn" ? withSteps(given, flags) : given;
  const done = run(exercise, { given: asked, convention });
  const found = expand(done, weights);
  const options = runOptions(flags);
  const digits = options.digits ?? DIGITS;
  await desk.show(
    {
      digits,
      blocks: expansionPage(done, found, Math.max(1, digits), options.all),
      data: expansionOutput(done, found),
      records: expansionRecords(found),
    },
    flags,
  );
}

/** A variant's own weight, where there is one. */
const usual = ({ variant, file }: Exercise): readonly number[] =>
  variant !== undefined && file.model === "linear-rnn" ? [file.parameters.w as number] : WEIGHTS;

function weightsOf(
  { w }: ExpandFlags,
  own: number | undefined,
  otherwise: readonly number[],
): readonly number[] {
  if (w === undefined) return own === undefined ? otherwise : [own];
  if (own !== undefined) throw new UserError("--w and --set w= say the same thing; give one of them");
  const weights = numberList("--w", w);
  if (weights.length === 0 || weights.length > 20)
    throw new UserError("--w takes 1 to 20 numbers: --w 0.5 1 1.5");
  return weights;
}

/** Other steps than the exercise has take inputs of 1. */
function withSteps(given: readonly Given[], { steps, set }: ExpandFlags): readonly Given[] {
  if (steps === undefined) return given;
  const count = wholeNumber("--steps", steps, 1, MOST_EXPANDED);
  const theirs = given.findLast((numbers) => numbers.has("u"))?.get("u")?.value;
  const length = Array.isArray(theirs) ? theirs.length : 1;
  if (theirs !== undefined && length !== count)
    throw new UserError(`--steps ${count} and a u of ${length} don't go together; leave one of them out`);
  if (theirs !== undefined || set?.some((text) => text.startsWith("u_t"))) return given;
  return [readAssignments([`u=[${Array(count).fill(1).join(", ")}]`], "linear-rnn"), ...given];
}
