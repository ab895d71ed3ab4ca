import { add, product, spread, tanh, transpose } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import type { SequenceBuilder } from "./placed-cell.ts";

/** The scores of the rows of H for a decoder's state s at step j. */
type Score = (s: Expr, j: number) => Expr;

/** e_j = H s_j */
const dot =
  (_: SequenceBuilder, H: Expr): Score =>
  (s) =>
    product(H, s);

/** e_j = H q_j with q_j = W_a s_j */
function general(made: SequenceBuilder, H: Expr, hidden: number): Score {
  const W = made.input("W_a", "score weights", "weight", [hidden, hidden], ["hidden", "hidden"]);
  return (s, j) => product(H, made.line(`q_${j}`, "query", "query", product(W, s), j));
}

/** e_j = tanh(K + W_a s_j) v_a with K = H U_aᵀ, the sum over every row of K */
function additive(made: SequenceBuilder, H: Expr, hidden: number): Score {
  const square = [hidden, hidden] as const;
  const W = made.input("W_a", "query weights", "weight", square, ["hidden", "hidden"]);
  const U = made.input("U_a", "key weights", "weight", square, ["hidden", "hidden"]);
  const v = made.input("v_a", "score weights", "weight", [hidden], ["hidden"]);
  const K = made.line("K", "keys", "projected-keys", product(H, transpose(U)));
  return (s, j) => {
    const q = made.line(`q_${j}`, "query", "query", product(W, s), j);
    return product(tanh(add(K, spread(q, 0, H.shape[0] as number))), v);
  };
}

/** How a state of the decoder is held against those of the encoder. */
export const scores = { general, dot, additive } as const;
