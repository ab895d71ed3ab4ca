import type { Status } from "../../training/train.ts";
import { write } from "../output.ts";
import { progressLine } from "./progress-line.ts";

const EVERY_MS = 100;
const ERASE = "\r\u001b[K";
const PLAIN_WIDTH = 100;

/** Shows how training goes on standard error: a line that is written anew in a terminal, a line a measurement elsewhere. */
export function progressTo(steps: number, ascii: boolean, name = "") {
  const isTerminal = process.stderr.isTTY === true && process.env.TERM !== "dumb";
  const line = (status: Status, width: number): string => {
    const left = name === "" ? "" : `${name}  `;
    return left + progressLine(status, steps, width - left.length, ascii);
  };
  let last = Number.NEGATIVE_INFINITY;
  return {
    show(status: Status): void {
      if (!isTerminal) {
        if (status.measured) write(2, `${line(status, PLAIN_WIDTH)}\n`);
        return;
      }
      const now = performance.now();
      if (now - last < EVERY_MS && status.progress.step < steps) return;
      last = now;
      write(2, `${ERASE}${line(status, (process.stderr.columns || 80) - 1)}`);
    },
    done(): void {
      if (isTerminal) write(2, ERASE);
    },
  };
}
