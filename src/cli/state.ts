import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

// What is kept from one run to the next, in files of the user's state folder. Keeping is a convenience: where a folder
// can't be used, a sentence says so and the program goes on.

/** More than years of practice. */
const MOST_BYTES = 5_000_000;

/** $XDG_STATE_HOME/rnn-tutor, ~/.local/state/rnn-tutor where it is not set, %LOCALAPPDATA%\rnn-tutor on Windows. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const { XDG_STATE_HOME: wanted, LOCALAPPDATA: local } = env;
  // the specification has relative paths ignored
  if (wanted && isAbsolute(wanted)) return join(wanted, "rnn-tutor");
  if (platform === "win32" && local) return join(local, "rnn-tutor");
  return join(homedir(), ".local", "state", "rnn-tutor");
}

export interface Kept<T> {
  /** What the file holds; undefined where there is none, and where it can't be used. */
  readonly value?: T;
  /** One sentence for the user, where something was wrong with the file. */
  readonly note?: string;
}

/**
 * The JSON of a file of the state folder. `read` gives undefined for what is not as it should be; then the file is
 * damaged, and is renamed so that nothing is lost and a new one can be begun.
 */
export function readState<T>(name: string, read: (data: unknown) => T | undefined): Kept<T> {
  const path = join(stateFolder(), name);
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return {};
    const usable = found.isFile() && found.size <= MOST_BYTES;
    const value = usable ? read(parsed(readFileSync(path, "utf8"))) : undefined;
    return value === undefined ? setAside(path) : { value };
  } catch (error) {
    return { note: `${path} can't be read (${codeOf(error)}); this goes on without it` };
  }
}

/** Undefined for what is no JSON, which nothing that is kept is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function setAside(path: string): Kept<never> {
  const aside = `${path}.damaged-${Date.now()}`;
  renameSync(path, aside);
  return { note: `${path} was damaged; it is now ${aside}, and a new one is begun` };
}

/**
 * Keeps data as JSON in a file of the state folder: written beside and moved into place, so that there is the old file
 * or the new one, and never half of one. Gives a sentence where that was not possible.
 */
export function keepState(name: string, data: unknown): string | undefined {
  const path = join(stateFolder(), name);
  const beside = `${path}.${process.pid}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeWhole(beside, `${JSON.stringify(data)}\n`);
    renameSync(beside, path);
    return undefined;
  } catch (error) {
    forget(beside);
    return `${path} can't be written (${codeOf(error)}); what is done now is not kept`;
  }
}

/** Removes a file of the state folder; one that is not there is removed already. */
export const dropState = (name: string): void => forget(join(stateFolder(), name));

function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // it stays, and does no harm
  }
}

/** On the disk when it returns: a rename must not overtake what it renames. */
function writeWhole(path: string, text: string): void {
  const file = openSync(path, "w", 0o600);
  try {
    const bytes = Buffer.from(text, "utf8");
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const codeOf = (error: unknown): string => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return code;
};
