import * as z from "zod/mini";
import { checkSchema, verdict } from "./check-schema.ts";
import { describe } from "./describe.ts";

const { exercise, ok, score } = checkSchema.shape;

const sheet = z.strictObject({
  file: z.string(),
  ok: describe(z.boolean(), "whether everything that was given is right"),
  score: z.optional(score),
  verdicts: describe(
    z.record(z.string(), verdict),
    "by the key of the answer; empty for a sheet that can't be used",
  ),
  first: z.optional(
    describe(
      z.strictObject({ key: z.string(), verdict, mistakes: z.array(z.string()) }),
      "the first answer that is not right, and the mistakes that give exactly its numbers",
    ),
  ),
  problem: z.optional(describe(z.string(), "why the sheet can't be used")),
});

/** What `rnn-tutor check … --json` prints of several files. */
export const classSchema = z.strictObject({
  schema: z.literal(1),
  exercise,
  ok,
  sheets: z.array(sheet),
  summary: z.strictObject({
    sheets: z.int(),
    right: describe(z.int(), "those with every answer there and right"),
    unusable: z.int(),
    answers: describe(
      z.array(
        z.strictObject({
          ...{ key: z.string(), symbol: z.string() },
          ...{ right: z.int(), wrong: z.int(), missing: z.int() },
        }),
      ),
      "of the sheets that could be used",
    ),
    mistakes: describe(
      z.array(
        z.strictObject({
          ids: describe(z.array(z.string()), "several where nothing tells them apart"),
          sheets: z.int(),
          feedback: z.array(z.string()),
        }),
      ),
      "the mistakes that were found, and in how many sheets, the most frequent first",
    ),
  }),
});

export type ClassOutput = z.infer<typeof classSchema>;
