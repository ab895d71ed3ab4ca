import { map, mul, oneMinus, product, scale, softmax, spread, sum, transpose } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import { keysOf } from "../../graph/fold.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { backwards, everywhere, everywhereOrOnce, type Rule, within } from "../rewrite.ts";
import { isRef, isWeight, quantityOf, refTo } from "../work.ts";
import { termsOf } from "./terms.ts";

// Mistakes in attention: scores, softmax, and what is weighted.

const ATTENDING = ["attention", "multi-head", "transformer"];
const WITH_SOFTMAX = [...ATTENDING, "additive-attention"];

export const isScores = ({ role }: Line): boolean => /^scores/.test(role);
const isWeights = ({ role }: Line): boolean => /^attention-weights/.test(role);

/** Q Kᵀ inside of the scores. */
const productIn = (e: Expr): Expr => (e.kind === "scale" ? e.fields.arg : e);

const atScores =
  (other: (products: Node<"product">, line: Line) => Expr | undefined): Rule =>
  (line) => {
    const products = productIn(line.expr);
    return isScores(line) && products.kind === "product" ? other(products, line) : undefined;
  };

/** The scores with another factor before Q Kᵀ. */
const scaled = (
  work: Work,
  factor: (d_k: number, products: Node<"product">) => number | undefined,
  where?: string,
): Rewrite[] =>
  everywhere(
    work,
    atScores((products, { expr }) => {
      if (expr.kind !== "scale") return undefined;
      const other = factor(products.fields.a.shape[1] as number, products);
      return other === undefined ? undefined : scale(other, products);
    }),
    where,
  );

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

/** What attention weights, as it is defined: V in a line of its own, or an input. */
const valued = (work: Work, other: (product: Node<"product">, line: Line) => Expr | undefined): Rewrite[] =>
  everywhere(work, (line) => {
    const { expr } = line;
    if (expr.kind !== "product" || !isRef(expr.fields.a)) return undefined;
    const weights = quantityOf(work, expr.fields.a.fields.key);
    return "expr" in weights && isWeights(weights) ? other(expr, line) : undefined;
  });

/** What the scores of a head were made of. */
function scoredBy(work: Work, { fields: { a } }: Node<"product">): Node<"product"> | undefined {
  const seen = new Set(keysOf(a));
  for (const line of [...work.graph.lines].reverse()) {
    if (!seen.has(line.key)) continue;
    const products = productIn(line.expr);
    if (isScores(line) && products.kind === "product") return products;
    for (const key of keysOf(line.expr)) seen.add(key);
  }
  return undefined;
}

const isProjection = ({ role }: Line): boolean => /^(queries|keys|values)$/.test(role);

