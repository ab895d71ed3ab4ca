import type { Asked } from "../course/convention.ts";
import { didYouMean } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";

export const formats = ["table", "json", "markdown", "latex", "html", "csv"] as const;
export type Format = (typeof formats)[number];

/** What a picture can be drawn as, in the commands that draw one. */
export const drawings = ["svg", "mermaid", "dot"] as const;
export type Drawing = (typeof drawings)[number];

/** The options of a run, as commander hands them over. */
export interface RunFlags {
  readonly step?: string;
  readonly set?: string[];
  readonly params?: string;
  readonly variant?: string;
  readonly level?: string;
  readonly convention?: string;
  readonly digits?: string;
  readonly format?: string;
  readonly json?: boolean;
  readonly all?: boolean;
}

export interface RunOptions {
  /** What to show: the question, its working, or its working down to each multiplication. */
  readonly show: "question" | "lines" | "fine";
  readonly digits: number | undefined;
  readonly format: Format;
  readonly all: boolean;
  readonly convention: Asked | undefined;
}

export function runOptions(flags: RunFlags): RunOptions {
  const format = formatIn(flags, formats);
  const step = flags.step === undefined ? undefined : oneOf("--step", flags.step, ["lines", "fine"] as const);
  return {
    show: step ?? "question",
    digits: flags.digits === undefined ? undefined : digitsIn(flags.digits),
    format,
    all: flags.all ?? false,
    convention: flags.convention,
  };
}

/** The format that is asked for, one of those that a command has. */
export const formatIn = <T extends string>({ json, format }: RunFlags, choices: readonly T[]): T | "json" =>
  json ? "json" : oneOf("--format", format ?? "table", choices);

export function oneOf<T extends string>(option: string, typed: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === typed.toLowerCase());
  if (found) return found;
  const hint = didYouMean(typed, choices) || `; it is one of ${choices.join(", ")}`;
  throw new UserError(`${option} can't be "${typed}"${hint}`);
}

export function digitsIn(typed: string): number {
  const digits = Number(typed);
  if (/^\d+$/.test(typed.trim()) && digits <= 15) return digits;
  throw new UserError(`--digits can't be "${typed}"; it is a whole number from 0 to 15`);
}
