import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import nodeModule, { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { Script } from "node:vm";

declare const VERSION: string;

// Starts the program, compiled before where that is possible: half of a short run is spent compiling. From Node 22 on
// Node keeps compiled code itself; for Node 20 we do, in the user's cache folder. NODE_DISABLE_COMPILE_CACHE turns
// both off. Code that another version compiled is refused by V8, and compiled and kept anew.

const { enableCompileCache } = nodeModule as { enableCompileCache?: () => void };
const program = "./rnn-tutor.cjs";
const loaded = new Map<string, { readonly exports: object }>();

if (process.env.NODE_DISABLE_COMPILE_CACHE) require(program);
else if (enableCompileCache) {
  enableCompileCache();
  require(program);
} else load(program);

/** What `require` does for one of our bundles, with its compiled code kept. */
function load(name: string): unknown {
  const path = join(__dirname, name);
  const known = loaded.get(path);
  if (known) return known.exports;
  const nodeRequire = createRequire(path);
  const ours = (wanted: string): unknown =>
    /^\.\/[\w-]+\.cjs$/.test(wanted) ? load(wanted) : nodeRequire(wanted);
  const module = { exports: {} };
  loaded.set(path, module);
  compiled(path)(module.exports, ours, module, path, __dirname);
  return module.exports;
}

type Wrapper = (exports: object, require: unknown, module: object, file: string, folder: string) => void;

function compiled(path: string): Wrapper {
  const of = `${basename(path)}-${process.version}-${process.arch}`;
  const kept = join(cacheFolder(), `${of}-${VERSION}-${statSync(path).mtimeMs}`); // V8 compares lengths alone
  const source = readFileSync(path, "latin1"); // the bundles are ASCII
  const cachedData = readIfThere(kept);
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename: path,
    ...(cachedData ? { cachedData } : {}),
  });
  // at the end, when the functions that a run needs have been compiled too
  if (!cachedData || script.cachedDataRejected) process.once("exit", () => keep(kept, script));
  return script.runInThisContext() as Wrapper;
}

function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  return join(XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), ".cache"), "rnn-tutor");
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Written beside and moved into place, so that no reader sees half of it; a folder that can't be written is left. */
function keep(path: string, script: Script): void {
  const beside = `${path}.${process.pid}`;
  try {
    mkdirSync(cacheFolder(), { recursive: true, mode: 0o700 });
    writeFileSync(beside, script.createCachedData());
    renameSync(beside, path);
  } catch {
    // the next start compiles again
  }
}
