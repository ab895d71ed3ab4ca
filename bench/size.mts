import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { printTable } from "./interleave.mts";

// What `npx rnn-tutor` downloads and unpacks.

interface Pack {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

const kB = (bytes: number): string => (bytes / 1000).toFixed(0);
const json = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
  cwd: join(import.meta.dirname, ".."),
  encoding: "utf8",
  stdio: ["ignore", "pipe", "ignore"],
});
const parsed = JSON.parse(json) as Pack[] | Record<string, Pack>;
const [pack] = Object.values(parsed);
const packages = 1; // it has no dependencies: what it uses is bundled

console.log("Size: what npx fetches\n");
printTable([
  ["packages", "files", "kB to download", "kB unpacked", "goal"],
  [String(packages), String(pack.files.length), kB(pack.size), kB(pack.unpackedSize), "1 package, 1000 kB"],
]);
console.log();
const largest = [...pack.files].sort((a, b) => b.size - a.size).slice(0, 6);
printTable([["largest files", "kB"], ...largest.map(({ path, size }) => [path, kB(size)])]);
