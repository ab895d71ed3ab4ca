import { transpose } from "../../graph/build.ts";
import type { Mistake, Work } from "../mistake.ts";
import { rewritten } from "../rewrite.ts";

// Slips in writing a table down.

/** A square result with its rows as columns, one result at a time: of any other shape it would not fit. */
const resultsTurned = (work: Work) =>
  work.graph.lines
    .filter(({ expr: { shape }, quiet, adjointOf }) => {
      const [rows, cols] = shape;
      return shape.length === 2 && rows === cols && (rows as number) > 1 && !quiet && !adjointOf;
    })
    .flatMap(({ key, symbol, expr }) => rewritten(work, new Map([[key, transpose(expr)]]), `in $${symbol}$`));

export const tables: readonly Mistake[] = [
  {
    id: "table-turned",
    kind: "shape",
    models: ["attention", "multi-head", "transformer"],
    feedback: "Your table is turned round: its rows stand where the columns belong.",
    rewrites: resultsTurned,
  },
];
