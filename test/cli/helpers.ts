import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after } from "node:test";
import { type ModelName, models } from "../../src/models/index.ts";

// Runs the built program as a user runs it: a process of its own, what it prints, its exit code.

export const root = join(__dirname, "../..");
export const program = join(root, "bin/rnn-tutor.js");
const onWindows = process.platform === "win32";
if (!existsSync(join(root, "dist"))) throw new Error("these tests run the built program: npm run build");

export const sourceOf = (name: string): string => readFileSync(join(root, `exercises/${name}.yaml`), "utf8");

const questions = readdirSync(join(root, "exercises"))
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(/\.yaml$/, ""));

/** The exercises of the course, by the names of their files: what a model works. */
export const course = questions.filter((name) => /^model:/m.test(sourceOf(name)));

/** Its questions in words, by their numbers. */
export const concepts = questions
  .filter((name) => !course.includes(name))
  .map((name) => /^id: "?([^"\n]+)/m.exec(sourceOf(name))?.[1] ?? name);

/** A convention by name that an exercise's model has: PyTorch's where there is one. */
export function otherConvention(name: string): string {
  const model = /^model: ([\w-]+)$/m.exec(sourceOf(name))?.[1] as ModelName;
  const presets = Object.keys(models[model].presets);
  return presets.includes("pytorch") ? "pytorch" : presets[0];
}

/** A folder for this file's tests, removed after them. */
export function folder(name: string): string {
  const made = mkdtempSync(join(tmpdir(), `rnn-tutor-${name}-`));
  after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

export interface Setting {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Uint8Array;
  readonly seconds?: number;
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** Tests of one group that run side by side. */
export const together = { concurrency: 2 };

const leftOut = /^(COLUMNS|LINES|NO_COLOR|FORCE_COLOR|TERM|COLORTERM|CI|NODE_OPTIONS|NODE_TEST_CONTEXT)$/;
const cache = folder("cache");
const plainEnvironment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !leftOut.test(name))),
  // compiled code of our own, so that what runs is what was built
  XDG_CACHE_HOME: cache,
  NODE_COMPILE_CACHE: cache,
};

/** Runs a program to its end; what runs longer than it may is stopped, and the test fails. */
export function run(command: string, args: readonly string[], setting: Setting = {}): Promise<Outcome> {
  const { cwd = root, env = {}, input, seconds = 20 } = setting;
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...plainEnvironment, ...env },
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      detached: !onWindows, // a group of its own, so that what a shell started ends with the shell
    });
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      if (onWindows || child.pid === undefined) child.kill("SIGKILL");
      else process.kill(-child.pid, "SIGKILL");
    }, seconds * 1000);
    child.stdout?.on("data", (chunk) => chunks.stdout.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.stderr.push(chunk));
    child.stdin?.on("error", () => {}); // a program that has seen enough closes its input
    child.stdin?.end(input);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(late);
      const ms = performance.now() - start;
      if (isLate) reject(new Error(`not done after ${seconds} s: ${args.join(" ").slice(0, 200)}`));
      else
        resolve({
          code,
          stdout: Buffer.concat(chunks.stdout).toString(),
          stderr: Buffer.concat(chunks.stderr).toString(),
          ms,
        });
    });
  });
}

export const tutor = (args: readonly string[], setting?: Setting): Promise<Outcome> =>
  run(process.execPath, [program, ...args], setting);

/** What it prints where all is well; asked once for each command line. */
export function prints(args: readonly string[], setting?: Setting): Promise<string> {
  const name = JSON.stringify(args);
  const known = setting ? undefined : printed.get(name);
  const asked = known ?? succeeded(tutor(args, setting));
  if (!setting) printed.set(name, asked);
  return asked;
}

const printed = new Map<string, Promise<string>>();

async function succeeded(outcome: Promise<Outcome>): Promise<string> {
  const { code, stdout, stderr } = await outcome;
  assert.equal(stderr, "");
  assert.equal(code, 0);
  return stdout;
}

/** `rnn-tutor` as a command, for what is run by a shell; the folder to put on its path. */
export function commandFolder(): string {
  const bin = folder("bin");
  writeFileSync(join(bin, "rnn-tutor"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
    mode: 0o755,
  });
  return bin;
}

export const bash = (script: string, setting: Setting & { readonly bin?: string } = {}): Promise<Outcome> =>
  run("bash", ["--norc", "-c", script], {
    ...setting,
    env: {
      ...setting.env,
      ...(setting.bin ? { PATH: `${setting.bin}${delimiter}${process.env.PATH}` } : {}),
    },
  });

/** Whether a program is installed here. */
export const installed = (name: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((path) => existsSync(join(path, name)));

// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be printed
const ACTING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** Nothing in a text can act on a terminal. */
export function assertHarmless(text: string): void {
  const found = ACTING.exec(text);
  assert.equal(found, null, `holds ${JSON.stringify(found?.[0])}: ${JSON.stringify(text.slice(0, 300))}`);
}

/** Exit code 2, nothing on standard output, and one line that says what, with at most the file's line under it. */
export function assertRefused({ code, stdout, stderr }: Outcome, says: RegExp): void {
  assert.equal(code, 2, stderr.slice(0, 1000));
  assert.equal(stdout, "");
  assertHarmless(stderr);
  const lines = stderr.split("\n");
  assert.equal(lines.pop(), "", "the last line ends");
  assert.match(lines[0], /^error: \S/);
  assert.match(lines[0], says);
  assert.ok(lines[0].length < 1000, `${lines[0].length} characters in the first line`);
  if (lines.length === 1) return;
  assert.equal(lines.length, 3, stderr);
  assert.match(lines[0], /:\d+:\d+ {2}\S/);
  assert.match(lines[1], /^ *\d+ \| /);
  assert.match(lines[2], /^ *\| *\^$/);
  assert.ok(lines[2].length <= lines[1].length + 1, `the mark stands behind the line:\n${stderr}`);
}
