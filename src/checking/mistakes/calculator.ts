import { map, mul, scale, softmax } from "../../graph/build.ts";
import type { Expr, Fn } from "../../graph/expr.ts";
import type { Mistake, Work } from "../mistake.ts";
import { everywhere, everywhereOrOnce, within } from "../rewrite.ts";

// Slips of the calculator.

const CELLS = ["rnn", "lstm", "gru"];
const WITH_TANH = [...CELLS, "additive-attention"];

/** Something else in the place of every f(a), in all lines or in one. */
const instead = (work: Work, fn: Fn, other: (a: Expr) => Expr) =>
  everywhereOrOnce(work, ({ expr }) =>
    within(expr, (e) => (e.kind === "map" && e.fields.fn === fn ? other(e.fields.arg) : undefined)),
  );

const tan = (a: Expr): Expr => mul(map("sin", a), map("reciprocal", map("cos", a)));

/** b^x in the place of e^x, as e^(x ln b). */
const otherBase = (work: Work, base: number, where: string) =>
  everywhere(
    work,
    ({ expr }) =>
      within(expr, (e) => {
        if (e.kind === "softmax") return softmax(scale(Math.log(base), e.fields.arg));
        return e.kind === "map" && e.fields.fn === "sigmoid"
          ? map("sigmoid", scale(Math.log(base), e.fields.arg))
          : undefined;
      }),
    where,
  );

export const calculator: readonly Mistake[] = [
  {
    id: "tan-not-tanh",
    kind: "calc",
    models: WITH_TANH,
    feedback: "You pressed tan; the hyperbolic tangent is tanh, on many calculators hyp and then tan.",
    source: "nicodjimenez/lstm#41",
    rewrites: (work) => instead(work, "tanh", tan),
  },
  {
    id: "tanh-half-argument",
    kind: "calc",
    models: WITH_TANH,
    feedback: "By way of σ, $tanh(a) = 2 σ(2 a) − 1$; you left out the 2 before a.",
    rewrites: (work) => instead(work, "tanh", (a) => map("tanh", scale(0.5, a))),
  },
  {
    id: "tan-degrees",
    kind: "calc",
    models: WITH_TANH,
    feedback: "You pressed tan, with the calculator set to degrees; the hyperbolic tangent is tanh.",
    rewrites: (work) => instead(work, "tanh", (a) => tan(scale(Math.PI / 180, a))).slice(0, 1),
  },
  {
    id: "exp-base",
    kind: "calc",
    models: ["lstm", "gru", "attention", "multi-head", "additive-attention", "transformer"],
    feedback: "Exponentials are powers of e; you took another base.",
    rewrites: (work) => [...otherBase(work, 10, "with 10"), ...otherBase(work, 2, "with 2")],
  },
];
