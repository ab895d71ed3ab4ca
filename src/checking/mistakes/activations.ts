import { add, fill, map, scale, subtract } from "../../graph/build.ts";
import type { Expr, Fn } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Work } from "../mistake.ts";
import { everywhere, everywhereOrOnce, within } from "../rewrite.ts";

// Mistakes in σ and tanh.

const GATED = ["lstm", "gru"];

/** f of a sum, as gates are σ of one, and candidates and the state of a vanilla RNN are tanh of one. */
const isOf = (line: Line, fn: Fn): boolean => line.expr.kind === "map" && line.expr.fields.fn === fn;

/** Something else in the place of every f(a). */
export const instead = (expr: Expr, fn: Fn, other: (a: Expr) => Expr): Expr | undefined =>
  within(expr, (e) => (e.kind === "map" && e.fields.fn === fn ? other(e.fields.arg) : undefined));

const inGates = (other: (a: Expr) => Expr) => (work: Work) =>
  everywhereOrOnce(work, (line) =>
    isOf(line, "sigmoid") ? instead(line.expr, "sigmoid", other) : undefined,
  );

const inCandidate = (other: (a: Expr) => Expr) => (work: Work) =>
  everywhere(work, (line) => (isOf(line, "tanh") ? instead(line.expr, "tanh", other) : undefined));

/** clip(slope · a + ½) between 0 and 1 */
const hardSigmoid = (slope: number) => (a: Expr) => {
  const from = (shift: number) => map("relu", add(scale(slope, a), fill(shift, a.shape)));
  return subtract(from(0.5), from(-0.5));
};

/** σ and tanh in each other's place. */
const exchanged = (expr: Expr): Expr | undefined =>
  within(expr, (e) => {
    if (e.kind !== "map" || (e.fields.fn !== "sigmoid" && e.fields.fn !== "tanh")) return undefined;
    return map(e.fields.fn === "tanh" ? "sigmoid" : "tanh", e.fields.arg);
  });

export const activations: readonly Mistake[] = [
  {
    id: "sigmoid-sign",
    kind: "slip",
    models: GATED,
    feedback:
      "The minus in the exponent got lost: $σ(a) = 1/(1 + e^{−a})$, and without the minus one has $1 − σ(a)$.",
    source: "pytorch/torcharrow#523",
    rewrites: inGates((a) => map("sigmoid", scale(-1, a))),
  },
  {
    id: "gates-no-activation",
    kind: "concept",
    models: GATED,
    feedback: "A gate is σ of its sum; yours is the sum itself.",
    source: "YerevaNN/R-NET-in-Keras#14",
    rewrites: inGates((a) => a),
  },
  {
    id: "gates-tanh",
    kind: "concept",
    models: GATED,
    feedback: "A gate must lie between 0 and 1, so it takes σ; you took tanh.",
    rewrites: inGates((a) => map("tanh", a)),
  },
  {
    id: "gates-relu",
    kind: "concept",
    models: GATED,
    feedback: "A gate must lie between 0 and 1, so it takes σ; you took relu.",
    rewrites: inGates((a) => map("relu", a)),
  },
  {
    id: "candidate-sigmoid",
    kind: "concept",
    models: GATED,
    feedback: "The candidate is tanh of its sum, as it may be negative; you took σ.",
    source: "llSourcell/How-to-Learn-from-Little-Data#4",
    rewrites: inCandidate((a) => map("sigmoid", a)),
  },
  {
    id: "candidate-relu",
    kind: "concept",
    models: [...GATED, "rnn"],
    feedback: "This sheet takes tanh here, and you took relu, which only cuts negative numbers off.",
    rewrites: inCandidate((a) => map("relu", a)),
  },
  {
    id: "hidden-no-activation",
    kind: "concept",
    models: [...GATED, "rnn"],
    feedback: "You stopped at the sum; its tanh is still to be taken.",
    source: "spro/practical-pytorch#110",
    rewrites: inCandidate((a) => a),
  },
  {
    id: "activations-swapped",
    kind: "concept",
    models: GATED,
    feedback: "You exchanged σ and tanh: the gates take σ, the candidate takes tanh.",
    rewrites: (work) => [
      ...everywhere(work, (line) => (line.expr.kind === "map" ? exchanged(line.expr) : undefined)),
      ...(work.model.name === "lstm"
        ? everywhere(work, ({ expr }) => exchanged(expr), "on the cell state too")
        : []),
    ],
  },
  {
    id: "hard-sigmoid",
    kind: "convention",
    models: GATED,
    feedback:
      "That is the hard sigmoid, straight lines that some libraries use to save time; this sheet asks for σ itself.",
    source: "keras-team/keras#9112",
    rewrites: (work) => [
      ...inGates(hardSigmoid(0.2))(work).slice(0, 1),
      ...inGates(hardSigmoid(1 / 6))(work)
        .slice(0, 1)
        .map((r) => ({ ...r, where: "as PyTorch has it, a/6 + 1/2" })),
    ],
  },
];
