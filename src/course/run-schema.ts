import * as z from "zod/mini";
import { describe } from "./describe.ts";
import { numbers } from "./json-numbers.ts";
import { named } from "./named-schema.ts";

/** What `rnn-tutor <exercise> --json` prints. */
export const runSchema = z.strictObject({
  schema: z.literal(1),
  exercise: named,
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
  loss: z.optional(describe(z.number(), "of gradient: the loss, summed over the steps")),
  gradients: z.optional(
    describe(z.record(z.string(), numbers), "of gradient: the slope of the loss by the key of what is moved"),
  ),
  verification: z.optional(
    describe(
      z.record(
        z.string(),
        z.strictObject({
          entries: z.int(),
          checked: z.int(),
          difference: z.number(),
          verdict: z.enum(["agrees", "differs", "at a kink", "too small to tell"]),
        }),
      ),
      "of gradient --verify: what central differences say, relative to the largest entry",
    ),
  ),
  errata: z.array(
    z.strictObject({
      where: z.string(),
      note: z.string(),
      proof: z.array(z.strictObject({ label: z.string(), values: z.record(z.string(), numbers) })),
    }),
  ),
});

export type RunOutput = z.infer<typeof runSchema>;
