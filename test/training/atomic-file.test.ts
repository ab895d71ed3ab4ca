import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { writeAtomically } from "../../src/training/atomic-file.ts";

const folder = mkdtempSync(join(tmpdir(), "rnn-tutor-atomic-"));
after(() => rmSync(folder, { recursive: true }));

describe("writing a file whole", () => {
  it("when a file is written over another, then the new one is there, and nothing beside it", () => {
    const path = join(folder, "a");
    writeFileSync(path, "before");
    writeAtomically(path, Buffer.from("after"));
    assert.equal(readFileSync(path, "utf8"), "after");
    assert.deepEqual(readdirSync(folder), ["a"]);
  });

  it("when a file can't be written, then it is said why, and nothing is left", () => {
    assert.throws(() => writeAtomically(join(folder, "no/where"), Buffer.from("x")), {
      name: "UserError",
      message: /where can't be written: its folder does not exist/,
    });
    mkdirSync(join(folder, "b"));
    assert.throws(() => writeAtomically(join(folder, "b"), Buffer.from("x")), {
      name: "UserError",
      message: /b can't be written: it is a folder|b can't be written/,
    });
    assert.deepEqual(readdirSync(folder).sort(), ["a", "b"]);
  });
});
