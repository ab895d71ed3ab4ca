import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

// Runs a bench as one bundle, as the program is built, in the place of file by file through tsx, which takes twice the
// time: npx tsx bench/bundled.mts diagnosis --numbers 2 gru

const [name, ...args] = process.argv.slice(2);
const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), "rnn-tutor-bench-"));
try {
  const file = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(here, `${name}.mts`)],
    outfile: file,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    // what a bench finds beside itself, it finds beside its source
    define: { "import.meta.dirname": JSON.stringify(here) },
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  process.exitCode = spawnSync(process.execPath, [file, ...args], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
