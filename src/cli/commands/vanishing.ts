import { costOf } from "../../course/gradient-flow.ts";
import { runOverSteps } from "../../course/over-steps.ts";
import { linearRun, seededRun, withSpectrum } from "../../course/seeded.ts";
import { measured, type Subject } from "../../course/vanishing.ts";
import { type RecurrentName, recurrent } from "../../models/index.ts";
import { plotSvg } from "../../report/plot-svg.ts";
import { didYouMean } from "../../text/nearest.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { anyNumber, numberList, wholeNumber } from "../number-options.ts";
import { runOptions } from "../options.ts";
import { clipPlot, flowPlot, type Setting, vanishingPage } from "../pages/vanishing.ts";
import { vanishingOutput, vanishingRecords } from "../pages/vanishing-output.ts";

export interface VanishingFlags extends Flags {
  readonly steps?: string;
  readonly w?: string[];
  readonly singularValues?: string[];
  readonly models?: string[];
  readonly hidden?: string;
  readonly seed?: string;
  readonly keep?: string;
  readonly clip?: string;
}

const DEFAULT = { steps: 30, hidden: 16, seed: 1, keep: 1 };
const MOST_STEPS = 2000;
const MOST_UNITS = 64;
const MOST_CURVES = 6;
/** Of products with a matrix entry, over all networks: a few seconds. */
const MOST_COST = 1e7;
const DIGITS = 3;

/** `rnn-tutor vanishing`: how gradients fare on their way back through time. */
export async function vanishingCommand(
  desk: Desk,
  name: string | undefined,
  flags: VanishingFlags,
): Promise<void> {
  const { subjects, numbers, bounds } = await chosen(desk, name, flags);
  const clip = flags.clip === undefined ? undefined : limit(flags.clip);
  const steps = subjects[0].run.parameters.steps as number;
  mustBeBearable(subjects, steps);
  const svg = flags.format?.toLowerCase() === "svg";
  const digits = svg ? DIGITS : (runOptions(flags).digits ?? DIGITS);
  const setting: Setting = {
    subjects: subjects.map((subject) => measured(subject, clip)),
    ...{ steps, numbers, clip, digits: Math.max(1, digits), bounds },
  };
  if (svg) return desk.print(plotSvg(clip === undefined ? flowPlot(setting) : clipPlot(setting)));
  const report = {
    digits,
    blocks: vanishingPage(setting),
    data: vanishingOutput(setting),
    records: vanishingRecords(setting),
  };
  await desk.show(report, flags);
}

interface Chosen {
  readonly subjects: readonly Subject[];
  readonly numbers: string;
  readonly bounds: boolean;
}

async function chosen(desk: Desk, name: string | undefined, flags: VanishingFlags): Promise<Chosen> {
  const { w, singularValues, models } = flags;
  const ways = Object.entries({
    [`exercise ${name}`]: name,
    "--w": w,
    "--singular-values": singularValues,
    "--models": models,
  });
  const taken = ways.filter(([, value]) => value !== undefined).map(([what]) => what);
  if (taken.length > 1) throw new UserError(`${taken.join(" and ")} can't go together; choose one of them`);
  if (name !== undefined) return exerciseChosen(desk, name, flags);
  const { set, params, variant, convention } = flags;
  const own = Object.entries({ set, params, variant, convention }).find(([, value]) => value !== undefined);
  if (own)
    throw new UserError(
      `--${own[0]} changes an exercise; name one: rnn-tutor vanishing gru-sequence --${own[0]} …`,
    );
  if (w) return weightsChosen(w, flags);
  return singularValues
    ? spectrumChosen(singularValues, flags)
    : modelsChosen(models ?? Object.keys(recurrent), flags);
}

async function exerciseChosen(desk: Desk, name: string, flags: VanishingFlags): Promise<Chosen> {
  const exercise = await desk.exercise(name, flags);
  const steps = flags.steps === undefined ? undefined : stepsIn(flags);
  const run = runOverSteps(exercise, await desk.changes(flags, exercise), steps);
  const own =
    run.parameters.steps === steps || steps !== undefined
      ? `, its inputs over ${run.parameters.steps} steps`
      : "";
  return {
    subjects: [{ name: run.model.title, run }],
    numbers: `those of ${exercise.id}${own}`,
    bounds: false,
  };
}

