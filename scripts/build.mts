import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { errorText } from "../src/cli/error-text.ts";
import { aboutOf, type Entry } from "../src/course/exercise.ts";
import { jsonSchemas } from "../src/course/json-schemas.ts";
import { readQuestion } from "../src/course/read-file.ts";
import { bundles } from "./bundles.mts";

// Builds dist/: the program, what is loaded when it is asked for, the course and the JSON Schemas.

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

async function program(): Promise<void> {
  const { files, inputs } = await bundles(root, version);
  for (const { name, text } of files) writeFileSync(join(dist, `${name}.cjs`), text);
  await build({
    entryPoints: { start: join(root, "src/cli/start.ts"), worker: join(root, "src/training/worker.ts") },
    outdir: dist,
    outExtension: { ".js": ".cjs" },
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    bundle: true,
    define: { BUILD: JSON.stringify(hashOf(files.map(({ text }) => text))) },
  });
  writeFileSync(join(dist, "LICENSES.txt"), licences(inputs));
}

const hashOf = (texts: readonly string[]): string =>
  texts
    .reduce((hash, text) => hash.update(text), createHash("sha256"))
    .digest("hex")
    .slice(0, 16);

/** The licences of what is bundled, as they ask for. */
function licences(inputs: readonly string[]): string {
  const packages = new Set(
    inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  return [...packages]
    .sort()
    .map((name) => licenceOf(join(root, "node_modules", name), name))
    .join(`\n${"-".repeat(78)}\n\n`);
}

function licenceOf(folder: string, name: string): string {
  const { version: of, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${of}, ${license}\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
}

function course(): void {
  const folder = join(dist, "course");
  mkdirSync(folder, { recursive: true });
  const order = readdirSync(join(root, "exercises")).filter((file) => file.endsWith(".yaml"));
  const entries = order.map((file): Entry => {
    const name = file.replace(/\.yaml$/, "");
    const { places: _, ...question } = readQuestion(
      readFileSync(join(root, "exercises", file), "utf8"),
      `exercises/${file}`,
    );
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(question));
    const { alias, problem = "Other exercises" } = aboutOf(question);
    return { id: question.id, ...(alias ? { alias } : {}), title: question.title, problem, name };
  });
  const byProblem = entries.sort((a, b) => compare(a.problem, b.problem) || compare(a.id, b.id));
  writeFileSync(join(folder, "course.json"), JSON.stringify(byProblem));
}

const compare = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

function schemas(): void {
  const folder = join(dist, "schema");
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of Object.entries(jsonSchemas()))
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema)}\n`);
}

/** The trained models that come along: see scripts/weights.mts. */
function weights(): void {
  cpSync(join(root, "weights"), join(dist, "weights"), { recursive: true });
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
await program();
try {
  course();
} catch (error) {
  process.stderr.write(errorText(error));
  process.exit(1);
}
schemas();
weights();
