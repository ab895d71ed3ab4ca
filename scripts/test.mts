import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

// Runs the tests with Node's own runner: all of them, or those whose path contains a word of the command line.

const root = join(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
const files = (readdirSync(join(root, "test"), { recursive: true }) as string[])
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort();
// Node leaves a core free by default; a file that waits for its processes leaves one too
const [major, minor] = process.versions.node.split(".").map(Number);
const concurrency = major > 20 || minor >= 10 ? [`--test-concurrency=${availableParallelism()}`] : [];
const { status } = spawnSync(
  process.execPath,
  [
    "--import",
    "tsx",
    "--test",
    "--test-reporter=spec",
    ...concurrency,
    ...files.map((file) => join("test", file)),
  ],
  { cwd: root, stdio: "inherit" },
);
process.exit(status ?? 1);
