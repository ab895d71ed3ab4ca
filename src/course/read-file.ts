import { isUtf8 } from "node:buffer";
import { readFileSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import { type ModelName, models } from "../models/index.ts";
import { didYouMean } from "../text/nearest.ts";
import { type Place, UserError } from "../text/user-error.ts";
import type { Exercise } from "./exercise.ts";
import { inputKeys } from "./input-keys.ts";
import { explained } from "./issues.ts";
import { canonicalKey } from "./keys.ts";
import { type Located, locate } from "./locate.ts";
import type { Given, Quantity } from "./quantity.ts";
import { exerciseSchema, parametersSchema } from "./schema.ts";

/** The largest file that is read: far more than any exercise, and read in a moment. */
const MOST_BYTES = 2_000_000;

/** Reads and validates an exercise file. @throws UserError with file, line, column and what to do */
export const readExerciseFile = (path: string): Exercise => readExercise(textOf(path), path);

export function readExercise(text: string, file: string): Exercise {
  const located = locate(text, file);
  const whole = mapping(located, file);
  const model = modelIn(whole, located);
  const { data, spelled } = renamed(whole, model, located);
  const parsed = exerciseSchema(model).safeParse(data);
  if (!parsed.success) throw explained(parsed.error.issues, located, spelled, model);
  const typed = (key: string) => spelled[key] ?? key;
  const places = Object.fromEntries([
    ...Object.keys(parsed.data.parameters).map((key) => [key, located.place(["parameters", typed(key)])]),
    ...(parsed.data.ask ?? []).map((_, i) => [`ask.${i}`, located.place(["ask", i])]),
    ...(parsed.data.probes ?? []).map((_, i) => [`probes.${i}`, located.place(["probes", i])]),
    ...(parsed.data.convention === undefined ? [] : [["convention", located.place(["convention"])]]),
    ...(parsed.data.errata ?? []).flatMap(({ proof }, i) =>
      proof.map((_, j) => [`errata.${i}.proof.${j}`, located.place(["errata", i, "proof", j])]),
    ),
  ]);
  const id = parsed.data.id ?? basename(file).replace(/\.[^.]*$/, "");
  return {
    file: parsed.data,
    id,
    title: parsed.data.title ?? models[parsed.data.model].title,
    places,
    spelled,
  };
}

/** Reads a file of parameters alone (or the parameters of an exercise file) for a model. */
export function readParameterFile(path: string, model: ModelName): Given {
  return readParameters(textOf(path), path, model);
}

export function readParameters(text: string, file: string, model: ModelName): Given {
  const located = locate(text, file);
  const whole = mapping(located, file);
  const inner = whole.parameters;
  const above = isMapping(inner) ? ["parameters"] : [];
  const within: Located = { ...located, place: (path, of) => located.place([...above, ...path], of) };
  const { data, spelled } = renamedKeys(isMapping(inner) ? inner : whole, model, (key) =>
    within.place([key], "key"),
  );
  const parsed = parametersSchema(model).safeParse(data);
  if (!parsed.success) throw explained(parsed.error.issues, within, spelled, model);
  return new Map(
    Object.entries(parsed.data).map(([key, value]): [string, Quantity] => [
      key,
      {
        value: value as Quantity["value"],
        typed: spelled[key] ?? key,
        place: within.place([spelled[key] ?? key]),
      },
    ]),
  );
}

/** The text of a regular file of bearable size, in UTF-8; `-` is standard input. */
function textOf(path: string): string {
  const refuse = (why: string) => new UserError(`${shortened(path)} ${why}`);
  const bytes = attempt(() => {
    if (path === "-") return standardInput();
    if (path === "") throw new UserError("the name of a file is empty");
    const found = statSync(path);
    if (found.isDirectory()) throw refuse("is a directory; name a file in it");
    if (!found.isFile()) throw refuse("is not a file");
    if (found.size > MOST_BYTES)
      throw refuse(`is ${megabytes(found.size)}; an exercise file is at most ${megabytes(MOST_BYTES)}`);
    return readFileSync(path);
  }, refuse);
  if (bytes.length > MOST_BYTES) throw refuse(`is longer than ${megabytes(MOST_BYTES)}`);
  if (!isUtf8(bytes) || bytes.includes(0)) throw refuse("is not text in UTF-8; save it in that encoding");
  return bytes.toString("utf8").replace(/^\ufeff/, "");
}

/** A long path without its middle, so that what is said of it is seen. */
const shortened = (path: string): string =>
  path.length > 120 ? `${path.slice(0, 60)}…${path.slice(-40)}` : path;

/** No more than is read anyway, as it may have no end. */
function standardInput(): Buffer {
  const bytes = Buffer.alloc(MOST_BYTES + 1);
  let at = 0;
  for (let more = true; more && at < bytes.length; ) {
    const read = readSome(bytes, at);
    more = read !== 0;
    at += read ?? 0;
  }
  return bytes.subarray(0, at);
}

const PAUSE_MS = 5;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** The number of bytes read; 0 at the end; undefined when there are none yet, after a pause. */
function readSome(bytes: Buffer, at: number): number | undefined {
  try {
    return readSync(0, bytes, at, bytes.length - at, null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EOF") return 0;
    if (code !== "EAGAIN") throw error;
    Atomics.wait(pause, 0, 0, PAUSE_MS);
    return undefined;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "can't be read: permission denied",
  ENAMETOOLONG: "is not the name of a file",
  ENOTDIR: "does not exist",
  ELOOP: "is a link that leads to itself",
};

function attempt<T>(read: () => T, refuse: (why: string) => UserError): T {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw refuse(reasons[code] ?? `can't be read (${code})`);
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

type Mapping = Readonly<Record<string, unknown>>;

const isMapping = (data: unknown): data is Mapping =>
  typeof data === "object" && data !== null && !Array.isArray(data);

function mapping(located: Located, file: string): Mapping {
  if (located.data === null || located.data === undefined) throw new UserError(`${file} is empty`);
  if (!isMapping(located.data)) throw new UserError("must be a mapping of keys to values", located.place([]));
  return located.data;
}

function modelIn({ model }: Mapping, located: Located): ModelName {
  const names = Object.keys(models);
  if (names.includes(model as string)) return model as ModelName;
  if (model === undefined)
    throw new UserError(`model is missing: one of ${names.join(", ")}`, located.place([]));
  const shown = typeof model === "object" && model !== null ? "a list or a mapping" : JSON.stringify(model);
  const hint = didYouMean(shown.replaceAll('"', ""), names) || `; it is one of ${names.join(", ")}`;
  throw new UserError(`model can't be ${shown}${hint}`, located.place(["model"]));
}

interface Renamed {
  readonly data: Mapping;
  /** Our key → the spelling in the file. */
  readonly spelled: Readonly<Record<string, string>>;
}

function renamed(data: Mapping, model: ModelName, located: Located): Renamed {
  if (!isMapping(data.parameters)) return { data, spelled: {} };
  const place = (key: string) => located.place(["parameters", key], "key");
  const { data: parameters, spelled } = renamedKeys(data.parameters, model, place);
  return { data: { ...data, parameters }, spelled };
}

function renamedKeys(data: Mapping, model: ModelName, place: (key: string) => Place): Renamed {
  const known = inputKeys(model).map(({ key }) => key);
  const entries = Object.entries(data).map(([typed, value]) => ({
    typed,
    value,
    key: canonicalKey(typed, model, known) ?? typed,
  }));
  const first = new Map<string, string>();
  for (const { key, typed } of entries) {
    const other = first.get(key);
    if (other !== undefined)
      throw new UserError(`${other} and ${typed} are both ${key}; keep one`, place(typed));
    first.set(key, typed);
  }
  return {
    data: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
    spelled: Object.fromEntries(
      entries.filter(({ key, typed }) => key !== typed).map(({ key, typed }) => [key, typed]),
    ),
  };
}
