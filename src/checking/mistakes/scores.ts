import { scale, sum, transpose } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere, type Rule } from "../rewrite.ts";
import { isRef, quantityOf } from "../work.ts";

// Mistakes in the scores of attention.

const ATTENDING = ["attention", "multi-head", "transformer"];

export const isScores = ({ role }: Line): boolean => /^scores/.test(role);
/** Q Kᵀ inside of the scores. */
export const productIn = (e: Expr): Expr => (e.kind === "scale" ? e.fields.arg : e);

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

export const scores: readonly Mistake[] = [
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
