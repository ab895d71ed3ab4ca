import { add, fill, mul, onehot, product, scale, sum, transpose } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import { children, keysOf } from "../../graph/fold.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Work } from "../mistake.ts";
import { everywhereOrOnce, within } from "../rewrite.ts";
import { isGiven, isWeight, statesBefore } from "../work.ts";

// Mistakes in sums such as W x + U h + b.

const RECURRENT = ["rnn", "lstm", "gru"];

/** U times what is left of the old state. */
const isOfState = (work: Work, line: Line, e: Expr): e is Node<"product"> =>
  e.kind === "product" &&
  isWeight(work, e.fields.a) &&
  keysOf(e.fields.b).some((key) => statesBefore(work, line).has(key));

/** W times an input, or times anything else but the old state. */
const isOfInput = (work: Work, line: Line, e: Expr): e is Node<"product"> =>
  e.kind === "product" && isWeight(work, e.fields.a) && !isOfState(work, line, e);

const find = (e: Expr, wanted: (e: Expr) => boolean): Expr | undefined =>
  wanted(e)
    ? e
    : children(e).reduce<Expr | undefined>((found, child) => found ?? find(child, wanted), undefined);

/** W x and U h, where a line has both. */
export function sidesOf(
  work: Work,
  line: Line,
): { readonly ofInput: Node<"product">; readonly ofState: Node<"product"> } | undefined {
  const ofInput = find(line.expr, (e) => isOfInput(work, line, e));
  const ofState = find(line.expr, (e) => isOfState(work, line, e));
  return ofInput && ofState
    ? { ofInput: ofInput as Node<"product">, ofState: ofState as Node<"product"> }
    : undefined;
}

/** diag(M) ⊙ v */
function alongDiagonal({ fields: { a, b } }: Node<"product">): Expr {
  const n = a.shape[0] as number;
  const unit = onehot(
    Array.from({ length: n }, (_, i) => i),
    a.shape[1] as number,
  );
  return mul(sum(mul(a, unit), 1), b);
}

/** The bias of a norm is no sum's. */
const isShift = (e: Expr): boolean => e.kind === "ref" && e.fields.key.startsWith("beta");

const overBiases = (other: (b: Expr) => Expr) => (work: Work) =>
  everywhereOrOnce(work, ({ expr }) =>
    within(expr, (e) => (isGiven(work, e, "bias") && !isShift(e) ? other(e) : undefined)),
  );

/** The matrix of some products on its side. */
const turned = (isWanted: (work: Work, line: Line, e: Expr) => e is Node<"product">) => (work: Work) =>
  everywhereOrOnce(work, (line) =>
    within(line.expr, (e) =>
      isWanted(work, line, e) ? product(transpose(e.fields.a), e.fields.b) : undefined,
    ),
  );

export const sums: readonly Mistake[] = [
  {
    id: "w-transposed",
    kind: "shape",
    models: RECURRENT,
    feedback: "You multiplied by the columns of the input's matrix; in $W x_t$ each row of W meets $x_t$.",
    source: "craffel/nntools#61",
    rewrites: turned(isOfInput),
  },
  {
    id: "u-transposed",
    kind: "shape",
    models: RECURRENT,
    feedback: "You multiplied by the columns of the recurrent matrix; each row of it meets the old state.",
    source: "SpartinStuff/scoRNN#1",
    rewrites: turned(isOfState),
  },
  {
    id: "bias-dropped",
    kind: "slip",
    models: [...RECURRENT, "multi-head", "transformer"],
    feedback: "That is what comes out without the bias; add it to the sum.",
    source: "oreilly-japan/deep-learning-from-scratch-2#13",
    rewrites: overBiases((b) => fill(0, b.shape)),
  },
  {
    id: "bias-doubled",
    kind: "convention",
    models: RECURRENT,
    feedback:
      "You added the bias twice, as libraries with two biases a gate do when both hold it; this sheet has one.",
    source: "pytorch/pytorch#36905",
    rewrites: (work) => (work.convention.biases === "one" ? overBiases((b) => scale(2, b))(work) : []),
  },
  {
    id: "w-u-swapped",
    kind: "slip",
    models: RECURRENT,
    feedback:
      "You exchanged the two matrices: one goes with the input, the recurrent one with the old state.",
    source: "ZacBi/CS224n-2019-solutions#1",
    rewrites: (work) =>
      everywhereOrOnce(work, (line) => {
        const sides = sidesOf(work, line);
        if (!sides) return undefined;
        const [W, U] = [sides.ofInput.fields.a, sides.ofState.fields.a];
        return within(line.expr, (e) => {
          if (e === sides.ofInput) return product(U, e.fields.b);
          return e === sides.ofState ? product(W, e.fields.b) : undefined;
        });
      }),
  },
  {
    id: "plus-became-times",
    kind: "slip",
    models: RECURRENT,
    feedback: "What comes from the input and what comes from the old state are added, not multiplied.",
    source: "keras-team/keras#1231",
    rewrites: (work) =>
      everywhereOrOnce(work, (line) => {
        const sides = sidesOf(work, line);
        return sides && within(line.expr, (e) => (e.kind === "add" ? multiplied(work, line, e) : undefined));
      }),
  },
  {
    id: "elementwise-vs-matrix",
    kind: "shape",
    models: RECURRENT,
    feedback: "A matrix times a vector takes whole rows; you multiplied entry by entry, which ⊙ means.",
    source: "mlpack/mlpack#2239",
    rewrites: (work) =>
      everywhereOrOnce(work, (line) =>
        within(line.expr, (e) =>
          isOfInput(work, line, e) || isOfState(work, line, e) ? alongDiagonal(e) : undefined,
        ),
      ),
  },
];

/** W x ⊙ U h, and the biases added */
function multiplied(work: Work, line: Line, { fields: { terms } }: Node<"add">): Expr {
  const isProduct = (e: Expr): boolean =>
    !!find(e, (inner) => isOfInput(work, line, inner) || isOfState(work, line, inner));
  const products = terms.filter(isProduct);
  return add(products.reduce(mul), ...terms.filter((term) => !isProduct(term)));
}
