import { watch as fsWatch, realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";

/** What of Node's `fs.watch` is used. */
export type WatchFolder = (
  folder: string,
  changed: (event: string, name: string | null) => void,
) => { on(event: "error", failed: (error: Error) => void): unknown; close(): void };

export interface Watching {
  readonly path: string;
  /** The file was saved, removed, or is there again. */
  readonly saved: () => void;
  /** For a sentence to the user. */
  readonly note: (text: string) => void;
  readonly watchFolder?: WatchFolder;
}

/** Editors write a file in several steps. */
const SETTLED_MS = 80;
/** Where nobody tells of changes. */
const LOOK_MS = 400;
/** Some file systems (shares, mounts of containers) promise to tell and never do. */
const LOOK_ANYWAY_MS = 2000;

/**
 * Tells when a file has been saved, until it is called off. The folder is watched, not the file: an editor that moves a
 * new file into its place would else be lost after the first time. Where folders can't be watched, the file is looked at.
 */
export function whenSaved({ path, saved, note, watchFolder = fsWatch }: Watching): () => void {
  let before = stamp(path);
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const now = stamp(path);
    if (now === before) return;
    before = now;
    saved();
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLED_MS);
  };
  let looking = setInterval(look, LOOK_ANYWAY_MS);
  let told = false;
  const folders: ReturnType<WatchFolder>[] = [];
  const close = (): void => {
    for (const folder of folders.splice(0)) folder.close();
  };
  const failed = (error: unknown): void => {
    const { code = "no reason given" } = error as NodeJS.ErrnoException;
    if (!told) note(`changes can't be watched here (${code}); the file is looked at now and then instead`);
    told = true;
    close();
    clearInterval(looking);
    looking = setInterval(look, LOOK_MS);
  };
  try {
    for (const real of realPaths(path)) {
      const folder = watchFolder(dirname(real), (_, name) => {
        if (name === null || name === basename(real)) soon();
      });
      folders.push(folder);
      folder.on("error", failed);
    }
  } catch (error) {
    failed(error);
  }
  return () => {
    close();
    clearInterval(looking);
    clearTimeout(timer);
  };
}

/** What differs when a file is another one, or has been written to. */
function stamp(path: string): string {
  try {
    const { ino, mtimeNs, size } = statSync(path, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "";
  }
}

/** The path itself, and where a link leads to. */
function realPaths(path: string): string[] {
  const own = resolve(path);
  try {
    return [...new Set([own, realpathSync(own)])];
  } catch {
    return [own];
  }
}
