import { product, transpose } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import { keysOf } from "../../graph/fold.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere, everywhereOrOnce, within } from "../rewrite.ts";
import { isRef, isWeight, quantityOf, refTo } from "../work.ts";
import { isScores, productIn } from "./scores.ts";
import { termsOf } from "./terms.ts";

// Mistakes in what attention takes: queries, keys and values.

const ATTENDING = ["attention", "multi-head", "transformer"];

const isWeights = ({ role }: Line): boolean => /^attention-weights/.test(role);

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
];

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
