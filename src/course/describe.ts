import * as z from "zod/mini";

/** Puts a description, and what else JSON Schema should say, beside a schema. */
export function describe<S extends z.core.$ZodType>(schema: S, description: string, more: object = {}): S {
  z.globalRegistry.add(schema, { description, ...more });
  return schema;
}
