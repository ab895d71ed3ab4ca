import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { shortened } from "../text/open-file.ts";
import { UserError } from "../text/user-error.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than files may be here",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk can't be written to",
  ENOENT: "its folder does not exist",
  ENOTDIR: "its folder does not exist",
  EISDIR: "it is a folder",
};

/**
 * Writes a file so that under its name there is always a whole one, the one before or this: written beside it, brought
 * to the disk, then renamed. A process that is killed may leave the one beside.
 * @throws UserError that says why it can't be written; what was there before stays
 */
export function writeAtomically(path: string, bytes: Uint8Array): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    writeWhole(beside, bytes);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`${shortened(path)} can't be written: ${reasons[code] ?? code}`);
  }
  syncFolder(dirname(path));
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "w");
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** So that the new name outlives a power cut too; not every system can. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // the file itself is on the disk
  }
}