export const attentions: readonly Mistake[] = [
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
    id: "attn-scale-missing",
    kind: "concept",
    models: ATTENDING,
    feedback: "You took the softmax of the products as they are; they are to be divided by $√d_k$ first.",
    source: "PAIR-code/tiny-transformers#71",
    rewrites: (work) => scaled(work, () => 1),
  },
  {
    id: "attn-scale-dmodel",
    kind: "concept",
    models: ["multi-head", "transformer"],
    feedback:
      "Each head divides by the root of its own keys' length, which is the model's width over the number of heads; you took the whole width.",
    source: "lucidrains/vit-pytorch#65",
    rewrites: (work) =>
      scaled(work, (d_k, products) => {
        const width = widthOf(work, products);
        return width > d_k ? 1 / Math.sqrt(width) : undefined;
      }),
  },
  {
    id: "scale-by-dk",
    kind: "slip",
    models: ATTENDING,
    feedback: "You divided by $d_k$; it is the root of it that the scores are divided by.",
    source: "AI-Hypercomputer/maxtext#1349",
    rewrites: (work) => scaled(work, (d_k) => 1 / d_k),
  },
  {
    id: "scale-multiplied",
    kind: "slip",
    models: ATTENDING,
    feedback: "You multiplied by $√d_k$ where the scores are divided by it.",
    source: "esceptico/perceiver-io#9",
    rewrites: (work) => scaled(work, (d_k) => Math.sqrt(d_k)),
  },
  {
    id: "qk-transposed",
    kind: "shape",
    models: ATTENDING,
    feedback: "Your table of scores is transposed: its rows belong to the queries, its columns to the keys.",
    source: "probml/pml-book#707",
    rewrites: (work) => everywhere(work, (line) => (isScores(line) ? transpose(line.expr) : undefined)),
  },
  {
    id: "weights-transposed-times-v",
    kind: "shape",
    models: ATTENDING,
    feedback:
      "You used the columns of the weights; an output is what one query's row of weights makes of the values.",
    source: "ok1zjf/VASNet#25",
    rewrites: (work) => valued(work, ({ fields: { a, b } }) => product(transpose(a), b)),
  },
  {
    id: "value-replaced-by-key-or-x",
    kind: "concept",
    models: ATTENDING,
    feedback: "The weighted sum is over the values V; you summed something else.",
    source: "Khaliladib11/Transformer-from-scratch#2",
    rewrites: (work) => [
      ...valued(work, (whole) => replaced(whole, keysIn(work, whole))).map((way) => ({
        ...way,
        where: "over the keys",
      })),
      ...valued(work, (whole) => replaced(whole, tokensOf(work))).map((way) => ({
        ...way,
        where: "over the tokens",
      })),
    ],
  },
  {
    id: "qkv-projection-skipped",
    kind: "concept",
    models: ATTENDING,
    feedback: "Queries, keys and values are the tokens times a matrix each; you took the tokens as they are.",
    rewrites: (work) =>
      everywhereOrOnce(work, (line) => {
        if (!isProjection(line)) return undefined;
        const [first] = termsOf(line.expr);
        return first.kind === "product" ? first.fields.a : undefined;
      }),
  },
  {
    id: "projection-transposed",
    kind: "shape",
    models: [...ATTENDING, "additive-attention"],
    feedback: "You multiplied by the transpose of a matrix of weights.",
    source: "craffel/nntools#61",
    rewrites: (work) => everywhereOrOnce(work, ({ expr }) => within(expr, (e) => turnedWeights(work, e))),
  },
  {
    id: "cross-attn-roles-swapped",
    kind: "concept",
    models: ATTENDING,
    feedback:
      "Queries come from the tokens that attend, keys and values from what they attend to; you exchanged the two.",
    source: "humza909/LLM_Survey#2",
    rewrites: (work) => rolesSwapped(work),
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
  {
    id: "additive-attn-v-missing",
    kind: "concept",
    models: ["additive-attention"],
    feedback: "The score is v times tanh of the sum; the v, or the tanh, is missing in yours.",
    source: "tensorflow/tensorflow#39332",
    rewrites: (work) => [
      ...everywhere(work, (line) =>
        isScores(line) && line.expr.kind === "product" ? sum(line.expr.fields.a, 1) : undefined,
      ),
      ...everywhere(
        work,
        ({ role, expr }) => (role === "alignment" && expr.kind === "map" ? expr.fields.arg : undefined),
        "the tanh",
      ),
    ],
  },
];

/** The columns of Q before it was shared out among heads. */
function widthOf(work: Work, { fields: { a } }: Node<"product">): number {
  const own = a.shape[1] as number;
  const line = isRef(a) ? quantityOf(work, a.fields.key) : undefined;
  return line && "expr" in line && line.expr.kind === "slice"
    ? (line.expr.fields.arg.shape[1] as number)
    : own;
}

/** K, as the scores that made these weights read it. */
const keysIn = (work: Work, whole: Node<"product">): Expr | undefined => {
  const turned = scoredBy(work, whole)?.fields.b;
  return turned?.kind === "transpose" ? turned.fields.arg : undefined;
};

const tokensOf = ({ graph: { inputs } }: Work): Expr | undefined => {
  const X = inputs.find(({ key }) => key === "H") ?? inputs.find(({ key }) => key === "X");
  return X && refTo(X);
};

const replaced = ({ fields: { a } }: Node<"product">, other: Expr | undefined): Expr | undefined =>
  other && product(a, other);

/** A weight on either side of a product, transposed. */
function turnedWeights(work: Work, e: Expr): Expr | undefined {
  if (e.kind !== "product") return undefined;
  const { a, b } = e.fields;
  if (isWeight(work, b) && b.shape.length === 2) return product(a, transpose(b));
  if (isWeight(work, a)) return product(transpose(a), b);
  return b.kind === "transpose" && isWeight(work, b.fields.arg) ? product(a, b.fields.arg) : undefined;
}

/** X in the place of H and H in that of X, where the two fit. */
function rolesSwapped(work: Work): Rewrite[] {
  const [X, H] = ["X", "H"].map((key) => work.graph.inputs.find((input) => input.key === key));
  if (!X || !H) return [];
  const swapped = (e: Expr): Expr | undefined => {
    if (isRef(e, "X")) return refTo(H);
    return isRef(e, "H") ? refTo(X) : undefined;
  };
  return everywhere(work, (line) => (isProjection(line) ? within(line.expr, swapped) : undefined));
}

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