function weightsChosen(typed: readonly string[], flags: VanishingFlags): Chosen {
  const weights = few("--w", numberList("--w", typed));
  const steps = stepsIn(flags);
  return {
    subjects: weights.map((w) => ({ name: `w = ${String(w).replace("-", "−")}`, run: linearRun(w, steps) })),
    numbers: "the linear RNN $h_t = w (u_t + h_{t-1})$",
    bounds: false,
  };
}

function spectrumChosen(typed: readonly string[], flags: VanishingFlags): Chosen {
  const values = numberList("--singular-values", typed);
  if (values.length === 0 || values.length > MOST_UNITS || values.some((x) => x < 0))
    throw new UserError(`--singular-values takes 1 to ${MOST_UNITS} numbers from 0 on, as in 1.1,0.9,0.5`);
  const draw = { ...drawIn(flags), hidden: values.length };
  return {
    subjects: [
      { name: "without activation", run: withSpectrum(values, draw, "identity") },
      { name: "with tanh", run: withSpectrum(values, draw, "tanh") },
    ],
    numbers: `vanilla RNN, $W_hh$ with the singular values ${[...values].sort((a, b) => b - a).join(", ")} between random rotations (seed ${draw.seed})`,
    bounds: true,
  };
}

function modelsChosen(typed: readonly string[], flags: VanishingFlags): Chosen {
  const names = few(
    "--models",
    typed
      .flatMap((text) => text.split(/[,\s]+/))
      .filter(Boolean)
      .map(modelIn),
  );
  const draw = drawIn(flags);
  return {
    subjects: [...new Set(names)].map((name) => ({
      name: recurrent[name].title,
      run: seededRun(name, draw),
    })),
    numbers: `${draw.hidden} units, weights drawn between ±1/√${draw.hidden} (seed ${draw.seed}), gates biased by ${draw.keep} towards keeping`,
    bounds: false,
  };
}

function modelIn(typed: string): RecurrentName {
  const known = Object.keys(recurrent);
  const found = known.find((name) => name === typed.toLowerCase());
  if (found) return found as RecurrentName;
  throw new UserError(
    `--models can't be "${typed}"${didYouMean(typed, known) || `; there are ${known.join(", ")}`}`,
  );
}

function few<T>(option: string, values: readonly T[]): readonly T[] {
  if (values.length > 0 && values.length <= MOST_CURVES) return values;
  throw new UserError(`${option} takes 1 to ${MOST_CURVES}; more curves can't be told apart`);
}

const stepsIn = ({ steps }: VanishingFlags): number =>
  steps === undefined ? DEFAULT.steps : wholeNumber("--steps", steps, 1, MOST_STEPS);

const drawIn = (flags: VanishingFlags) => ({
  steps: stepsIn(flags),
  hidden: flags.hidden === undefined ? DEFAULT.hidden : wholeNumber("--hidden", flags.hidden, 1, MOST_UNITS),
  seed: flags.seed === undefined ? DEFAULT.seed : wholeNumber("--seed", flags.seed, 0, 2 ** 31),
  keep: flags.keep === undefined ? DEFAULT.keep : anyNumber("--keep", flags.keep),
});

function limit(typed: string): number {
  const value = anyNumber("--clip", typed);
  if (value > 0) return value;
  throw new UserError(`--clip can't be ${typed}; it is a length above 0`);
}

function mustBeBearable(subjects: readonly Subject[], steps: number): void {
  const hidden = subjects.map(({ run }) => run.values.get("h_0")?.data.length ?? 1);
  if (hidden.reduce((cost, n) => cost + costOf(n, steps), 0) <= MOST_COST) return;
  throw new UserError(`${Math.max(...hidden)} units over ${steps} steps take too long; fewer of either`);
}
