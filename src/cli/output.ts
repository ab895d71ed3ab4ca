import { writeSync } from "node:fs";
import { UserError } from "../text/user-error.ts";

/** The reader of our output has gone (`| head -1`): nothing is wrong, and there is nobody to tell. */
export class BrokenPipe extends Error {
  override readonly name = "BrokenPipe";
}

/** By name, so that it also holds for an error thrown in another bundle. */
export const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error && error.name === "BrokenPipe";

const PAUSE_MS = 2;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Writes all of a text to standard output (1) or standard error (2), waiting for a slow reader. */
export function write(to: 1 | 2, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  let at = 0;
  while (at < bytes.length) at += writeSome(to, bytes, at);
}

function writeSome(to: 1 | 2, bytes: Buffer, at: number): number {
  try {
    return writeSync(to, bytes, at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EPIPE") throw new BrokenPipe();
    if (code === "ENOSPC" || code === "EIO" || code === "EBADF" || code === "EFBIG")
      throw new UserError(`the output can't be written (${code})`);
    if (code !== "EAGAIN") throw error;
    Atomics.wait(pause, 0, 0, PAUSE_MS);
    return 0;
  }
}
