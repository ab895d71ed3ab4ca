import * as z from "zod/mini";
import { describe } from "./describe.ts";

/** What the outputs of commands call an exercise. */
export const named = z.strictObject({
  id: z.string(),
  alias: z.optional(z.string()),
  title: z.string(),
  variant: z.optional(
    describe(
      z.string(),
      "generator's version, number and level of its numbers, where they are not its own: 1:7, 1:7:hard; --variant takes it",
    ),
  ),
});
