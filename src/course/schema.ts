import * as z from "zod/mini";
import { type ModelName, models } from "../models/index.ts";
import { unicodeProse } from "../text/formula.ts";
import { describe } from "./describe.ts";
import { alias, hints, idField, problem, text, texts } from "./fields.ts";
import { type InputKey, inputKeys, TARGET_TITLE } from "./input-keys.ts";
import { losses } from "./losses.ts";
import { readNested } from "./read-nested.ts";

// What an exercise file says. Types are inferred from these schemas, and the JSON Schema that editors complete
// from is generated from them; unknown keys are refused.

const number = { anyOf: [{ type: "number" }, { type: "string", description: '"1/3", "0,5", "−0.1"' }] };
const row = { type: "array", minItems: 1, items: number };
const shapes = [number, row, { type: "array", minItems: 1, items: row }];

/** Numbers, as a number, a row, or rows; texts among them are read as numbers. One schema a rank. */
const quantities = ([0, 1, 2] as const).map((rank) =>
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
    ["a number", "a vector", "a matrix, row by row"][rank],
    { anyOf: shapes.slice(0, rank + 1).reverse() },
  ),
);

const quantity = ({ title, rank }: InputKey) => describe(z.optional(quantities[rank]), title);

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

/** One schema a model, wherever its parameters stand, so that the JSON Schema holds it once. */
const parametersOf = remembered((model) =>
  z.strictObject(Object.fromEntries(inputKeys(model).map((input) => [input.key, quantity(input)]))),
);

/** A model's schema, made when it is first asked for: a file needs those of one model. */
function remembered<S>(make: (model: ModelName) => S): (model: ModelName) => S {
  const made = new Map<ModelName, S>();
  return (model) => {
    const schema = made.get(model) ?? make(model);
    made.set(model, schema);
    return schema;
  };
}

const resultKeys = (model: ModelName): string =>
  models[model]
    .build({}, models[model].defaults)
    .lines.map(({ key }) => key)
    .join(", ");

const probe = z.strictObject({
  question: text(300),
  of: describe(text(40), "the key of the line that is asked about"),
  row: z.optional(describe(z.int().check(z.minimum(1)), "its row, counted from 1; a vector is one row")),
  column: z.optional(describe(z.int().check(z.minimum(1)), "its column, counted from 1, for a value")),
  answer: describe(
    z.enum(["argmax", "argmin", "value"]),
    "computed: which is largest, or smallest, or the number",
  ),
});

const words = z.optional(z.array(text(20)).check(z.minLength(1)));

/** An exercise file, for the model that it names. */
export const exerciseSchema = remembered((model) =>
  z.strictObject({
    id: idField,
    alias,
    problem,
    title: z.optional(text(120)),
    model: z.literal(model),
    convention: z.optional(conventionOf(model)),
    statement: z.optional(describe(text(5000), "what is asked, in words")),
    parameters: describe(parametersOf(model), "the numbers that are given"),
    loss: z.optional(
      describe(z.enum(losses), "what gradient takes the gradients of; squared where left out"),
    ),
    target: describe(z.optional(quantities[2]), TARGET_TITLE),
    classes: describe(
      z.optional(quantities[1]),
      "class numbers for a cross-entropy, where target holds those of a squared error",
    ),
    tokens: describe(words, "what the rows of the tokens are called: [I, am, here]"),
    source: describe(words, "what the rows of a second sequence are called"),
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
    hints,
    "key-points": z.optional(texts(1000)),
    solution: z.optional(describe(text(5000), "the reasoning, in words; the numbers are worked out")),
    sources: z.optional(texts(500)),
    published: z.optional(
      describe(
        z.strictObject({
          source: text(300),
          digits: z.int().check(z.minimum(0), z.maximum(15)),
          values: z.record(text(40), quantities[2]),
        }),
        "numbers that others have printed or computed for it, and the decimals to which they hold",
      ),
    ),
    "cannot-tell-apart": z.optional(
      describe(
        z.array(z.union([text(80), texts(40)])),
        "what can be mistaken without another result: [W_z, U_z] exchanged, or a choice like update=old",
      ),
    ),
    probes: z.optional(describe(z.array(probe), "small questions whose answers are computed from the run")),
    errata: z.optional(z.lazy(() => z.array(erratum(model)))),
  }),
);

/** A parameter file for a model: the keys alone. */
export const parametersSchema = parametersOf;

export type ExerciseFile = z.infer<ReturnType<typeof exerciseSchema>>;
