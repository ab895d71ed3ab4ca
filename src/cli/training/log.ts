import { openSync, writeSync } from "node:fs";
import { UserError } from "../../text/user-error.ts";
import type { Status } from "../../training/train.ts";

/** A JSON line for every step: its loss, and what was measured. A resumed log goes on. */
export function logTo(path: string, isResumed: boolean) {
  const file = attempted(path, () => openSync(path, isResumed ? "a" : "w"));
  return {
    write({ progress: { step, points }, loss, measured }: Status): void {
      const found = measured && {
        mean_loss: points.at(-1)?.loss,
        accuracy: measured.all,
        by_length: Object.fromEntries(measured.byLength.map(({ length, accuracy }) => [length, accuracy])),
      };
      attempted(path, () => writeSync(file, `${JSON.stringify({ step, loss, ...found })}\n`));
    },
  };
}

function attempted<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UserError(`the log ${path} can't be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
