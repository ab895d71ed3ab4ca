import { isUserError } from "../text/user-error.ts";
import { errorText } from "./error-text.ts";
import { isBrokenPipe, write } from "./output.ts";
import { program } from "./program.ts";

const INPUT = 2;
const OURS = 70;

/** Runs one command line; the exit code is 0, 2 for input that can't be used, or 70 for a bug of ours. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    process.exitCode = await program(argv);
  } catch (error) {
    process.exitCode = failed(error);
  }
}

function failed(error: unknown): number {
  if (isBrokenPipe(error)) return 0;
  try {
    write(2, errorText(error));
  } catch {
    // nowhere left to say it
  }
  return isUserError(error) ? INPUT : OURS;
}

void main(process.argv.slice(2));
