import { add, fill, map, mul, scale, spread, sum } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Work } from "../mistake.ts";
import { everywhere, type Rule, within } from "../rewrite.ts";
import { isGiven, isRef, quantityOf } from "../work.ts";

// Mistakes in layer normalisation.

const NORMED = ["layer-norm", "transformer"];

const isMean = ({ role }: Line): boolean => role === "mean" || role === "mean-of-each-token";
const isVariance = ({ role }: Line): boolean => role === "variance" || role === "variance-of-each-token";

/** 1/√(var + ε), found inside an expression. */
type Root = Node<"map">;

const isRoot = (e: Expr): e is Root =>
  e.kind === "map" &&
  e.fields.fn === "reciprocal" &&
  e.fields.arg.kind === "map" &&
  e.fields.arg.fields.fn === "sqrt";

/** Something else in the place of 1/√(var + ε), of var + ε. */
const inNorm =
  (other: (under: Expr) => Expr | undefined): Rule =>
  ({ expr }) =>
    within(expr, (e) => (isRoot(e) ? other((e.fields.arg as Root).fields.arg) : undefined));

const reciprocal = (e: Expr): Expr => map("reciprocal", e);

/** The mean down the columns of a table that has as many rows as columns need: repeated for every row. */
function down(e: Expr): Expr | undefined {
  if (e.kind !== "scale" || e.fields.arg.kind !== "sum") return undefined;
  const inner = e.fields.arg.fields.arg;
  const [rows] = inner.shape as readonly [number, number];
  return scale(1 / rows, sum(inner, 0));
}

/** A repeated mean or deviation, along the other axis where what it repeats runs along the columns. */
const turnedSpread = (work: Work, e: Expr): Expr | undefined => {
  if (e.kind !== "spread" || e.fields.axis !== 1 || !readsStatistics(work, e.fields.arg)) return undefined;
  return spread(e.fields.arg, 0, e.shape[0] as number);
};

const readsStatistics = (work: Work, e: Expr): boolean => {
  if (!isRef(e))
    return e.kind === "map" && readsStatistics(work, e.fields.arg)
      ? true
      : e.kind === "add" && e.fields.terms.some((t) => readsStatistics(work, t));
  const quantity = quantityOf(work, e.fields.key);
  return "expr" in quantity && (isMean(quantity) || isVariance(quantity));
};

export const norms: readonly Mistake[] = [
  {
    id: "ln-unbiased-variance",
    kind: "convention",
    models: NORMED,
    feedback:
      "You divided the sum of squares by $n − 1$, as statistics does for a sample; layer norm divides by n.",
    source: "codertimo/BERT-pytorch#30",
    rewrites: (work) =>
      everywhere(work, (line) => {
        const { expr } = line;
        if (!isVariance(line) || expr.kind !== "scale") return undefined;
        const n = Math.round(1 / expr.fields.factor);
        return n > 1 ? scale(1 / (n - 1), expr.fields.arg) : undefined;
      }),
  },
  {
    id: "ln-axis",
    kind: "shape",
    models: NORMED,
    feedback: "You took mean and variance down the columns; each token is normalised over its own entries.",
    source: "jadore801120/attention-is-all-you-need-pytorch#17",
    rewrites: (work) =>
      everywhere(work, (line) => {
        const turned = within(line.expr, (e) => turnedSpread(work, e));
        return isMean(line) || isVariance(line) ? down(turned ?? line.expr) : turned;
      }),
  },
  {
    id: "ln-eps-outside-root",
    kind: "convention",
    models: NORMED,
    feedback: "The small ε stands under the root with the variance; you added it to the root.",
    source: "hyunwoongko/transformer#7",
    rewrites: (work) =>
      everywhere(
        work,
        inNorm((under) => {
          if (under.kind !== "add") return undefined;
          const [variance, epsilon] = under.fields.terms;
          return reciprocal(add(map("sqrt", variance), epsilon));
        }),
      ),
  },
  {
    id: "ln-eps-missing",
    kind: "slip",
    models: NORMED,
    feedback: "The small ε is missing under the root.",
    rewrites: (work) =>
      everywhere(
        work,
        inNorm((under) =>
          under.kind === "add" ? reciprocal(map("sqrt", under.fields.terms[0])) : undefined,
        ),
      ),
  },
  {
    id: "ln-variance-not-rooted",
    kind: "slip",
    models: NORMED,
    feedback: "You divided by the variance; it is its root, the standard deviation, that one divides by.",
    source: "131250208/TPlinker-joint-extraction#37",
    rewrites: (work) => [
      ...everywhere(
        work,
        inNorm((under) => reciprocal(under)),
      ),
      ...everywhere(
        work,
        inNorm((under) => reciprocal(mul(under, under))),
        "with the variance squared",
      ),
    ],
  },
  {
    id: "ln-no-centring",
    kind: "concept",
    models: NORMED,
    feedback: "The mean is to be taken off before dividing by the deviation.",
    rewrites: (work) =>
      everywhere(work, (line) =>
        isVariance(line) ? undefined : within(line.expr, (e) => uncentred(work, e)),
      ),
  },
  {
    id: "ln-gain-missing",
    kind: "slip",
    models: NORMED,
    feedback: "The gain γ, or the bias β, is missing.",
    rewrites: (work) => {
      const affine = (from: string, to: number) =>
        everywhere(
          work,
          ({ expr }) =>
            within(expr, (e) =>
              e.kind === "spread" &&
              isRef(e.fields.arg) &&
              e.fields.arg.fields.key.startsWith(from) &&
              isGiven(work, e.fields.arg, "weight", "bias")
                ? fill(to, e.shape)
                : undefined,
            ),
          `without $${from}$`,
        );
      return [...affine("gamma", 1), ...affine("beta", 0)];
    },
  },
];

/** x in the place of x − μ */
function uncentred(work: Work, e: Expr): Expr | undefined {
  if (e.kind !== "add" || e.fields.terms.length !== 2) return undefined;
  const [x, rest] = e.fields.terms;
  const isMu =
    rest.kind === "scale" &&
    rest.fields.arg.kind === "spread" &&
    readsStatistics(work, rest.fields.arg.fields.arg);
  return isMu ? x : undefined;
}
