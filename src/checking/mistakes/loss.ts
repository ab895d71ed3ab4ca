import { map, negate, scale, softmax } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import { children } from "../../graph/fold.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere, within } from "../rewrite.ts";

// Mistakes in the loss: −ln of what the softmax gives the right class.

const RECURRENT = ["rnn", "lstm", "gru"];

/** Something else in the place of ln softmax(y), of its argument. */
const inLoss = (work: Work, other: (y: Expr) => Expr, where?: string): Rewrite[] =>
  everywhere(
    work,
    ({ role, expr }) =>
      role === "loss"
        ? within(expr, (e) => (e.kind === "logsoftmax" ? other(e.fields.arg) : undefined))
        : undefined,
    where,
  );

const logarithm = (e: Expr): Expr => map("log", e);

const hasClasses = (e: Expr): boolean => e.kind === "logsoftmax" || children(e).some(hasClasses);

/** 1/T of the sum of the losses, or the sum where the sheet has a mean */
function averaged(work: Work): Rewrite[] {
  return everywhere(work, ({ role, expr }) => {
    if (role !== "total-loss") return undefined;
    if (expr.kind === "scale") return expr.fields.arg;
    return expr.kind === "add" ? scale(1 / expr.fields.terms.length, expr) : undefined;
  });
}

export const losses: readonly Mistake[] = [
  {
    id: "ce-log-base",
    kind: "calc",
    models: RECURRENT,
    feedback: "The logarithm of a cross-entropy is the natural one; you took another base.",
    source: "huggingface/evaluate#241",
    rewrites: (work) => [
      ...inLoss(work, (y) => scale(1 / Math.LN10, logarithm(softmax(y))), "to base 10"),
      ...inLoss(work, (y) => scale(1 / Math.LN2, logarithm(softmax(y))), "to base 2"),
    ],
  },
  {
    id: "ce-no-log",
    kind: "concept",
    models: RECURRENT,
    feedback: "The cross-entropy is the negative logarithm of the probability; you left the logarithm out.",
    source: "clvrai/ACGAN-PyTorch#4",
    rewrites: (work) => inLoss(work, softmax),
  },
  {
    id: "ce-no-softmax",
    kind: "concept",
    models: RECURRENT,
    feedback:
      "The outputs become probabilities by softmax before the logarithm is taken; you used them as they are.",
    rewrites: (work) => inLoss(work, (y) => y),
  },
  {
    id: "softmax-twice",
    kind: "concept",
    models: RECURRENT,
    feedback: "You took the softmax twice; the second one makes all probabilities nearly alike.",
    source: "Randl/MobileNetV2-pytorch#5",
    rewrites: (work) => inLoss(work, (y) => logarithm(softmax(softmax(y)))),
  },
  {
    id: "ce-minus-missing",
    kind: "slip",
    models: RECURRENT,
    feedback:
      "A cross-entropy is positive: the logarithm of a probability is negative, and a minus stands before it.",
    source: "rksltnl/RNTN#4",
    rewrites: (work) =>
      everywhere(work, ({ role, expr }) => (role === "loss" && hasClasses(expr) ? negate(expr) : undefined)),
  },
  {
    id: "ce-all-classes",
    kind: "concept",
    models: RECURRENT,
    feedback:
      "Only the right class's probability counts in a cross-entropy; you added the logarithms of all of them.",
    rewrites: (work) =>
      everywhere(work, ({ role, expr }) =>
        role === "loss" ? within(expr, (e) => (e.kind === "mul" ? classless(e) : undefined)) : undefined,
      ),
  },
  {
    id: "ce-mean-vs-sum",
    kind: "convention",
    models: RECURRENT,
    feedback: "Look whether this sheet's loss is a sum or a mean over the steps; yours is the other one.",
    source: "karpathy/char-rnn#104",
    rewrites: averaged,
  },
  {
    id: "squared-loss-without-half",
    kind: "convention",
    models: RECURRENT,
    feedback:
      "This sheet's squared error has a factor of 1/2, which takes the 2 out of its gradient; you left it out.",
    rewrites: (work) =>
      everywhere(work, ({ role, expr }) =>
        role === "loss" && expr.kind === "scale" && expr.fields.factor === 0.5 ? expr.fields.arg : undefined,
      ),
  },
];

/** ln softmax(y) in the place of onehot ⊙ ln softmax(y) */
const classless = ({ fields: { a, b } }: Node<"mul">): Expr | undefined =>
  a.kind === "onehot" ? b : b.kind === "onehot" ? a : undefined;
