import { add, map, mul } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere } from "../rewrite.ts";
import { now } from "../work.ts";
import { blendOf } from "./gru-blend.ts";
import { atReset } from "./gru-reset.ts";

// Mistakes in what gates do, of every gated model.

const GATED = ["lstm", "gru"];

export const gates: readonly Mistake[] = [
  {
    id: "times-became-plus",
    kind: "slip",
    models: GATED,
    feedback: "A gate multiplies what it lets through; you added the two.",
    source: "MartinuzziFrancesco/torchrecurrent#22",
    rewrites: (work) => (work.model.name === "gru" ? plusInGru(work) : plusInLstm(work)),
  },
  {
    id: "extra-tanh-on-cell-update",
    kind: "concept",
    models: GATED,
    feedback: "There is no tanh around this sum: what was kept goes on as it is.",
    source: "nicodjimenez/lstm#43",
    rewrites: (work) =>
      everywhere(work, (line) =>
        line.role === "cell-state" || blendOf(line) ? map("tanh", line.expr) : undefined,
      ),
  },
];

const plusInGru = (work: Work): Rewrite[] => [
  ...atReset(work, ({ fields: { a, b } }) => add(a, b)),
  ...everywhere(
    work,
    (line) => {
      const blend = blendOf(line);
      return blend && add(mul(blend.keep, blend.old), add(blend.take, blend.candidate));
    },
    "in the new state",
  ),
];

const plusInLstm = (work: Work): Rewrite[] => {
  const cell = (other: (called: (key: string) => Expr) => Expr, where?: string): Rewrite[] =>
    everywhere(
      work,
      (line) => (line.role === "cell-state" ? other((key) => now(work, line, key)) : undefined),
      where,
    );
  return [
    ...cell((q) => add(mul(q("f_t"), q("c_prev")), add(q("i_t"), q("g_t"))), "at the input gate"),
    ...cell((q) => add(add(q("f_t"), q("c_prev")), mul(q("i_t"), q("g_t"))), "at the forget gate"),
    ...everywhere(
      work,
      (line) =>
        line.role === "hidden-state"
          ? add(now(work, line, "o_t"), map("tanh", now(work, line, "c_t")))
          : undefined,
      "at the output gate",
    ),
  ];
};
