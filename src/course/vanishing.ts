import { singularValues } from "../linalg/svd.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { type Backflow, backflow } from "./clipping.ts";
import { type DirectPath, directPath } from "./direct-path.ts";
import { type Flow, flowOf, ratePerStep } from "./gradient-flow.ts";
import type { Run } from "./run.ts";

/** One of the networks that are compared. */
export interface Subject {
  readonly name: string;
  readonly run: Run;
}

/** What was predicted and measured of a network's gradient. */
export interface Measured extends Subject {
  readonly flow: Flow;
  /** The factor by which ‖∂h_T/∂h_t‖ changes with every step back, fitted. */
  readonly rate: number;
  /** Of the only matrix that every step multiplies by; a gated network has none such. */
  readonly spectrum: readonly number[] | undefined;
  /** Whether nothing squashes: the singular values bound from below too. */
  readonly linear: boolean;
  /** The LSTM's memory: ∂c_T/∂c_t, and its direct path alone. */
  readonly cell: { readonly flow: Flow; readonly rate: number; readonly direct: DirectPath } | undefined;
  readonly backflow: Backflow | undefined;
}

/** `limit` is the length at which a gradient that flows back is clipped. */
export function measured({ name, run }: Subject, limit: number | undefined): Measured {
  const flow = flowOf(run);
  const isLstm = run.exercise.file.model === "lstm";
  const cell = isLstm ? flowOf(run, "c_prev") : undefined;
  return {
    name,
    run,
    flow,
    rate: ratePerStep(flow.norms),
    spectrum: spectrumOf(run),
    linear: run.exercise.file.model === "linear-rnn" || run.convention.activation === "identity",
    cell: cell && { flow: cell, rate: ratePerStep(cell.norms), direct: directPath(run) },
    backflow: limit === undefined ? undefined : backflow(run, limit),
  };
}

function spectrumOf({ parameters, exercise }: Run): readonly number[] | undefined {
  const key = { rnn: "W_hh", "linear-rnn": "w" }[exercise.file.model as string];
  return key === undefined ? undefined : singularValues(parameters.inputs.get(key) as Tensor);
}

/** How a gradient that changes by this factor a step fares. */
export const verdict = (rate: number): "vanishes" | "stays" | "explodes" | "is gone" =>
  Number.isNaN(rate) ? "is gone" : rate < 0.99 ? "vanishes" : rate > 1.01 ? "explodes" : "stays";
