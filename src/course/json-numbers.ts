import * as z from "zod/mini";
import { describe } from "./describe.ts";

/** A number of `--json`. JSON has no −∞, which is what a masked score is. */
export const entry: z.ZodMiniType<number> = describe(
  z.nullable(z.number()) as unknown as z.ZodMiniNumber,
  "null stands for −∞: a score that is masked",
);

/** A number, a vector or the rows of a matrix. */
export const numbers = z.union([z.number(), z.array(entry), z.array(z.array(entry))]);
