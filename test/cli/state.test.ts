import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { dropState, keepState, readState, stateFolder } from "../../src/cli/state.ts";

const before = process.env.XDG_STATE_HOME;
let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rnn-tutor-state-"));
  process.env.XDG_STATE_HOME = home;
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
});

const files = () => readdirSync(join(home, "rnn-tutor")).sort();
const count = (data: unknown): number | undefined =>
  typeof data === "object" && data !== null && "n" in data && typeof data.n === "number" ? data.n : undefined;

describe("the state folder", () => {
  for (const [title, env, platform, folder] of [
    ["XDG_STATE_HOME is set", { XDG_STATE_HOME: "/s" }, "linux", join("/s", "rnn-tutor")],
    ["it is relative", { XDG_STATE_HOME: "s" }, "linux", join(homedir(), ".local/state/rnn-tutor")],
    ["nothing is set", {}, "linux", join(homedir(), ".local/state/rnn-tutor")],
    ["it is Windows", { LOCALAPPDATA: "/local" }, "win32", join("/local", "rnn-tutor")],
  ] as const)
    it(`when ${title}, then it is ${folder.replace(homedir(), "~")}`, () => {
      assert.equal(stateFolder(env, platform), folder);
    });
});

describe("what is kept", () => {
  it("when nothing was kept, then there is nothing, and no word about it", () => {
    assert.deepEqual(readState("a.json", count), {});
  });

  it("when something is kept twice, then the second is read, and no other file is left", () => {
    assert.equal(keepState("a.json", { n: 1 }), undefined);
    assert.equal(keepState("a.json", { n: 2 }), undefined);
    assert.deepEqual(readState("a.json", count), { value: 2 });
    assert.deepEqual(files(), ["a.json"]);
  });

  it("when it is dropped, then it is gone, also a second time", () => {
    keepState("a.json", { n: 1 });
    dropState("a.json");
    dropState("a.json");
    assert.deepEqual(readState("a.json", count), {});
  });

  for (const [title, text] of [
    ["cut off", '{"n": 1'],
    ["empty", ""],
    ["of another form", '{"m": 1}'],
    ["null", "null"],
    ["bytes", "\0\u0001\ufffd"],
    ["as large as nothing that we write", `{"n": ${"1".repeat(5_000_001)}}`],
  ])
    it(`when the file is ${title}, then it is set aside whole, and one sentence says so`, () => {
      keepState("a.json", { n: 1 });
      writeFileSync(join(home, "rnn-tutor/a.json"), text);
      const { value, note } = readState("a.json", count);
      assert.equal(value, undefined);
      assert.match(
        note ?? "",
        /a\.json was damaged; it is now .*a\.json\.damaged-\d+, and a new one is begun/,
      );
      assert.equal(files().length, 1);
      assert.equal(readFileSync(join(home, "rnn-tutor", files()[0]), "utf8"), text);
      assert.deepEqual(readState("a.json", count), {});
    });

  it("when a folder stands in its place, then that is set aside too", () => {
    mkdirSync(join(home, "rnn-tutor/a.json"), { recursive: true });
    assert.match(readState("a.json", count).note ?? "", /was damaged/);
    assert.equal(keepState("a.json", { n: 3 }), undefined);
  });

  it("when the folder can't be made, then a sentence says so and nothing is thrown", () => {
    writeFileSync(join(home, "rnn-tutor"), "");
    assert.match(keepState("a.json", { n: 1 }) ?? "", /can't be written \((EEXIST|ENOTDIR)\)/);
    assert.match(readState("a.json", count).note ?? "", /^$|can't be read \(ENOTDIR\)/);
  });
});
