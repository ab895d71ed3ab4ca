import { product } from "../linalg/kernels.ts";
import { spectralNorm } from "../linalg/svd.ts";
import { rowsOf, type Tensor, zeros } from "../linalg/tensor.ts";
import { cellOf, valuesAt } from "./cell-values.ts";
import { jacobians } from "./gradient-flow.ts";
import type { Run } from "./run.ts";

/** The way from cell state to cell state that does not lead through the hidden state. */
export interface DirectPath {
  /** ∂c_t/∂c_{t−1} with h_{t−1} held, for t = 1 … T. */
  readonly jacobians: readonly Tensor[];
  /** f_1 … f_T */
  readonly gates: readonly Tensor[];
  /** The largest entry of ∂c_t/∂c_{t−1} − diag(f_t), over all steps: 0 where there are no peepholes. */
  readonly apart: number;
  /** The norm of the product from T back to t + 1, for t = 0 … T; the last is 1. */
  readonly norms: readonly number[];
}

/**
 * The direct path of an LSTM over a sequence, from its own cell: h_prev and c_prev are inputs of their own there, so
 * the gradient of c_t by c_prev leaves all ways through h_prev out.
 */
export function directPath(run: Run): DirectPath {
  const cell = cellOf(run);
  const times = Array.from({ length: run.parameters.steps as number }, (_, i) => i + 1);
  const found = times.map((t) => {
    const values = valuesAt(cell, run.values, t);
    const jacobian = jacobians(cell, values, "c_t", ["c_prev"]).get("c_prev") as Tensor;
    return { jacobian, gate: values.get("f_t") as Tensor };
  });
  const norms = [1];
  let whole: Tensor | undefined;
  for (const { jacobian } of [...found].reverse()) {
    whole = whole ? product(whole, jacobian, jacobian.shape) : jacobian;
    norms.unshift(spectralNorm(whole));
  }
  return {
    jacobians: found.map(({ jacobian }) => jacobian),
    gates: found.map(({ gate }) => gate),
    apart: Math.max(...found.map(({ jacobian, gate }) => farthest(jacobian, diagonal(gate)))),
    norms,
  };
}

function diagonal({ data, shape }: Tensor): Tensor {
  const n = rowsOf(shape);
  const out = zeros([n, n]);
  for (let i = 0; i < n; i++) out.data[i * n + i] = data[i];
  return out;
}

const farthest = (a: Tensor, b: Tensor): number =>
  a.data.reduce((most, x, i) => Math.max(most, Math.abs(x - b.data[i])), 0);
