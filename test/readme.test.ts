import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, describe, it } from "node:test";

const root = join(__dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "rnn-tutor-readme-"));
symlinkSync(join(root, "bin/rnn-tutor.js"), join(folder, "rnn-tutor"));
after(() => rmSync(folder, { recursive: true }));

const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, body]) => body);

/** What a user's shell shows: both outputs, `rnn-tutor` on the path. */
function shell(command: string): string {
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}`, COLUMNS: "80" };
  const { stdout } = spawnSync("bash", ["-c", `( ${command} ) 2>&1`], { cwd: folder, env, encoding: "utf8" });
  return stdout;
}

describe("README", () => {
  for (const block of blocks("console")) {
    const [first, ...expected] = block.split("\n");
    it(`when ${first.slice(2)} is run, then it prints what the README shows`, () => {
      assert.ok(first.startsWith("$ "));
      assert.equal(shell(first.slice(2)), expected.join("\n"));
    });
  }

  it("when its exercise file is run, then it is worked without a complaint", () => {
    const [example] = blocks("yaml");
    writeFileSync(join(folder, "mine.yaml"), example);
    assert.match(shell("rnn-tutor ./mine.yaml --step"), /PyTorch|pytorch[\s\S]*h_t = \[/);
  });

  it("when the program has changed, then the picture is the one that it draws now", () => {
    const picture = join(root, "docs/gru-step.svg");
    const before = readFileSync(picture, "utf8");
    execFileSync(process.execPath, ["--import", "tsx", join(root, "scripts/picture.mts")], { cwd: root });
    assert.equal(readFileSync(picture, "utf8"), before);
  });

  it("when it names an option, then --help has it", () => {
    const commands = [...shell("rnn-tutor --help").matchAll(/^ {2}([a-z0-9-]+) [<[|]?/gm)].map(
      ([, name]) => name,
    );
    const help = ["", ...commands].map((name) => shell(`rnn-tutor help ${name}`)).join("");
    for (const [option] of readme.matchAll(/(?<=[` ])--[a-z]+/g)) assert.ok(help.includes(option), option);
  });
});
