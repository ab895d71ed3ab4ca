import { add, mul } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere } from "../rewrite.ts";
import { now } from "../work.ts";

// Mistakes in the linear RNN of one unit, h = w (u + h).

const LINEAR = ["linear-rnn"];

interface Parts {
  readonly w: Expr;
  readonly u: Expr;
  readonly h: Expr;
}

const stepped = (work: Work, other: (parts: Parts) => Expr, where?: string): Rewrite[] =>
  everywhere(
    work,
    (line) => {
      if (line.role !== "hidden-state") return undefined;
      const called = (key: string) => now(work, line, key);
      return other({ w: called("w"), u: called("u_t"), h: called("h_prev") });
    },
    where,
  );

export const linears: readonly Mistake[] = [
  {
    id: "factor-on-one-term",
    kind: "slip",
    models: LINEAR,
    feedback: "The weight multiplies the whole bracket, the input and the old state.",
    rewrites: (work) => [
      ...stepped(work, ({ w, u, h }) => add(mul(w, u), h), "on the input alone"),
      ...stepped(work, ({ w, u, h }) => add(u, mul(w, h)), "on the old state alone"),
    ],
  },
  {
    id: "factor-missing",
    kind: "slip",
    models: LINEAR,
    feedback: "The weight is missing before the bracket.",
    rewrites: (work) => stepped(work, ({ u, h }) => add(u, h)),
  },
];
