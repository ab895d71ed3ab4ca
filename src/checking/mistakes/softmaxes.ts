import { map, mul, oneMinus, softmax, spread, sum, transpose } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { backwards, everywhere, within } from "../rewrite.ts";
import { isRef, quantityOf, refTo } from "../work.ts";

// Mistakes in softmax, from scores to weights and back.

const ATTENDING = ["attention", "multi-head", "transformer"];
const WITH_SOFTMAX = [...ATTENDING, "additive-attention"];

const atSoftmax = (
  work: Work,
  other: (scores: Expr, line: Line) => Expr | undefined,
  where?: string,
): Rewrite[] =>
  everywhere(
    work,
    (line) => (line.expr.kind === "softmax" ? other(line.expr.fields.arg, line) : undefined),
    where,
  );

const exp = (e: Expr): Expr => map("exp", e);
const over = (e: Expr, by: Expr): Expr => mul(e, map("reciprocal", by));

/** Scores with −∞ among them; there is no going on with those without softmax. */
const isMasked = (work: Work, e: Expr): boolean =>
  isRef(e) && lineCalled(work, e.fields.key)?.role.startsWith("masked") === true;

const lineCalled = (work: Work, key: string): Line | undefined => {
  const quantity = quantityOf(work, key);
  return "expr" in quantity ? quantity : undefined;
};

/** Along each column. */
const softmaxDown = (e: Expr): Expr => transpose(softmax(transpose(e)));

/** exp(S) over the sum of the whole table. */
function softmaxOfAll(e: Expr): Expr {
  const [rows, cols] = e.shape as readonly [number, number];
  return over(exp(e), spread(spread(sum(sum(exp(e), 1), 0), 0, cols), 0, rows));
}

/** S over the sum of each row. */
function withoutExp(e: Expr): Expr {
  const last = e.shape.length === 2 ? 1 : 0;
  return over(e, spread(sum(e, last), last, e.shape[last] as number));
}

export const softmaxes: readonly Mistake[] = [
  {
    id: "attn-softmax-axis",
    kind: "shape",
    models: ATTENDING,
    feedback: "Your weights sum to 1 down the columns; it is each query's row that must sum to 1.",
    source: "labmlai/annotated_deep_learning_paper_implementations#146",
    rewrites: (work) => atSoftmax(work, (s) => (s.shape.length === 2 ? softmaxDown(s) : undefined)),
  },
  {
    id: "softmax-whole-matrix",
    kind: "shape",
    models: ATTENDING,
    feedback: "You divided by the sum over the whole table; each row is divided by its own sum.",
    source: "rickwierenga/MLFundamentals#1",
    rewrites: (work) => atSoftmax(work, (s) => (s.shape.length === 2 ? softmaxOfAll(s) : undefined)),
  },
  {
    id: "no-softmax",
    kind: "concept",
    models: WITH_SOFTMAX,
    feedback: "The scores become weights by softmax: exponentials first, then each over the sum of its row.",
    rewrites: (work) => [
      ...atSoftmax(work, (s) => (isMasked(work, s) ? undefined : s)),
      ...atSoftmax(
        work,
        (s) => (isMasked(work, s) ? undefined : withoutExp(s)),
        "with the scores themselves over their sum",
      ),
    ],
  },
  {
    id: "softmax-jacobian-diagonal",
    kind: "concept",
    models: WITH_SOFTMAX,
    feedback:
      "Each weight of a softmax depends on all the scores: its derivative has terms beside the diagonal, which you left out.",
    source: "deeplearning4j/libnd4j#440",
    rewrites: (work) => backwards(work, (line) => diagonalOnly(work, line)),
  },
];

/** y ⊙ (1 − y) ⊙ g in the place of y ⊙ (g − Σ g ⊙ y) */
function diagonalOnly(work: Work, { adjointOf, expr }: Line): Expr | undefined {
  const of = work.graph.lines.find(
    ({ expr: { kind, fields } }) => kind === "softmax" && isRef((fields as { arg: Expr }).arg, adjointOf),
  );
  if (!of) return undefined;
  const y = refTo(of);
  return within(expr, (e) => {
    const [a, b] = e.kind === "mul" ? [e.fields.a, e.fields.b] : [];
    const difference = [a, b].find((side) => side?.kind === "add");
    if (difference?.kind !== "add" || ![a, b].some((side) => side && isRef(side, of.key))) return undefined;
    const g = difference.fields.terms.find((term) => term.kind !== "scale" && term.kind !== "spread");
    return g && mul(mul(y, oneMinus(y)), g);
  });
}
