import * as z from "zod/mini";
import { firstActing } from "../text/visible.ts";
import { describe } from "./describe.ts";

// What every question's file says of itself.

export const text = (most: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(most),
    z.refine((s) => firstActing(s) === undefined, {
      error: ({ input }) => `holds the control character ${firstActing(String(input))}`,
    }),
  );

export const texts = (most: number) => z.array(text(most));

export const idField = z.optional(
  describe(
    z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, { error: "must be like 3.2 or my-exercise" })),
    "the number on the sheet, or a name; the file's name where it is left out",
  ),
);
export const alias = z.optional(
  z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, { error: "must be like gru-sequence" })),
);
export const problem = z.optional(describe(text(80), "the heading it stands under in the list"));
export const hints = z.optional(describe(texts(1000), "in increasing strength"));
