import assert from "node:assert/strict";
import { renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { type WatchFolder, whenSaved } from "../../src/cli/saved.ts";
import { folder } from "./helpers.ts";

const here = folder("saved");

/** Watches a file, and waits until it has been told of so many changes. */
function watching(path: string, watchFolder?: WatchFolder) {
  const notes: string[] = [];
  let count = 0;
  let told = () => {};
  const end = whenSaved({
    path,
    saved: () => {
      count++;
      told();
    },
    note: (text) => notes.push(text),
    ...(watchFolder ? { watchFolder } : {}),
  });
  const reaches = async (wanted: number): Promise<void> => {
    while (count < wanted)
      await new Promise<void>((resolve) => {
        told = resolve;
      });
  };
  return { notes, end, reaches };
}

const refusing: WatchFolder = () => {
  throw Object.assign(new Error("no"), { code: "ENOSPC" });
};

/** Takes the folder, and tells at once that it can't watch it after all. */
const failing: WatchFolder = () => ({
  on: (_, failed) => setImmediate(() => failed(Object.assign(new Error("no"), { code: "EMFILE" }))),
  close: () => {},
});

const silent: WatchFolder = () => ({ on: () => {}, close: () => {} });

const ways: readonly (readonly [name: string, says: readonly RegExp[], watchFolder?: WatchFolder])[] = [
  ["the folder is watched", []],
  ["folders can't be watched", [/can't be watched here \(ENOSPC\).*looked at/], refusing],
  ["watching fails later", [/\(EMFILE\)/], failing],
  ["nobody ever tells of changes", [], silent],
];

for (const [i, [name, says, watchFolder]] of ways.entries())
  test(`when ${name}, then writing, replacing, removing and making the file are told, and a failure once`, async () => {
    const path = join(here, `file-${i}.yaml`);
    writeFileSync(path, "a");
    const { notes, end, reaches } = watching(path, watchFolder);
    writeFileSync(path, "ab");
    await reaches(1);
    writeFileSync(`${path}.new`, "abc");
    renameSync(`${path}.new`, path);
    await reaches(2);
    rmSync(path);
    await reaches(3);
    writeFileSync(path, "abcd");
    await reaches(4);
    end();
    assert.equal(notes.length, says.length);
    for (const [j, note] of notes.entries()) assert.match(note, says[j]);
  });

test("when the file is a link, then saving what it leads to is told", {
  skip: process.platform === "win32",
}, async () => {
  const [real, link] = [join(here, "real.yaml"), join(folder("saved-link"), "link.yaml")];
  writeFileSync(real, "a");
  symlinkSync(real, link);
  const { end, reaches } = watching(link);
  writeFileSync(real, "ab");
  await reaches(1);
  end();
});
