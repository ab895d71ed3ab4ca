import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";

const root = join(__dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "rnn-tutor-pack-"));
after(() => rmSync(folder, { recursive: true }));

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync("npm", ["--offline", "--no-audit", "--no-fund", ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

describe("the package", () => {
  it("when its tarball is installed in an empty folder, then npx rnn-tutor works, and it is one package", () => {
    npm(["pack", "--ignore-scripts", "--pack-destination", folder], root);
    npm(["init", "-y"], folder);
    npm(["install", "--ignore-scripts", join(folder, "rnn-tutor-0.1.0.tgz")], folder);
    const printed = npm(["exec", "--", "rnn-tutor", "gru", "--step"], folder);
    assert.match(printed, /h_t = sum\s+│ 0\.1419 │ 0\.2560/);
    const installed = JSON.parse(npm(["ls", "--all", "--json"], folder)) as {
      dependencies: Record<string, object>;
    };
    assert.deepEqual(Object.keys(installed.dependencies), ["rnn-tutor"]);
    assert.deepEqual("dependencies" in installed.dependencies["rnn-tutor"], false);
  });
});
