import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asked } from "../../src/course/convention.ts";
import { type Exercise, isConcept, type Question } from "../../src/course/exercise.ts";
import type { Quantity } from "../../src/course/quantity.ts";
import { readQuestion } from "../../src/course/read-file.ts";
import { type Run, run } from "../../src/course/run.ts";
import type { Nested, Tensor } from "../../src/linalg/tensor.ts";
import type { ModelName } from "../../src/models/index.ts";

export type Numbers = Readonly<Record<string, Nested>>;

export const exerciseOf = (model: ModelName, parameters: Numbers, convention?: Asked): Exercise => ({
  id: "test",
  title: "test",
  file: { model, parameters, ...(convention === undefined ? {} : { convention }) } as Exercise["file"],
});

export const runOf = (model: ModelName, parameters: Numbers, convention?: Asked): Run =>
  run(exerciseOf(model, parameters, convention));

/** What a run has found under a key. */
export const resultOf = ({ values }: Run, key: string): Tensor => {
  const found = values.get(key);
  if (!found) throw new Error(`the run has no ${key}`);
  return found;
};

export const givenOf = (numbers: Numbers): ReadonlyMap<string, Quantity> =>
  new Map(Object.entries(numbers).map(([key, value]) => [key, { value }]));

const folder = join(__dirname, "../../exercises");

interface Shipped<Q> {
  readonly name: string;
  readonly text: string;
  readonly question: Q;
}

/** Every question of the shipped course, by the names of their files. */
export const course: readonly Shipped<Question>[] = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return { name: file.replace(/\.yaml$/, ""), text, question: readQuestion(text, `exercises/${file}`) };
  });

/** Those that a model works. */
export const shipped = course.flatMap(({ question, ...rest }) =>
  isConcept(question) ? [] : [{ ...rest, exercise: question }],
);

/** Those that are answered in words and by the pages of commands. */
export const concepts = course.flatMap(({ question, ...rest }) =>
  isConcept(question) ? [{ ...rest, question }] : [],
);

export const shippedCalled = (name: string): Exercise => {
  const found = shipped.find((one) => one.name === name);
  if (!found) throw new Error(`there is no exercises/${name}.yaml`);
  return found.exercise;
};
