import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Entry, Question } from "./exercise.ts";

// The shipped course: its files are validated when the program is built and written out as JSON beside it, so
// that neither YAML nor the schemas are loaded to work a shipped exercise.

/** `folder` is where the build put the course. */
export const shippedEntries = (folder: string): Entry[] => readJson(folder, "course");

export const shippedQuestion = (folder: string, { name }: Entry): Question => readJson(folder, name);

const readJson = <T>(folder: string, name: string): T =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as T;

/** By number, alias or name. */
export const findEntry = (entries: readonly Entry[], typed: string): Entry | undefined =>
  entries.find(({ id, alias, name }) => [id, alias, name].includes(typed.toLowerCase()));
