import { add, product } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import type { biasChoices, CellBuilder } from "./model.ts";

/** `b_z` → `b_xz`, `b_hz`, for each gate. */
export const gateBiasPairs = (gates: readonly string[]): Record<string, readonly [string, string]> =>
  Object.fromEntries(gates.map((g) => [`b_${g}`, [`b_x${g}`, `b_h${g}`]]));

/**
 * What a gate adds up before its activation: W_g x_t + U_g s + b_g, with s the state that it sees.
 * With two biases the state's own stands beside U_g s, so that `around` (the reset gate after the product)
 * takes both: W_g x_t + b_xg + r_t ⊙ (U_g s + b_hg).
 */
export function preActivation(
  cell: CellBuilder,
  biases: keyof typeof biasChoices,
  gate: { readonly name: string; readonly title: string },
  x: Expr,
  state: Expr,
  around: (fromState: Expr) => Expr = (fromState) => fromState,
): Expr {
  const { name, title } = gate;
  const fromInput = product(cell.weight(`W_${name}`, `${title}'s input weights`, "hidden", "input"), x);
  const U = cell.weight(`U_${name}`, `${title}'s recurrent weights`, "hidden", "hidden");
  const fromState = product(U, state);
  const bias = (key: string, side: string) => cell.bias(key, `${title}'s ${side}bias`);
  switch (biases) {
    case "none":
      return add(fromInput, around(fromState));
    case "one":
      return add(fromInput, around(fromState), bias(`b_${name}`, ""));
    case "two":
      return add(
        fromInput,
        bias(`b_x${name}`, "input "),
        around(add(fromState, bias(`b_h${name}`, "recurrent "))),
      );
  }
}
