import { readNumber } from "../text/read-number.ts";
import { UserError } from "../text/user-error.ts";

/** A whole number from an option. @throws UserError naming the option and what it takes */
export function wholeNumber(option: string, typed: string, least: number, most: number): number {
  const value = Number(typed);
  if (/^\d+$/.test(typed.trim()) && value >= least && value <= most) return value;
  throw new UserError(`${option} can't be "${typed}"; it is a whole number from ${least} to ${most}`);
}

/** Any number, as people type them: `0.5`, `1/3`, `−0.5`. */
export function anyNumber(option: string, typed: string): number {
  const value = readNumber(typed);
  if (value === undefined) throw new UserError(`${option} takes numbers; "${typed}" is not one`);
  return value;
}

/** Several numbers, apart or between commas: `0.5 1 1.5`, `0.5,1,1.5`. */
export const numberList = (option: string, typed: readonly string[]): number[] =>
  typed
    .flatMap((text) => text.split(/[,;\s]+/))
    .filter(Boolean)
    .map((text) => anyNumber(option, text));
