import { basename } from "node:path";
import { type ModelName, models } from "../models/index.ts";
import { didYouMean } from "../text/nearest.ts";
import { type Place, UserError } from "../text/user-error.ts";
import { conceptSchema } from "./concept-schema.ts";
import type { Concept, Exercise, Question } from "./exercise.ts";
import { inputKeys } from "./input-keys.ts";
import { explained } from "./issues.ts";
import { canonicalKey } from "./keys.ts";
import { type Located, locate } from "./locate.ts";
import type { Given, Quantity } from "./quantity.ts";
import { textOf } from "./read-text.ts";
import { exerciseSchema, parametersSchema } from "./schema.ts";

export { locate } from "./locate.ts";

/** Reads and validates a question's file. @throws UserError with file, line, column and what to do */
export const readQuestionFile = (path: string): Question => readQuestion(textOf(path), path);

export function readQuestion(text: string, file: string): Question {
  const located = locate(text, file);
  const whole = mapping(located, file);
  return "answer" in whole && !("model" in whole)
    ? readConcept(whole, located, file)
    : exerciseIn(whole, located, file);
}

/** A question that is worked by a model. */
export function readExercise(text: string, file: string): Exercise {
  const located = locate(text, file);
  return exerciseIn(mapping(located, file), located, file);
}

function readConcept(whole: Mapping, located: Located, file: string): Concept {
  const parsed = conceptSchema.safeParse(whole);
  if (!parsed.success) throw explained(parsed.error.issues, located, {}, undefined);
  const concept = parsed.data;
  const places = Object.fromEntries(
    concept.answer.map((_, i) => [`answer.${i}`, located.place(["answer", i])]),
  );
  const id = concept.id ?? nameOf(file);
  return { concept, id, title: concept.title ?? id, places };
}

const nameOf = (file: string): string => basename(file).replace(/\.[^.]*$/, "");

function exerciseIn(whole: Mapping, located: Located, file: string): Exercise {
  const model = modelIn(whole, located);
  const { data, spelled } = renamed(whole, model, located);
  const parsed = exerciseSchema(model).safeParse(data);
  if (!parsed.success) throw explained(parsed.error.issues, located, spelled, model);
  const typed = (key: string) => spelled[key] ?? key;
  const places = Object.fromEntries([
    ...Object.keys(parsed.data.parameters).map((key) => [key, located.place(["parameters", typed(key)])]),
    ...(parsed.data.ask ?? []).map((_, i) => [`ask.${i}`, located.place(["ask", i])]),
    ...(["target", "classes"] as const)
      .filter((key) => parsed.data[key] !== undefined)
      .map((key) => [key, located.place([key])]),
    ...(parsed.data.probes ?? []).map((_, i) => [`probes.${i}`, located.place(["probes", i])]),
    ...(parsed.data.convention === undefined ? [] : [["convention", located.place(["convention"])]]),
    ...(parsed.data.errata ?? []).flatMap(({ proof }, i) =>
      proof.map((_, j) => [`errata.${i}.proof.${j}`, located.place(["errata", i, "proof", j])]),
    ),
  ]);
  const id = parsed.data.id ?? nameOf(file);
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
