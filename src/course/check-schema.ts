import * as z from "zod/mini";
import { describe } from "./describe.ts";
import { entry, numbers } from "./json-numbers.ts";
import { named } from "./named-schema.ts";

const texts = z.union([z.string(), z.array(z.string()), z.array(z.array(z.string()))]);

export const verdict = z.enum([
  "exact",
  "right",
  "rounded",
  "follows",
  "convention",
  "mistake",
  "ambiguous",
  "wrong",
  "missing",
  "unreadable",
]);

const mistake = z.strictObject({
  id: z.string(),
  kind: z.enum(["concept", "convention", "slip", "calc", "shape"]),
  feedback: z.string(),
  where: z.optional(describe(z.string(), "where the rule was changed, when not everywhere")),
  source: z.optional(z.string()),
});

/** What `rnn-tutor check … --json` prints. */
export const checkSchema = z.strictObject({
  schema: z.literal(1),
  exercise: named,
  convention: z.optional(
    describe(
      z.record(z.string(), z.string()),
      "every option of the model and its choice; absent where no model is run",
    ),
  ),
  ok: describe(z.boolean(), "whether everything that was given is right; exit code 0"),
  score: describe(
    z.strictObject({ earned: z.int(), possible: z.int() }),
    "results that are right, or follow from earlier answers, of all that are asked",
  ),
  invisible: z.optional(
    describe(
      z.array(z.string()),
      "known mistakes that leave every number that is asked as it is: right answers do not rule them out",
    ),
  ),
  results: z.array(
    z.strictObject({
      key: z.string(),
      symbol: z.string(),
      verdict: describe(
        verdict,
        "missing, unreadable and wrong explain themselves; the others as the documentation says",
      ),
      given: z.optional(describe(texts, "as it was typed; absent where nothing was")),
      expected: z.optional(describe(numbers, "the right value, with --reveal alone")),
      elements: z.array(
        z.strictObject({
          index: describe(
            z.array(z.int()),
            "row and column from 0; one number for a vector, none for a number",
          ),
          given: z.string(),
          expected: z.optional(entry),
          right: z.boolean(),
        }),
      ),
      mistakes: describe(
        z.array(mistake),
        "what gives exactly these numbers; several where nothing tells them apart",
      ),
      message: describe(z.string(), "what is said of it, in a sentence"),
      follows: z.optional(describe(z.array(z.string()), "the answers from which it follows")),
      settle: z.optional(
        describe(
          z.strictObject({ key: z.string(), decimals: z.int() }),
          "the number that would tell the explanations apart",
        ),
      ),
      alike: z.optional(describe(z.array(z.string()), "mistakes that give a right answer's digits too")),
    }),
  ),
});

export type CheckOutput = z.infer<typeof checkSchema>;
