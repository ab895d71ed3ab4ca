import { UserError } from "../../text/user-error.ts";

export const levels = ["easy", "normal", "hard"] as const;
export type Level = (typeof levels)[number];

/**
 * Which numbers an exercise has in the place of its own. A number alone is version 1's, now and in every later release:
 * a generator that draws otherwise gets a version of its own, and the old ones stay.
 */
export interface VariantCode {
  readonly version: 1;
  readonly number: number;
  readonly level: Level;
}

export const MOST_VARIANTS = 999_999_999;

/** `7`, `1:7`, `1:7:hard`; the level may be said apart. @throws UserError for anything else */
export function readVariant(typed: string, level: string | undefined): VariantCode {
  const [, version = "1", number, own] =
    /^(?:v?(\d{1,4})[:-])?(\d{1,9})(?:[:-]([a-z]+))?$/i.exec(typed.trim()) ?? [];
  if (number === undefined)
    throw new UserError(
      `--variant can't be "${typed}"; it is a whole number up to ${MOST_VARIANTS}, or a code such as 1:7:hard`,
    );
  if (version !== "1")
    throw new UserError(`--variant ${typed} was drawn by generator ${version}; this release has 1`);
  const said = own === undefined ? undefined : levelIn("--variant", own);
  const apart = level === undefined ? undefined : levelIn("--level", level);
  if (said && apart && said !== apart)
    throw new UserError(`--variant ${typed} is ${said}, and --level says ${apart}; leave one of them out`);
  return { version: 1, number: Number(number), level: said ?? apart ?? "normal" };
}

export function levelIn(option: string, typed: string): Level {
  const found = levels.find((level) => level === typed.toLowerCase());
  if (found) return found;
  throw new UserError(`${option} can't be "${typed}"; a level is one of ${levels.join(", ")}`);
}

/** In full, as it can be given again: `1:7`, `1:7:hard`. */
export const variantText = ({ version, number, level }: VariantCode): string =>
  `${version}:${number}${level === "normal" ? "" : `:${level}`}`;
