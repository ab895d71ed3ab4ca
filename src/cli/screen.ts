import { fstatSync } from "node:fs";
import type { Screen } from "../report/terminal.ts";

const PLAIN_WIDTH = 80;
const NARROWEST = 30;
const WIDEST = 100;

/** What the terminal can show: `--no-color` and NO_COLOR over FORCE_COLOR over what the terminal is. */
export async function screen(flags: { color?: boolean; ascii?: boolean }): Promise<Screen> {
  return { width: width(), ascii: flags.ascii ?? false, chalk: await colours(flags.color ?? true) };
}

/** Asks the file before the terminal: loading what knows terminals takes longer than an exercise does. */
export const isTerminal = (): boolean => fstatSync(1).isCharacterDevice() && process.stdout.isTTY === true;

function width(): number {
  const typed = Number(process.env.COLUMNS);
  const columns = isTerminal() ? process.stdout.columns : typed;
  return Math.min(WIDEST, Math.max(NARROWEST, columns || typed || PLAIN_WIDTH));
}

async function colours(wanted: boolean): Promise<Screen["chalk"]> {
  if (!wanted || !asked(process.env)) return undefined;
  const { Chalk } = await import("chalk");
  return new Chalk({ level: 1 });
}

function asked({ NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return TERM !== "dumb" && isTerminal();
}
