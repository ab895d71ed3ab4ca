import { product, transpose } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { backwards, backwardsEverywhere, within } from "../rewrite.ts";
import { isRef, isWeight, now } from "../work.ts";
import { isAdjointOf, isCarried, keeping, stepOf, withoutCarried } from "./adjoint-terms.ts";
import { adjointsIn, sumOf, termsOf } from "./terms.ts";

// Mistakes on the way back within a step.

const RECURRENT = ["rnn", "lstm", "gru"];

export const backward: readonly Mistake[] = [
  {
    id: "backward-u-not-transposed",
    kind: "shape",
    models: RECURRENT,
    feedback: "Going back through a matrix takes its transpose.",
    source: "craffel/nntools#61",
    rewrites: (work) =>
      backwards(work, ({ expr }) =>
        within(expr, (e) =>
          e.kind === "product" && e.fields.a.kind === "transpose" && isWeight(work, e.fields.a.fields.arg)
            ? product(e.fields.a.fields.arg, e.fields.b)
            : undefined,
        ),
      ),
  },
  {
    id: "outer-product-transposed",
    kind: "shape",
    models: RECURRENT,
    feedback:
      "Your matrix of gradients is transposed: its rows belong to the entries of the sum, its columns to what the matrix met.",
    source: "hunkim/DeepLearningZeroToAll#25",
    rewrites: (work) =>
      backwards(work, ({ role, expr }) =>
        role === "gradient-of-weight" && expr.shape.length === 2
          ? sumOf(
              termsOf(expr).map((term) => turned(term)),
              expr.shape,
            )
          : undefined,
      ),
  },
  {
    id: "du-uses-current-h",
    kind: "slip",
    models: RECURRENT,
    feedback: "The recurrent matrix met the old state, so its gradient takes $h_{t-1}$; you took $h_t$.",
    rewrites: (work) => backwards(work, (line) => withCurrentState(work, line)),
  },
  {
    id: "dc-overwritten",
    kind: "concept",
    models: ["lstm"],
    feedback:
      "The cell state gets gradient from the hidden state and from the next cell state; you have one of the two.",
    source: "apache/mxnet#4057",
    rewrites: (work) => [
      ...backwardsEverywhere(work, withoutCarried(work, isAdjointOf("cell-state"))),
      ...backwardsEverywhere(
        work,
        keeping(
          isAdjointOf("cell-state"),
          (term, line) => isCarried(work, term, line) || termsOf(line.expr).length === 1,
        ),
        "the next cell state's alone",
      ),
    ],
  },
  {
    id: "do-forgets-tanh",
    kind: "slip",
    models: ["lstm"],
    feedback:
      "The output gate multiplied tanh of the cell state, so its gradient takes that tanh; you took the cell state itself.",
    source: "nicodjimenez/lstm#30",
    rewrites: (work) =>
      backwards(work, (line) =>
        isAdjointOf("output-gate")(line)
          ? within(line.expr, (e) => (e.kind === "map" && e.fields.fn === "tanh" ? e.fields.arg : undefined))
          : undefined,
      ),
  },
  {
    id: "gru-backward-missing-path",
    kind: "concept",
    models: ["gru"],
    feedback:
      "The old state is used four times in a step: by both gates, by the candidate, and in the blend; add all four gradients.",
    rewrites: (work) => missingPaths(work),
  },
];

/** h δᵀ in the place of δ hᵀ */
const turned = (term: Expr): Expr =>
  term.kind === "product" && term.fields.b.kind === "transpose"
    ? product(term.fields.b.fields.arg, transpose(term.fields.a))
    : transpose(term);

/** The state after a step in the place of the one before it, in the gradients of matrices that it met. */
function withCurrentState(work: Work, line: Line): Expr | undefined {
  if (line.role !== "gradient-of-weight") return undefined;
  return sumOf(
    termsOf(line.expr).map((term) => {
      const at = stepOf(work, term);
      const step = at === 0 ? {} : { at };
      const [before, after] = ["h_prev", "h_t"].map((key) => now(work, step, key));
      const isMet = (e: Expr): boolean => isRef(e) && isRef(before) && e.fields.key === before.fields.key;
      return within(term, (e) => (isMet(e) ? after : undefined)) ?? term;
    }),
    line.expr.shape,
  );
}

const paths: Readonly<Record<string, string>> = {
  "update-gate-pre-activation": "through the update gate",
  "reset-gate-pre-activation": "through the reset gate",
  "candidate-pre-activation": "through the candidate",
  "new-state": "through the blend",
};

const missingPaths = (work: Work): Rewrite[] =>
  Object.entries(paths).flatMap(([role, where]) =>
    backwardsEverywhere(
      work,
      keeping(
        (line) => isAdjointOf("new-state", "state")(line),
        (term) => !adjointsIn(work, term).some((line) => line.role === `gradient-of-${role}`),
      ),
      where,
    ),
  );
