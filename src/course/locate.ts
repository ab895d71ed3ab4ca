import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import { type Place, UserError } from "../text/user-error.ts";

/** A path into data: keys and indices. */
export type Path = readonly PropertyKey[];

/** The data of a YAML or JSON text, and where each part of it stands. */
export interface Located {
  readonly data: unknown;
  /** The place of a value, or of its key; the nearest one above it where it has none. */
  place(path: Path, of?: "key" | "value"): Place;
}

/** More than this many uses of one anchor's contents is a bomb, not a shared matrix. */
const MOST_ALIASES = 200;

/**
 * `texts` leaves every number the text that it is in the file: 0.50 has two decimals.
 * @throws UserError at the line and column of what YAML can't read
 */
export function locate(text: string, file: string, scalars: "values" | "texts" = "values"): Located {
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), text: lineOf(text, Math.max(line, 1)) };
  };
  const document = parsed(text, file, lines, at, scalars);
  return {
    data: plain(document, at),
    place: (path, of = "value") => at(offsetOf(document, path, of)),
  };
}

function parsed(
  text: string,
  file: string,
  lineCounter: LineCounter,
  at: (offset: number) => Place,
  scalars: "values" | "texts",
): Document {
  const tooDeep = () => new UserError("is nested too deeply to be read", { file, line: 1, column: 1 });
  const document = attempt(
    () =>
      parseDocument(text, {
        lineCounter,
        prettyErrors: false,
        logLevel: "error",
        stringKeys: true,
        uniqueKeys: false,
        ...(scalars === "texts" ? { schema: "failsafe" as const } : {}),
      }),
    tooDeep,
  );
  const [problem] = [...document.errors, ...document.warnings];
  if (problem && /call stack/.test(problem.message)) throw tooDeep();
  if (problem)
    throw new UserError(`is not well-formed YAML: ${firstLine(problem.message)}`, at(problem.pos[0]));
  mustBeUnique(document, at);
  return document;
}

/** The library's own check compares every key with every other. */
function mustBeUnique(document: Document, at: (offset: number) => Place): void {
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = keyName(key);
        if (seen.has(name))
          throw new UserError("is not well-formed YAML: Map keys must be unique", at(startOf(key)));
        seen.add(name);
      }
    },
  });
}

const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

function plain(document: Document, at: (offset: number) => Place): unknown {
  return attempt(
    () => document.toJS({ maxAliasCount: MOST_ALIASES }),
    (error) => aliasError(error, document, at),
  );
}

function aliasError(error: Error, document: Document, at: (offset: number) => Place): UserError {
  let lost: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      lost ??= alias.resolve(document) ? undefined : alias;
    },
  });
  if (lost)
    return new UserError(`*${lost.source} has no anchor &${lost.source} before it`, at(lost.range?.[0] ?? 0));
  if (/alias/i.test(error.message)) return new UserError("uses its aliases too often to be read", at(0));
  return new UserError("is nested too deeply, or in itself", at(0));
}

/** YAML's own errors and an overflow of the stack become the user's error; nothing else is caught. */
function attempt<T>(run: () => T, explain: (error: Error) => UserError): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError || error instanceof ReferenceError || error instanceof TypeError)
      throw explain(error);
    throw error;
  }
}

const firstLine = (message: string): string =>
  /multiple documents/.test(message)
    ? "holds more than one document; keep one"
    : message.split("\n")[0].replace(/[.:]$/, "");

const lineOf = (text: string, line: number): string =>
  (text.split("\n", line)[line - 1] ?? "").replace(/\r$/, "");

function offsetOf(document: Document, path: Path, of: "key" | "value"): number {
  let node = resolved(document.contents, document);
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    if (!isCollection(node)) return offset;
    const last = depth === path.length - 1;
    const pair = isMap(node)
      ? node.items.find((item) => isPair(item) && keyName(item.key) === step)
      : undefined;
    const key = pair && isNode(pair.key) ? pair.key.range?.[0] : undefined;
    if (key !== undefined) offset = key;
    if (last && of === "key") return offset;
    const child = pair ? pair.value : (node.items[step as number] as unknown);
    if (!isNode(child)) return offset;
    if (!isAlias(child) || last) offset = child.range?.[0] ?? offset;
    if (last) return offset;
    node = resolved(child, document);
  }
  return offset;
}

const keyName = (key: unknown): unknown => (isNode(key) && "value" in key ? key.value : key);

const resolved = (node: unknown, document: Document): Node | undefined =>
  isAlias(node) ? node.resolve(document) : isNode(node) ? node : undefined;
