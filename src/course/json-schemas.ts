import * as z from "zod/mini";
import { type ModelName, models } from "../models/index.ts";
import { checkSchema } from "./check-schema.ts";
import { classSchema } from "./class-schema.ts";
import { conceptSchema } from "./concept-schema.ts";
import { runSchema } from "./run-schema.ts";
import { exerciseSchema } from "./schema.ts";
import { expandSchema, seq2seqSchema, sweepSchema, vanishingSchema } from "./study-schemas.ts";

/** The JSON Schemas that are shipped, by the name under which `rnn-tutor schema` prints them. */
export function jsonSchemas() {
  const byModel = (Object.keys(models) as ModelName[]).map((model) => exerciseSchema(model));
  return {
    exercise: z.toJSONSchema(z.union([...byModel, conceptSchema]), {
      io: "input",
      unrepresentable: "any",
      reused: "ref",
    }),
    check: z.toJSONSchema(checkSchema),
    class: z.toJSONSchema(classSchema),
    run: z.toJSONSchema(runSchema),
    expand: z.toJSONSchema(expandSchema),
    sweep: z.toJSONSchema(sweepSchema),
    vanishing: z.toJSONSchema(vanishingSchema),
    seq2seq: z.toJSONSchema(seq2seqSchema),
  };
}
