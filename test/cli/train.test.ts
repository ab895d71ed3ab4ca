import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { assertRefused, bash, commandFolder, folder, prints, program, together, tutor } from "./helpers.ts";

// Training as a user runs it: small models, few steps.

const cwd = folder("train");
const small = ["--hidden", "4", "--length", "4", "--batch", "4"];
const seconds = 60;
const train = (...args: string[]) => tutor(["train", "case", ...args], { cwd, seconds });

async function trained(file: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await train(file, "--json", ...args);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const linesOf = (log: string): { step: number; loss: number; accuracy?: number }[] =>
  readFileSync(join(cwd, log), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("train", together, () => {
  it("when a model is trained, then its file, its log and its page are there", async () => {
    const found = await trained("plain.safetensors", ...small, "--steps", "60", "--log", "plain.jsonl");
    assert.equal(found.ending, "all steps");
    assert.equal(found.step, 60);
    const log = linesOf("plain.jsonl");
    assert.deepEqual(
      log.map(({ step }) => step),
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    assert.deepEqual(
      log.filter(({ accuracy }) => accuracy !== undefined).map(({ step }) => step),
      [50, 60],
    );
    assert.ok(log[0].loss > 3.5 && log[0].loss < 5, String(log[0].loss));
  });

  it("when there are two workers, then every number is the same as with one", async () => {
    const model = [...small, "--cell", "lstm", "--attention", "additive", "--seed", "5", "--steps", "60"];
    const one = await trained("one.safetensors", ...model, "--log", "one.jsonl");
    const two = await trained("two.safetensors", ...model, "--log", "two.jsonl", "--workers", "2");
    assert.deepEqual(readFileSync(join(cwd, "one.jsonl")), readFileSync(join(cwd, "two.jsonl")));
    assert.deepEqual(readFileSync(join(cwd, "one.safetensors")), readFileSync(join(cwd, "two.safetensors")));
    assert.deepEqual({ ...two, file: "" }, { ...one, file: "" });
  });

  it("when it is stopped with Ctrl-C, then it says how to go on, which gives the numbers of a run without a stop", async () => {
    const model = [...small, "--steps", "400"];
    await trained("whole.safetensors", ...model, "--log", "whole.jsonl");
    const { code, stdout } = await interrupted("stopped.safetensors", "SIGINT", [
      ...model,
      "--log",
      "stopped.jsonl",
    ]);
    assert.equal(code, 0);
    assert.match(stdout, /of 400: stopped, and saved/);
    const [, command] =
      /Go on\s+(rnn-tutor train case stopped\.safetensors --resume --steps 400)/.exec(stdout) ?? [];
    assert.ok(command, stdout);
    assert.ok(linesOf("stopped.jsonl").length < 400, "it was stopped");
    const bin = commandFolder();
    const resumed = await bash(`${command} --log stopped.jsonl`, { cwd, seconds, bin });
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.deepEqual(linesOf("stopped.jsonl"), linesOf("whole.jsonl"));
    assert.deepEqual(
      readFileSync(join(cwd, "stopped.safetensors")),
      readFileSync(join(cwd, "whole.safetensors")),
    );
  });

  it("when it is killed, then its file is whole, and can be resumed", async () => {
    const { code } = await interrupted("killed.safetensors", "SIGKILL", [...small, "--steps", "400"]);
    assert.equal(code, null);
    const resumed = await trained("killed.safetensors", "--resume", "--steps", "400");
    assert.equal(resumed.step, 400);
  });

  it("when the file can't be written any more, then that is said, and the one before is whole", async () => {
    await trained("full.safetensors", ...small, "--steps", "50");
    const before = readFileSync(join(cwd, "full.safetensors"));
    const script = `trap '' XFSZ; ulimit -f 8; rnn-tutor train case full.safetensors --resume --steps 100`;
    const { code, stderr } = await bash(script, { cwd, seconds, bin: commandFolder() });
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^error: full\.safetensors can't be written: the file would be larger/m);
    assert.deepEqual(readFileSync(join(cwd, "full.safetensors")), before);
    assert.deepEqual(
      readdirSync(cwd).filter((name) => name.startsWith("full")),
      ["full.safetensors"],
    );
  });

  it("when the time is up, then it ends, and is saved", async () => {
    const found = await trained("short.safetensors", ...small, "--steps", "100000", "--minutes", "0.02");
    assert.equal(found.ending, "time");
    assert.ok(existsSync(join(cwd, "short.safetensors")));
  });

  it("when training diverges, then the step is named, what could help, and what is kept", async () => {
    const { code, stdout, stderr } = await train("far.safetensors", ...small, "--lr", "10", "--clip", "1000");
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^error: training diverges: the loss is \S+ at step \d+; try a smaller --lr \(it is 10\) or --clip \(it is 1000\); far\.safetensors keeps the /m,
    );
    assert.doesNotMatch(stderr, /at \w+ \(/);
  });
});

/** A run that gets a signal behind its first steps. */
function interrupted(file: string, signal: NodeJS.Signals, args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, [program, "train", "case", file, ...args], { cwd });
  const texts = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => {
    texts.stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    texts.stderr += chunk;
    if (/step +50/.test(texts.stderr)) child.kill(signal);
  });
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...texts }));
  });
}

