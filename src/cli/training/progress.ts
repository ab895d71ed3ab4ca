import type { Status } from "../../training/train.ts";
import { write } from "../output.ts";
import { progressLine } from "./progress-line.ts";

const EVERY_MS = 100;
const ERASE = "\r\u001b[K";
const PLAIN_WIDTH = 100;

/** Shows how training goes on standard error: a line that is written anew in a terminal, a line a measurement elsewhere. */
export function progressTo(steps: number, ascii: boolean) {
  const isTerminal = process.stderr.isTTY === true && process.env.TERM !== "dumb";
  let last = Number.NEGATIVE_INFINITY;
  return {
    show(status: Status): void {
      if (!isTerminal) {
        if (status.measured) write(2, `${progressLine(status, steps, PLAIN_WIDTH, ascii)}\n`);
        return;
      }
      const now = performance.now();
      if (now - last < EVERY_MS && status.progress.step < steps) return;
      last = now;
      write(2, `${ERASE}${progressLine(status, steps, (process.stderr.columns || 80) - 1, ascii)}`);
    },
    done(): void {
      if (isTerminal) write(2, ERASE);
    },
  };
}
