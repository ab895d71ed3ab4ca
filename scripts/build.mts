import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { errorText } from "../src/cli/error-text.ts";
import { aboutOf, type Entry } from "../src/course/exercise.ts";
import { jsonSchemas } from "../src/course/json-schemas.ts";
import { readQuestion } from "../src/course/read-file.ts";

// Builds dist/: the program, the parts that most commands do not load, the course and the JSON Schemas.

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** Loaded only by what needs them, each a bundle of its own: YAML and zod, completion, the other commands, a thread. */
const apart = ["course/read-file", "cli/completion", "cli/more", "training/worker", "report/html"];

const chunks: Plugin = {
  name: "chunks",
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
      const chunk = apart.find((name) => path.endsWith(`${name.split("/")[1]}.ts`));
      return kind === "dynamic-import" && chunk
        ? { path: `./${chunk.split("/")[1]}.cjs`, external: true }
        : undefined;
    });
  },
};

/** commander loads child_process at its start, for subcommands that are programs of their own; we have none. */
const withoutChildProcess: Plugin = {
  name: "without-child-process",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /commander/.test(importer) ? { path: "child_process", namespace: "none" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "module.exports = {}" }));
  },
};

/** cli-table3 measures text with string-width; our own measure asks it only for what is not plain. */
const oneWidth: Plugin = {
  name: "one-width",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      /cli-table3/.test(importer) ? { path: "width", namespace: "one-width" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "one-width" }, () => ({
      contents: `module.exports = require("./width.ts").widthOf`,
      resolveDir: join(root, "src/text"),
    }));
  },
};

async function bundle(): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      start: "src/cli/start.ts",
      "rnn-tutor": "src/cli/main.ts",
      ...Object.fromEntries(apart.map((name) => [name.split("/")[1], `src/${name}.ts`])),
    },
    outdir: dist,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    keepNames: false,
    legalComments: "none",
    metafile: true,
    supported: { "dynamic-import": false },
    external: ["@colors/colors/safe"],
    define: { VERSION: JSON.stringify(version) },
    plugins: [chunks, withoutChildProcess, oneWidth],
  });
  for (const path of Object.keys(metafile.outputs)) toAscii(join(root, path));
  writeFileSync(join(dist, "LICENSES.txt"), licences(Object.keys(metafile.inputs)));
}

/** esbuild leaves regular expressions as they are; in ASCII the whole is read faster, and as what it is. */
function toAscii(path: string): void {
  const escaped = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  writeFileSync(path, readFileSync(path, "utf8").replace(/[^\0-\x7f]/g, escaped));
}

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
await bundle();
try {
  course();
} catch (error) {
  process.stderr.write(errorText(error));
  process.exit(1);
}
schemas();
weights();
