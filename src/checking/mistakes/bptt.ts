import { negate, product, transpose } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { backwards, backwardsEverywhere, type Rule, within } from "../rewrite.ts";
import { isRef, isWeight, now } from "../work.ts";
import { adjointsIn, sumOf, termsOf } from "./terms.ts";

// Mistakes on the way back through time.

const RECURRENT = ["rnn", "lstm", "gru"];

const isAdjointOf =
  (...roles: readonly string[]) =>
  ({ role }: Line): boolean =>
    roles.some((of) => role === `gradient-of-${of}`);

const isOfState = isAdjointOf("hidden-state", "new-state", "cell-state");
const isOfParameter = isAdjointOf("weight", "bias");
const isOfLoss = isAdjointOf("loss", "total-loss");

/** The terms of a line that `kept` knows, and no others. */
const keeping =
  (wanted: (line: Line) => boolean, kept: (term: Expr, line: Line, i: number) => boolean): Rule =>
  (line) => {
    if (!wanted(line)) return undefined;
    const terms = termsOf(line.expr);
    const left = terms.filter((term, i) => kept(term, line, i));
    return left.length < terms.length ? sumOf(left, line.expr.shape) : undefined;
  };

/** Whether a term comes back from a later step. */
const isCarried = (work: Work, term: Expr, { at = 0 }: Line): boolean =>
  adjointsIn(work, term).some((line) => (line.at ?? 0) > at);

const withoutCarried = (work: Work, wanted: (line: Line) => boolean = isOfState): Rule =>
  keeping(wanted, (term, line) => !isCarried(work, term, line));

const stepOf = (work: Work, term: Expr): number =>
  Math.max(0, ...adjointsIn(work, term).map(({ at }) => at ?? 0));

const lastStep = (work: Work): number => Math.max(0, ...work.graph.lines.map(({ at }) => at ?? 0));

export const bptt: readonly Mistake[] = [
  {
    id: "bptt-direct-term-only",
    kind: "concept",
    models: RECURRENT,
    feedback:
      "You used each step's own error alone; what comes back from the next step is to be added to it.",
    source: "d2l-ai/d2l-en#2616",
    rewrites: (work) => backwardsEverywhere(work, withoutCarried(work)),
  },
  {
    id: "truncated-bptt",
    kind: "convention",
    models: RECURRENT,
    feedback: "You cut the chain between two steps; this sheet asks for the gradient through all of them.",
    source: "d2l-ai/d2l-en#1408",
    rewrites: (work) => cuts(work),
  },
  {
    id: "bptt-last-step-only",
    kind: "concept",
    models: RECURRENT,
    feedback:
      "The same parameters serve at every step, so their gradient is a sum over the steps; you have the last one's term alone.",
    source: "OpenNMT/OpenNMT-py#891",
    rewrites: (work) =>
      backwards(
        work,
        keeping(isOfParameter, (term) => stepOf(work, term) === lastStep(work)),
      ),
  },
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
  {
    id: "loss-grad-sign",
    kind: "slip",
    models: RECURRENT,
    feedback:
      "The gradient starts with what the model says minus what it should say; yours has the other sign.",
    source: "haifengl/smile#151",
    rewrites: (work) =>
      backwardsEverywhere(work, (line) =>
        isOfLoss(line)
          ? undefined
          : sumOf(
              termsOf(line.expr).map((term) => (adjointsIn(work, term).length > 0 ? term : negate(term))),
              line.expr.shape,
            ),
      ),
  },
];

/** h δᵀ in the place of δ hᵀ */
const turned = (term: Expr): Expr =>
  term.kind === "product" && term.fields.b.kind === "transpose"
    ? product(term.fields.b.fields.arg, transpose(term.fields.a))
    : transpose(term);

/** The chain cut before each step but the first, one cut at a time. */
function cuts(work: Work): Rewrite[] {
  const last = lastStep(work);
  return last > 2
    ? Array.from({ length: last - 1 }, (_, i) => i + 1).flatMap((at) =>
        backwardsEverywhere(
          work,
          withoutCarried(work, (line) => isOfState(line) && line.at === at),
          `between step ${at} and step ${at + 1}`,
        ),
      )
    : [];
}

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
