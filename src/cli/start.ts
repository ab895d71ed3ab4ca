import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Script } from "node:vm";
import { commandNames } from "./command-names.ts";

/** Of this build's bundles: V8 compares lengths alone. */
declare const BUILD: string;

// Starts the program, compiled before where that is possible: half of a short run is spent compiling. Compiled code is
// kept in the user's cache folder; NODE_DISABLE_COMPILE_CACHE turns that off. Code that another version of Node
// compiled is refused by V8, and compiled and kept anew.

const isKept = !process.env.NODE_DISABLE_COMPILE_CACHE;
/** What is kept is what the first run needed, so each command has files of its own, and the working of an exercise too. */
const kind =
  process.argv.slice(2).find((word) => commandNames.includes(word)) ??
  (process.argv.some((word) => word.startsWith("--step")) ? "worked" : "asked");
const loaded = new Map<string, { readonly exports: object }>();
const unkept: (() => void)[] = [];

load("./rnn-tutor.cjs");

/** What `require` does, for our bundles: the build wraps each in a function already. */
function load(name: string): unknown {
  if (!name.startsWith("./")) return require(name);
  const known = loaded.get(name);
  if (known) return known.exports;
  const path = `${__dirname}${name.slice(1)}`;
  const module = { exports: {} };
  loaded.set(name, module);
  compiled(path, name.slice(2))(module.exports, load, module, path, __dirname);
  return module.exports;
}

type Wrapper = (exports: object, require: unknown, module: object, file: string, folder: string) => void;

function compiled(path: string, name: string): Wrapper {
  const source = readFileSync(path, "latin1"); // the bundles are ASCII
  const folder = isKept && cacheFolder();
  if (!folder) return new Script(source, { filename: path }).runInThisContext() as Wrapper;
  const of = `${name}-${process.version}-${process.arch}-${kind}-`;
  const cachedData = readIfThere(`${folder}/${of}${BUILD}`);
  const script = new Script(source, { filename: path, ...(cachedData ? { cachedData } : {}) });
  if (!cachedData || script.cachedDataRejected) keepAtEnd(() => keep(folder, of, script));
  return script.runInThisContext() as Wrapper;
}

/** When the functions that a run needs have been compiled too. */
function keepAtEnd(keep: () => void): void {
  if (unkept.push(keep) === 1) process.once("exit", () => unkept.forEach((each) => void each()));
}

function cacheFolder(): string | undefined {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && `${HOME}/.cache`);
  return caches && `${caches}/rnn-tutor`;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/**
 * In the place of what another build kept. Written beside and moved, so that no reader sees half of it; a folder that
 * can't be written is left.
 */
function keep(folder: string, of: string, script: Script): void {
  const beside = `${folder}/${process.pid}-${of}${BUILD}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const old of readdirSync(folder)) if (old.startsWith(of)) rmSync(`${folder}/${old}`);
    writeFileSync(beside, script.createCachedData());
    renameSync(beside, `${folder}/${of}${BUILD}`);
  } catch {
    // the next start compiles again
  }
}
