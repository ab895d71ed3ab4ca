import { isUtf8 } from "node:buffer";
import { readSync } from "node:fs";
import { attempt, bytesOf, megabytes, refusing } from "../text/open-file.ts";

/** The largest file that is read: far more than any exercise, and read in a moment. */
const MOST_BYTES = 2_000_000;

/** The text of a regular file of bearable size, in UTF-8, or in UTF-16 with a mark; `-` is standard input. */
export function textOf(path: string): string {
  const refuse = refusing(path);
  const bytes = path === "-" ? attempt(standardInput, refuse) : bytesOf(path, "an exercise file", MOST_BYTES);
  if (bytes.length > MOST_BYTES) throw refuse(`is longer than ${megabytes(MOST_BYTES)}`);
  const wide = utf16(bytes);
  if (wide !== undefined) return wide;
  if (!isUtf8(bytes) || bytes.includes(0)) throw refuse("is not text in UTF-8; save it in that encoding");
  return bytes.toString("utf8").replace(/^\ufeff/, "");
}

/** What PowerShell writes with `>`: begins with a mark that says so. */
function utf16(bytes: Buffer): string | undefined {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  if ((!isLittle && !isBig) || bytes.length < 4 || bytes.length % 2 > 0) return undefined;
  const text = (isBig ? Buffer.from(bytes).swap16() : bytes).toString("utf16le").slice(1);
  return text.includes("\u0000") ? undefined : text;
}

/** No more than is read anyway, as it may have no end. */
function standardInput(): Buffer {
  const bytes = Buffer.alloc(MOST_BYTES + 1);
  let at = 0;
  for (let more = true; more && at < bytes.length; ) {
    const read = readSome(bytes, at);
    more = read !== 0;
    at += read ?? 0;
  }
  return bytes.subarray(0, at);
}

const PAUSE_MS = 5;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** The number of bytes read; 0 at the end; undefined when there are none yet, after a pause. */
function readSome(bytes: Buffer, at: number): number | undefined {
  try {
    return readSync(0, bytes, at, bytes.length - at, null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EOF") return 0;
    if (code !== "EAGAIN") throw error;
    Atomics.wait(pause, 0, 0, PAUSE_MS);
    return undefined;
  }
}
