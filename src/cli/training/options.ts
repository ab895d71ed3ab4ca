import { didYouMean } from "../../text/nearest.ts";
import { UserError } from "../../text/user-error.ts";
import type { Checkpoint } from "../../training/checkpoint.ts";
import { type Config, defaults, fields } from "../../training/config.ts";
import type { Flags } from "../desk.ts";
import { anyNumber, wholeNumber } from "../number-options.ts";

export interface TrainFlags extends Flags {
  readonly cell?: string;
  readonly attention?: string;
  readonly hidden?: string;
  readonly length?: string;
  readonly batch?: string;
  readonly lr?: string;
  readonly clip?: string;
  readonly seed?: string;
  readonly steps?: string;
  readonly minutes?: string;
  readonly workers?: string;
  readonly log?: string;
  readonly resume?: boolean;
}

export const STEPS = 1500;
const MOST_STEPS = 1_000_000;

const names = Object.keys(fields) as (keyof Config)[];

/** The configuration that the options ask for, what they leave out by default. */
export function configOf(flags: TrainFlags): Config {
  const found = names.flatMap((name) =>
    flags[name] === undefined ? [] : [[name, valueIn(name, flags[name])]],
  );
  const config = { ...defaults, ...Object.fromEntries(found) } as Config;
  mustBeBearable(config);
  return config;
}

/** Of numbers that a step remembers, over all texts of a batch: some hundreds of megabytes for all lengths. */
const MOST = 2 ** 20;

function mustBeBearable({ hidden, batch, length, attention }: Config): void {
  // additive attention holds a vector for every pair of positions
  const remembered = hidden * batch * length * (attention === "additive" ? length / 8 : 1);
  if (remembered <= MOST) return;
  throw new UserError(
    `${hidden} units, ${batch} sentences of ${length} characters and ${attention} attention take too much memory; less of any of them`,
  );
}

function valueIn(name: keyof Config, typed: string): Config[keyof Config] {
  const { read, takes } = fields[name];
  const value = read(typed.trim());
  if (value !== undefined) return value;
  const choices = takes.startsWith("one of ") ? takes.slice(7).split(", ") : [];
  throw new UserError(`--${name} can't be "${typed}"${didYouMean(typed, choices) || `; it is ${takes}`}`);
}

/** Options that say something else than the checkpoint that is resumed. */
export function mustAgree(flags: TrainFlags, { config }: Checkpoint, file: string): void {
  const wanted = configOf(flags);
  for (const name of names)
    if (flags[name] !== undefined && wanted[name] !== config[name])
      throw new UserError(
        `--${name} ${wanted[name]} can't be resumed: ${file} is trained with ${config[name]}; leave it out, or begin another file`,
      );
}

export const stepsIn = ({ steps }: TrainFlags): number =>
  steps === undefined ? STEPS : wholeNumber("--steps", steps, 1, MOST_STEPS);

export function secondsIn({ minutes }: TrainFlags): number {
  if (minutes === undefined) return Number.POSITIVE_INFINITY;
  const value = anyNumber("--minutes", minutes);
  if (value > 0) return 60 * value;
  throw new UserError(`--minutes can't be "${minutes}"; it is a number above 0`);
}

export const workersIn = ({ workers }: TrainFlags): number =>
  workers === undefined ? 1 : wholeNumber("--workers", workers, 1, 2);

/** The options of every command that mean nothing here. */
export function mustBeOurs(command: string, { set, params, convention, step }: Flags): void {
  const given = Object.entries({ set, params, convention, step }).find(([, value]) => value !== undefined);
  if (given) throw new UserError(`${command} takes no --${given[0]}; see rnn-tutor help ${command}`);
}
