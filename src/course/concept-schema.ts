import * as z from "zod/mini";
import { describe } from "./describe.ts";
import { alias, hints, idField, problem, text, texts } from "./fields.ts";

/** What an answer shows: the page of a command, computed when it is shown. */
const shownPage = z.strictObject({
  show: describe(text(300), "a command line without its first word: sweep gru z_t"),
  section: z.optional(
    describe(text(80), "the title of the part to take from its page; the whole where left out"),
  ),
  only: z.optional(describe(texts(40), "the kinds of block to take from its page: working, plot, table …")),
});

/** A question whose answer is words and the pages of commands, instead of a model's run. */
export const conceptSchema = z.strictObject({
  id: idField,
  alias,
  problem,
  title: z.optional(text(120)),
  statement: describe(text(5000), "what is asked, in words"),
  answer: describe(
    z.array(z.union([text(5000), shownPage])).check(z.minLength(1)),
    "paragraphs, and pages of commands, in the order in which they are read",
  ),
  answers: z.optional(
    describe(
      z.enum(["recurrence", "unrolled", "derivatives", "code", "diagram rnn", "diagram lstm", "diagram gru"]),
      "what check compares an answer with; left out for a question that is answered in words",
    ),
  ),
  "probes-of": z.optional(
    describe(text(40), "an exercise whose small questions, answered from its run, belong to this one too"),
  ),
  "errata-of": z.optional(
    describe(
      text(40),
      "an exercise whose errata are about this question too, by the number in their `where`",
    ),
  ),
  hints,
  "key-points": z.optional(texts(1000)),
  sources: z.optional(texts(500)),
});

export type ConceptFile = z.infer<typeof conceptSchema>;
