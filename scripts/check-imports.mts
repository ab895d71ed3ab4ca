import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

// Data flows one way: nothing imports from what comes after it. Each folder of src/ may import those named here.

const mayImport: Readonly<Record<string, readonly string[]>> = {
  linalg: [],
  text: ["linalg"],
  graph: ["linalg"],
  readings: ["graph", "linalg", "text"],
  models: ["graph"],
  course: ["models", "readings", "graph", "linalg", "text"],
  checking: ["course", "models", "readings", "graph", "linalg", "text"],
  training: ["models", "readings", "graph", "linalg", "text"],
  report: ["text"],
  cli: ["checking", "training", "course", "models", "readings", "graph", "linalg", "report", "text"],
};

const src = join(import.meta.dirname, "../src");
const files = (readdirSync(src, { recursive: true }) as string[]).filter((file) => file.endsWith(".ts"));
const imports = new Map(files.map((file) => [file, importsOf(file)]));
const problems = [...[...imports].flatMap(strays), ...cycles()];
for (const problem of problems) console.error(problem);
console.log(`${files.length} source files, ${problems.length} imports against the direction of the design`);
process.exit(problems.length > 0 ? 1 : 0);

/** The files of src/ that a file imports; types count too. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  const specifiers = [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map((match) => match[1]);
  return specifiers.map((to) => relative(src, join(src, dirname(file), to)));
}

function strays([file, targets]: [string, string[]]): string[] {
  const folder = file.split("/")[0];
  return targets
    .filter((target) => target.split("/")[0] !== folder && !mayImport[folder]?.includes(target.split("/")[0]))
    .map(
      (target) =>
        `src/${file} imports src/${target}: ${folder} may import ${mayImport[folder]?.join(", ") || "nothing"}`,
    );
}

/** Loops of imports, each told once. */
function cycles(): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push(`a loop: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
    if (done.has(file)) return;
    done.add(file);
    for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
  };
  for (const file of files) visit(file, []);
  return found;
}
