import * as z from "zod/mini";
import { type ModelName, models } from "../models/index.ts";
import { unicodeProse } from "../text/formula.ts";
import { firstActing } from "../text/visible.ts";
import { type InputKey, inputKeys } from "./input-keys.ts";
import { readNested } from "./read-nested.ts";

// What an exercise file says. Types are inferred from these schemas, and the JSON Schema that editors complete
// from is generated from them; unknown keys are refused.

function describe<S extends z.core.$ZodType>(schema: S, description: string, more: object = {}): S {
  z.globalRegistry.add(schema, { description, ...more });
  return schema;
}

const text = (most: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(most),
    z.refine((s) => firstActing(s) === undefined, {
      error: ({ input }) => `holds the control character ${firstActing(String(input))}`,
    }),
  );

const number = { anyOf: [{ type: "number" }, { type: "string", description: '"1/3", "0,5", "−0.1"' }] };
const row = { type: "array", minItems: 1, items: number };
const shapes = [number, row, { type: "array", minItems: 1, items: row }];

/** Numbers under a key, as a number, a row, or rows; texts among them are read as numbers. */
const quantity = ({ key, title, rank }: InputKey) =>
  describe(
    z.pipe(
      z.unknown(),
      z.transform((value, ctx) => {
        const read = readNested(value, rank);
        if ("value" in read) return read.value;
        ctx.issues.push({ code: "custom", input: value, path: [...read.path], message: read.problem });
        return z.NEVER;
      }),
    ),
    title,
    { anyOf: shapes.slice(0, rank + 1).reverse(), title: key },
  );

const conventionOf = (model: ModelName) => {
  const { choices, presets } = models[model];
  const options = Object.entries(choices).map(([option, choice]) => [
    option,
    z.optional(describe(z.enum(Object.keys(choice)), unicodeProse(Object.values(choice).join(" | ")))),
  ]);
  return z.union([
    describe(text(200), `${Object.keys(presets).join(", ")}, or choices: update=old`),
    z.strictObject({ preset: z.optional(z.enum(Object.keys(presets))), ...Object.fromEntries(options) }),
  ]) as z.ZodMiniType<string | Record<string, string>>;
};

const proof = (model: ModelName) =>
  z.strictObject({
    label: text(120),
    convention: z.optional(conventionOf(model)),
    set: z.optional(parametersOf(model)),
    show: describe(z.array(text(40)).check(z.minLength(1)), "keys of the numbers that prove it"),
  });

const erratum = (model: ModelName) =>
  z.strictObject({
    where: describe(text(40), "where the sheet says it: 3.4 and 3.5"),
    note: describe(text(1000), "what the sheet says, and what is right"),
    proof: describe(z.array(proof(model)).check(z.minLength(1)), "runs of the model whose numbers show it"),
  });

const parameterSchemas = Object.fromEntries(
  Object.keys(models).map((model) => [
    model,
    z.strictObject(
      Object.fromEntries(
        inputKeys(model as ModelName).map((input) => [input.key, z.optional(quantity(input))]),
      ),
    ),
  ]),
);

/** One schema a model, wherever its parameters stand, so that the JSON Schema holds it once. */
const parametersOf = (model: ModelName) => parameterSchemas[model];

const resultKeys = (model: ModelName): string =>
  models[model]
    .build({ input: 1, hidden: 1, output: 1 }, models[model].defaults)
    .lines.map(({ key }) => key)
    .join(", ");

const texts = (most: number) => z.array(text(most));

function exerciseOf<N extends ModelName>(model: N) {
  return z.strictObject({
    id: z.optional(
      describe(
        z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, { error: "must be like 3.2 or my-exercise" })),
        "the number on the sheet, or a name; the file's name where it is left out",
      ),
    ),
    alias: z.optional(
      z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, { error: "must be like gru-sequence" })),
    ),
    problem: z.optional(describe(text(80), "the heading it stands under in the list")),
    title: z.optional(text(120)),
    model: z.literal(model),
    convention: z.optional(conventionOf(model)),
    statement: z.optional(describe(text(5000), "what is asked, in words")),
    parameters: describe(parametersOf(model), "the numbers that are given"),
    ask: z.optional(
      describe(
        texts(40),
        `keys of what is asked, of ${resultKeys(model)} (a step's number for t in a sequence)`,
      ),
    ),
    digits: z.optional(
      describe(
        z.int().check(z.minimum(0), z.maximum(15)),
        "decimals that are shown and asked for; 4 where left out",
      ),
    ),
    hints: z.optional(describe(texts(1000), "in increasing strength")),
    "key-points": z.optional(texts(1000)),
    solution: z.optional(describe(text(5000), "the reasoning, in words; the numbers are worked out")),
    sources: z.optional(texts(500)),
    errata: z.optional(z.array(erratum(model))),
  });
}

/** An exercise file, by its model. */
export const exerciseSchema = z.discriminatedUnion("model", [
  exerciseOf("rnn"),
  exerciseOf("lstm"),
  exerciseOf("gru"),
]);

/** The keys at the top of an exercise file. */
export const exerciseKeys: readonly string[] = Object.keys(exerciseOf("gru").shape);

/** A parameter file for a model: the keys alone. */
export const parametersSchema = (model: ModelName) => parametersOf(model);

export type ExerciseFile = z.infer<typeof exerciseSchema>;

const numbers = z.union([z.number(), z.array(z.number()), z.array(z.array(z.number()))]);

/** What `rnn-tutor <exercise> --json` prints. */
export const runSchema = z.strictObject({
  schema: z.literal(1),
  exercise: z.strictObject({ id: z.string(), alias: z.optional(z.string()), title: z.string() }),
  convention: describe(z.record(z.string(), z.string()), "every option of the model and its choice"),
  parameters: describe(z.record(z.string(), numbers), "what the model ran on"),
  notes: describe(z.array(z.string()), "what was filled in or left out"),
  steps: z.array(
    z.strictObject({
      key: z.string(),
      symbol: z.string(),
      title: z.string(),
      at: z.optional(z.int()),
      equation: z.string(),
      shape: z.array(z.int()),
      value: numbers,
      parts: z.array(z.strictObject({ equation: z.string(), value: numbers })),
    }),
  ),
  values: describe(z.record(z.string(), numbers), "every written line by its key, in full double precision"),
  errata: z.array(
    z.strictObject({
      where: z.string(),
      note: z.string(),
      proof: z.array(z.strictObject({ label: z.string(), values: z.record(z.string(), numbers) })),
    }),
  ),
});

export type RunOutput = z.infer<typeof runSchema>;

/** The JSON Schemas that are shipped, by the name under which `rnn-tutor schema` prints them. */
export const jsonSchemas = (): Record<"exercise" | "run", object> => ({
  exercise: z.toJSONSchema(exerciseSchema, { io: "input", unrepresentable: "any", reused: "ref" }),
  run: z.toJSONSchema(runSchema),
});