describe("what train can't use", together, () => {
  writeFileSync(join(cwd, "other.safetensors"), "{}");
  const cases: readonly [args: string[], says: RegExp][] = [
    [["--cell", "gur"], /--cell can't be "gur"; did you mean gru\?/],
    [["--attention", "cross"], /--attention can't be "cross"; it is one of none, dot, additive/],
    [["--hidden", "0"], /--hidden can't be "0"; it is a whole number from 1 to 256/],
    [["--batch", "3"], /--batch can't be "3"; it is an even number from 2 to 256/],
    [["--lr", "-1"], /--lr can't be "-1"; it is a number above 0/],
    [["--steps", "1.5"], /--steps can't be "1\.5"/],
    [["--minutes", "0"], /--minutes can't be "0"; it is a number above 0/],
    [["--workers", "3"], /--workers can't be "3"; it is a whole number from 1 to 2/],
    [
      ["--hidden", "256", "--batch", "256"],
      /256 units, 256 sentences of 24 characters .* too much memory; less of any/,
    ],
    [["--set", "W=1"], /train takes no --set/],
    [["other.safetensors"], /other\.safetensors is there already; --resume goes on with it/],
    [["other.safetensors", "--resume"], /other\.safetensors is no safetensors file/],
    [["none.safetensors", "--resume"], /none\.safetensors does not exist/],
    [["no/where.safetensors"], /where\.safetensors can't be written: its folder does not exist/],
    [["log.safetensors", "--log", "no/where"], /the log no\/where can't be written \(ENOENT\)/],
  ];
  for (const [args, says] of cases)
    it(`when train case ${args.join(" ")} is asked for, then it is refused`, async () => {
      assertRefused(await train(...args), says);
    });

  it("when something else is to be trained, then that is refused", async () => {
    assertRefused(await tutor(["train", "cat"], { cwd }), /there is no "cat" to train/);
  });

  it("when other options than those of the file are given, then resuming is refused; without new steps too", async () => {
    await trained("mine.safetensors", ...small, "--steps", "2");
    const resumed = (...args: string[]) => train("mine.safetensors", "--resume", ...args);
    assertRefused(
      await resumed("--hidden", "5"),
      /--hidden 5 can't be resumed: mine\.safetensors is trained with 4/,
    );
    assertRefused(await resumed("--steps", "2"), /mine\.safetensors has done 2 steps already; .* --steps 4/);
  });

  it("when its help is asked for, then every option is there", async () => {
    const help = await prints(["help", "train"]);
    for (const option of "cell attention hidden length batch steps minutes lr clip seed workers log resume".split(
      " ",
    ))
      assert.match(help, new RegExp(`--${option}\\b`));
  });
});
