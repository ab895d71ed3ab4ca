import * as z from "zod/mini";
import { describe } from "./describe.ts";

// What the commands that study a model print under --json. JSON has no infinity and no NaN: null stands for them.

const nullable: z.ZodMiniType<number> = z.nullable(z.number()) as unknown as z.ZodMiniNumber;
const vector: z.ZodMiniType<readonly number[]> = z.array(nullable);
const numbers = z.union([nullable, vector, z.array(vector)]);
const convention = describe(z.record(z.string(), z.string()), "every option of the model and its choice");
const exercise = z.strictObject({ id: z.string(), alias: z.optional(z.string()), title: z.string() });

/** What `rnn-tutor expand … --json` prints. */
export const expandSchema = z.strictObject({
  schema: z.literal(1),
  exercise,
  steps: describe(z.int(), "T"),
  symbolic: describe(
    z.strictObject({ y: z.string(), dy_dw: z.string(), dy_du: z.record(z.string(), z.string()) }),
    "the sums as a student writes them",
  ),
  numbers: describe(
    z.array(
      z.strictObject({
        w: z.number(),
        y: nullable,
        dy_dw: nullable,
        dy_du: z.record(z.string(), nullable),
        apart_from_gradient: describe(nullable, "the largest difference from the gradient of the graph"),
      }),
    ),
    "the same for each weight",
  ),
});

/** What `rnn-tutor sweep … --json` prints. */
export const sweepSchema = z.strictObject({
  schema: z.literal(1),
  exercise,
  held: describe(z.array(z.string()), "the lines that are held, by key"),
  at: describe(z.array(z.number()), "the values at which they are held"),
  sweeps: z.array(
    z.strictObject({
      convention,
      values: describe(z.record(z.string(), z.array(numbers)), "by key, a value for each of at"),
      ends: describe(
        z.strictObject({ first: z.array(z.string()), last: z.array(z.string()) }),
        "what the state is exactly at the first and at the last value, by key",
      ),
    }),
  ),
});

/** What `rnn-tutor vanishing … --json` prints. */
export const vanishingSchema = z.strictObject({
  schema: z.literal(1),
  steps: describe(z.int(), "T"),
  numbers: describe(z.string(), "where the weights come from, in words"),
  clip: z.optional(z.number()),
  subjects: z.array(
    z.strictObject({
      name: z.string(),
      model: z.string(),
      convention,
      norms: describe(
        z.strictObject({ of: z.string(), values: vector }),
        "the largest singular value of ∂h_T/∂h_t for t = 0 … T",
      ),
      factor_per_step: z.nullable(z.number()),
      verdict: z.enum(["vanishes", "stays", "explodes", "is gone"]),
      singular_values: z.optional(describe(vector, "those of the recurrent matrix")),
      cell: z.optional(
        z.strictObject({
          norms: vector,
          factor_per_step: z.nullable(z.number()),
          direct_path: z.strictObject({
            norms: vector,
            apart_from_forget_gates: describe(
              nullable,
              "the largest difference from the product of the forget gates",
            ),
          }),
        }),
      ),
      gradient: z.optional(
        describe(
          z.strictObject({ free: vector, clipped: vector, shortened: vector }),
          "with --clip: lengths by t, without and with clipping, and the steps where it was shortened",
        ),
      ),
    }),
  ),
});

/** What `rnn-tutor seq2seq … --json` prints. */
export const seq2seqSchema = z.strictObject({
  schema: z.literal(1),
  exercise: z.strictObject({ id: z.string(), alias: z.string() }),
  variant: z.enum(["attention", "none", "transformer"]),
  prompt: z.string(),
  input: z.string(),
  output: z.string(),
  ended: describe(z.boolean(), "whether it wrote its end token"),
  right: z.boolean(),
  hidden: describe(z.int(), "units"),
  longest: describe(z.int(), "the longest sentence that is taken, in characters"),
  margin: describe(
    z.strictObject({ margin: nullable, step: z.int() }),
    "how far the largest logit is above the next, at the step where that is least",
  ),
  source: describe(z.array(z.string()), "the tokens that are read"),
  written: describe(z.array(z.string()), "the tokens that are written"),
  steps: z.optional(
    describe(
      z.array(
        z.strictObject({
          step: z.int(),
          written: z.string(),
          clocks: z.optional(vector),
          state: z.optional(vector),
          scores: z.optional(vector),
          weights: z.optional(vector),
          context: z.optional(vector),
          logits: describe(z.record(z.string(), nullable), "the largest, by token"),
        }),
      ),
      "with --step, those that are asked for",
    ),
  ),
});

export type ExpandOutput = z.infer<typeof expandSchema>;
export type SweepOutput = z.infer<typeof sweepSchema>;
export type VanishingOutput = z.infer<typeof vanishingSchema>;
export type Seq2seqOutput = z.infer<typeof seq2seqSchema>;
