import { readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { build, type Metafile, type Plugin, transform } from "esbuild";

// The program as CommonJS bundles, which start faster than ES modules: one that every run loads, one for each import()
// of the source, loaded where it is run, and one for what several of those share. Nothing is in two of them. esbuild
// splits ES modules alone, so each bundle is rewritten as CommonJS afterwards.

export interface Bundle {
  readonly name: string;
  readonly text: string;
}

const MAIN = "src/cli/main.ts";
const PROGRAM = "rnn-tutor";
/** Shared files up to this size are put together: opening one takes longer than reading it. */
const SMALL = 12_000;

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
const oneWidth = (root: string): Plugin => ({
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
});

/** What we use of these: temml without its packages for chemistry and physics, and yaml as modules, which can be shaken. */
const leaner = (root: string): Plugin => ({
  name: "leaner",
  setup({ onResolve }) {
    const of = (path: string) => () => ({ path: join(root, "node_modules", path), sideEffects: false });
    onResolve({ filter: /^temml$/ }, of("temml/temml.js"));
    onResolve({ filter: /^yaml$/ }, of("yaml/browser/dist/index.js"));
  },
});

/** By file, what it imports besides its own. */
type Besides = ReadonlyMap<string, readonly string[]>;

const importing = (root: string, besides: Besides): Plugin => ({
  name: "importing",
  setup({ onLoad }) {
    onLoad({ filter: /\.[jt]s$/ }, ({ path }) => {
      const more = besides.get(relative(root, path));
      if (!more) return undefined;
      const imports = more.map((file) => `import ${JSON.stringify(join(root, file))};\n`).join("");
      return { contents: readFileSync(path, "utf8") + imports, loader: path.endsWith(".ts") ? "ts" : "js" };
    });
  },
});

const split = (root: string, version: string, besides: Besides) =>
  build({
    absWorkingDir: root,
    entryPoints: { [PROGRAM]: MAIN },
    outdir: join(root, "dist"),
    bundle: true,
    splitting: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "esm",
    minify: true,
    legalComments: "none",
    metafile: true,
    external: ["@colors/colors/safe"],
    define: { VERSION: JSON.stringify(version) },
    plugins: [withoutChildProcess, oneWidth(root), leaner(root), importing(root, besides)],
  });

/** The program's bundles, and the files that they are made of. */
export async function bundles(root: string, version: string): Promise<{ files: Bundle[]; inputs: string[] }> {
  const { metafile: unguided } = await split(root, version, new Map());
  const { metafile, outputFiles } = await split(root, version, together(unguided));
  const names = namesOf(metafile);
  const files: Bundle[] = [];
  for (const { path, text } of outputFiles) {
    const name = names.get(basename(path));
    if (name) files.push({ name, text: await commonJs(text, names) });
  }
  return { files, inputs: Object.keys(metafile.inputs) };
}

/**
 * What is loaded later imports the program, so that whatever the program needs is in its bundle; and the small files
 * that others share too, so that they are in one.
 */
function together({ inputs, outputs }: Metafile): Besides {
  const reached = (path: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const { path: to, kind, external } of inputs[path]?.imports ?? [])
      if (!external && kind !== "dynamic-import") reached(to, seen);
    return seen;
  };
  const later = Object.values(outputs).flatMap(({ entryPoint }) =>
    entryPoint && entryPoint !== MAIN ? [entryPoint] : [],
  );
  const program = reached(MAIN);
  const sizes = new Map(
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput] as const),
    ),
  );
  const groups = new Map<string, string[]>();
  for (const path of sizes.keys()) {
    const users = later.filter((entry) => reached(entry).has(path));
    if (users.length < 2 || program.has(path)) continue;
    groups.set(users.join(), [...(groups.get(users.join()) ?? []), path]);
  }
  const sizeOf = (paths: readonly string[]): number =>
    paths.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0);
  const small = [...groups.values()].filter((paths) => sizeOf(paths) < SMALL).flat();
  return new Map(
    later.map((entry) => {
      const shares = small.some((path) => reached(entry).has(path));
      return [entry, [MAIN, ...(shares ? small.filter((path) => path !== entry) : [])]];
    }),
  );
}

/** What esbuild calls its outputs, and what we call them; the program's entry holds nothing, its code is shared. */
function namesOf({ outputs }: Metafile): Map<string, string> {
  const names = new Map<string, string>();
  const free = (name: string, other: string): string => ([...names.values()].includes(name) ? other : name);
  for (const [path, { entryPoint, inputs }] of Object.entries(outputs)) {
    if (entryPoint === MAIN) continue;
    const bundled = /node_modules\/([^/]+)\//.exec(entryPoint ?? "")?.[1];
    const [name, folder] = (entryPoint ?? "").replace(/\.ts$/, "").split("/").reverse();
    const own = bundled ?? free(name, `${folder}-${name}`);
    names.set(basename(path), MAIN in inputs ? PROGRAM : entryPoint ? own : `shared-${names.size}`);
  }
  return names;
}

async function commonJs(text: string, names: ReadonlyMap<string, string>): Promise<string> {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    supported: { "dynamic-import": false },
  });
  const bundle = ascii(
    code.replace(/"\.\/([\w-]+\.js)"/g, (path, file) =>
      names.has(file) ? `"./${names.get(file)}.cjs"` : path,
    ),
  );
  return `(function(exports,require,module,__filename,__dirname){${bundle}})`; // as start.ts calls it
}

/** esbuild leaves regular expressions as they are; in ASCII the whole is read faster, and as what it is. */
const ascii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
