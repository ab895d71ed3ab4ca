import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { assertHarmless, assertRefused, folder, program, together, tutor } from "./helpers.ts";

const here = folder("check-watch");

/** `check … --watch` in a process of its own, and what it has said so far. */
function watching(args: readonly string[]) {
  const child = spawn(process.execPath, [program, "check", ...args, "--watch"], { stdio: "pipe" });
  const said = { stdout: "", stderr: "" };
  let told = () => {};
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      told();
    });
  const until = async (is: (now: typeof said) => boolean): Promise<void> => {
    while (!is(said))
      await new Promise<void>((resolve) => {
        told = resolve;
      });
  };
  const interrupted = async (): Promise<number> => {
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    return code as number;
  };
  return { said, until, interrupted };
}

const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length;
const reports = (said: { stdout: string }): number => count(said.stdout, /^3\.2 {2}GRU/gm);
const rightText = "z_t: [0.5349, 0.5125]\n";
const wrongText = "z_t: [0.6349, 0.5125]\n";
const skip = process.platform === "win32" && "a process can't be interrupted there";

describe("rnn-tutor check --watch", { ...together, skip }, () => {
  it("when the file is saved, replaced or broken, then it is checked again, and Ctrl-C gives the last verdict", async () => {
    const path = join(here, "answers.yaml");
    writeFileSync(path, wrongText);
    const { said, until, interrupted } = watching(["gru", path]);
    await until((now) => reports(now) === 1 && /Ctrl-C ends/.test(now.stderr));
    writeFileSync(path, "z_t: [0.5\n");
    await until(
      ({ stderr }) => count(stderr, /^error: .*answers\.yaml:2:1 {2}is not well-formed YAML/gm) === 1,
    );
    writeFileSync(`${path}.new`, rightText);
    renameSync(`${path}.new`, path);
    await until((now) => reports(now) === 2);
    assert.equal(await interrupted(), 0);
    assert.match(said.stdout, /0 of 4 right[\s\S]*1 of 4 right/);
    assertHarmless(said.stdout);
  });

  it("when the last verdict is wrong, then the exit code is 1", async () => {
    const path = join(here, "wrong.yaml");
    writeFileSync(path, wrongText);
    const { until, interrupted } = watching(["gru", path]);
    await until(({ stderr }) => /Ctrl-C ends/.test(stderr));
    assert.equal(await interrupted(), 1);
  });

  it("when the file is not there yet, then it is waited for; without any verdict the exit code is 2", async () => {
    const path = join(here, "later.py");
    const early = watching(["2.3", path]);
    await early.until(({ stderr }) => /later\.py does not exist[\s\S]*Ctrl-C ends/.test(stderr));
    assert.equal(await early.interrupted(), 2);
    const { until, interrupted } = watching(["2.3", path]);
    await until(({ stderr }) => /Ctrl-C ends/.test(stderr));
    writeFileSync(path, "class VanillaRNN:\n    def forward(self, x):\n        pass\n");
    await until(({ stdout }) => /0 of 2 right/.test(stdout));
    assert.equal(await interrupted(), 1);
  });

  for (const args of [["z_t=1,2"], ["-"], ["a.yaml", "b.yaml"], ["a.yaml", "z_t=1,2"]])
    it(`when ${args.join(" ")} is to be watched, then it is refused`, async () =>
      assertRefused(await tutor(["check", "gru", ...args, "--watch"]), /--watch takes one file/));
});
