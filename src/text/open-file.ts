import { readFileSync, statSync } from "node:fs";
import { UserError } from "./user-error.ts";

/** Refuses a file with a reason: `gru.yaml does not exist`. */
export type Refuse = (why: string) => UserError;

export const refusing =
  (path: string): Refuse =>
  (why) =>
    new UserError(`${shortened(path)} ${why}`);

/** A long path without its middle, so that what is said of it is seen. */
export const shortened = (path: string): string =>
  path.length > 120 ? `${path.slice(0, 60)}…${path.slice(-40)}` : path;

/**
 * The bytes of a regular file of bearable size.
 * @param what what such a file is: `an exercise file`
 * @throws UserError that says what is in the way
 */
export function bytesOf(path: string, what: string, most: number): Buffer {
  const refuse = refusing(path);
  return attempt(() => {
    if (path === "") throw new UserError("the name of a file is empty");
    const found = statSync(path);
    if (found.isDirectory()) throw refuse("is a directory; name a file in it");
    if (!found.isFile()) throw refuse("is not a file");
    if (found.size > most) throw refuse(`is ${megabytes(found.size)}; ${what} is at most ${megabytes(most)}`);
    return readFileSync(path);
  }, refuse);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "can't be read: permission denied",
  ENAMETOOLONG: "is not the name of a file",
  ENOTDIR: "does not exist",
  ELOOP: "is a link that leads to itself",
};

/** Runs what reads a file, and says in words why the system would not have it. */
export function attempt<T>(read: () => T, refuse: Refuse): T {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw refuse(reasons[code] ?? `can't be read (${code})`);
  }
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
