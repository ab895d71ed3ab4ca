import { add, fill, map, mul, negate, oneMinus } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import { sameExpr } from "../../graph/fold.ts";
import type { Mistake, Work } from "../mistake.ts";
import { backwards, type Rule, within } from "../rewrite.ts";
import { isRef, quantityOf } from "../work.ts";
import { complementOf, factorsOf, productOf, rootOf } from "./terms.ts";

// Mistakes in the slopes of σ and tanh, where a gradient goes back through them.

/** The sum a of which y is f: y is a line that says so, or f(a) itself. */
function argumentOf(work: Work, y: Expr, fn: "sigmoid" | "tanh"): Expr | undefined {
  const quantity = isRef(y) ? quantityOf(work, y.fields.key) : undefined;
  const expr = quantity && "expr" in quantity ? quantity.expr : y;
  return expr.kind === "map" && expr.fields.fn === fn ? expr.fields.arg : undefined;
}

/** Something else in the place of 1 − y², where y = tanh(a). */
const tanhSlope =
  (work: Work, other: (y: Expr, a: Expr) => Expr): Rule =>
  ({ expr }) =>
    within(expr, (e) => {
      const square = complementOf(e);
      const y = square && rootOf(square);
      const a = y && argumentOf(work, y, "tanh");
      return y && a && other(y, a);
    });

/** Something else in the place of y ⊙ (1 − y), where y = σ(a). */
const sigmoidSlope =
  (work: Work, other: (y: Expr, a: Expr) => Expr): Rule =>
  ({ expr }) =>
    within(expr, (e) => {
      const factors = factorsOf(e);
      const rest = factors.find((factor) => complementOf(factor));
      const y = rest && complementOf(rest);
      const itself = y && factors.find((factor) => sameExpr(factor, y));
      const a = y && argumentOf(work, y, "sigmoid");
      if (!itself || !a) return undefined;
      return productOf([...factors.filter((factor) => factor !== rest && factor !== itself), other(y, a)]);
    });

const either =
  (...rules: readonly Rule[]): Rule =>
  (line) =>
    rules.map((rule) => rule(line)).find(Boolean);

const square = (e: Expr): Expr => mul(e, e);

const TANH = ["rnn", "lstm", "gru"];
const SIGMOID = ["lstm", "gru"];

export const slopes: readonly Mistake[] = [
  {
    id: "tanh-deriv-of-activated",
    kind: "concept",
    models: TANH,
    feedback:
      "The slope of tanh at a is $1 − tanh(a)²$, and the activated value is that tanh already; you took tanh a second time.",
    source: "davidrmiller/neural2d#40",
    rewrites: (work) =>
      backwards(
        work,
        tanhSlope(work, (y) => oneMinus(square(map("tanh", y)))),
      ),
  },
  {
    id: "tanh-deriv-of-preactivation",
    kind: "concept",
    models: TANH,
    feedback: "You squared the sum a; the slope of tanh is $1 − tanh(a)²$.",
    source: "lazyprogrammer/facial-expression-recognition#2",
    rewrites: (work) =>
      backwards(
        work,
        tanhSlope(work, (_, a) => oneMinus(square(a))),
      ),
  },
  {
    id: "tanh-deriv-sign",
    kind: "slip",
    models: TANH,
    feedback: "The slope of tanh is $1 − tanh(a)²$, with a minus; the plus belongs to tan.",
    source: "nicodjimenez/lstm#41",
    rewrites: (work) => [
      ...backwards(
        work,
        tanhSlope(work, (y) => add(fill(1, y.shape), square(y))),
      ),
      ...backwards(
        work,
        tanhSlope(work, (y) => negate(square(y))),
      )
        .slice(0, 1)
        .map((way) => ({ ...way, where: "with the 1 missing" })),
    ],
  },
  {
    id: "sigmoid-deriv-of-preactivation",
    kind: "concept",
    models: SIGMOID,
    feedback: "The slope of σ is $σ(a) (1 − σ(a))$; you put the sum a itself into it.",
    source: "BoltzmannEntropy/interviews.ai#4",
    rewrites: (work) =>
      backwards(
        work,
        sigmoidSlope(work, (_, a) => mul(a, oneMinus(a))),
      ),
  },
  {
    id: "sigmoid-deriv-of-activated",
    kind: "concept",
    models: SIGMOID,
    feedback:
      "The gate is σ of its sum already, so its slope is gate times 1 − gate; you took σ a second time.",
    source: "davidrmiller/neural2d#40",
    rewrites: (work) =>
      backwards(
        work,
        sigmoidSlope(work, (y) => mul(map("sigmoid", y), oneMinus(map("sigmoid", y)))),
      ),
  },
  {
    id: "gate-value-for-gate-derivative",
    kind: "concept",
    models: SIGMOID,
    feedback: "Going back through a gate takes its slope, gate times 1 − gate; you took the gate alone.",
    source: "CaptainE/RNN-LSTM-in-numpy#1",
    rewrites: (work) => [
      ...backwards(
        work,
        sigmoidSlope(work, (y) => y),
      ),
      ...backwards(
        work,
        sigmoidSlope(work, (y) => map("sigmoid", y)),
      )
        .slice(0, 1)
        .map((way) => ({ ...way, where: "with σ of it" })),
    ],
  },
  {
    id: "activation-deriv-missing",
    kind: "concept",
    models: TANH,
    feedback: "Going back through tanh or σ multiplies by its slope; you passed the gradient on as it was.",
    source: "llSourcell/LSTM_Networks#4",
    rewrites: (work) =>
      backwards(
        work,
        either(
          tanhSlope(work, (y) => fill(1, y.shape)),
          sigmoidSlope(work, (y) => fill(1, y.shape)),
        ),
      ),
  },
];
