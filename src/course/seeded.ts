import { withSingularValues } from "../linalg/orthogonal.ts";
import { random } from "../linalg/random.ts";
import { filled, type Nested, type Shape, type Tensor, toNested, zeros } from "../linalg/tensor.ts";
import { type RecurrentName, recurrent } from "../models/index.ts";
import { type Convention, inputsOf } from "../models/model.ts";
import { conventionOf } from "./convention.ts";
import type { Exercise } from "./exercise.ts";
import { type Run, run } from "./run.ts";

/** What a model with drawn numbers is made from. */
export interface Draw {
  readonly steps: number;
  /** Units, and as many inputs. */
  readonly hidden: number;
  readonly seed: number;
  /** The bias with which gates start towards keeping the state: b_f of the LSTM, −b_z of the GRU. */
  readonly keep: number;
}

/**
 * A model run on drawn inputs between −1 and 1, its weights drawn between ±1/√n as PyTorch does, its biases 0, and a
 * start from zero.
 */
export function seededRun(name: RecurrentName, draw: Draw, choices: Convention = {}, W_hh?: Tensor): Run {
  const { steps, hidden, seed, keep } = draw;
  const model = recurrent[name];
  const convention = conventionOf(model, { ...choices, output: "none" });
  const from = random(seed);
  const x = from.tensor([steps, hidden], -1, 1);
  const bound = 1 / Math.sqrt(hidden);
  const drawn = inputsOf(model, convention).flatMap(({ key, role, sizes }): [string, Tensor][] => {
    const shape = sizes.map(() => hidden) as unknown as Shape;
    if (role === "data" || role === "state") return [];
    if (role === "bias") return [[key, filled(shape, key === "b_f" ? keep : key === "b_z" ? -keep : 0)]];
    return [[key, key === "W_hh" && W_hh ? W_hh : from.tensor(shape, -bound, bound)]];
  });
  const states = name === "lstm" ? ["h_0", "c_0"] : ["h_0"];
  const given: [string, Tensor][] = [
    ["x", x],
    ...states.map((key): [string, Tensor] => [key, zeros([hidden])]),
    ...drawn,
  ];
  return run(exerciseOf(name, Object.fromEntries(given.map(([key, t]) => [key, toNested(t)])), convention));
}

/** A vanilla RNN whose recurrent matrix has given singular values. */
export function withSpectrum(values: readonly number[], draw: Draw, activation: "tanh" | "identity"): Run {
  const W_hh = withSingularValues(random(draw.seed + 1), values);
  return seededRun("rnn", { ...draw, hidden: values.length }, { activation }, W_hh);
}

/** h_t = w (u_t + h_{t−1}) over inputs of 1. */
export const linearRun = (w: number, steps: number): Run =>
  run(exerciseOf("linear-rnn", { u: Array(steps).fill(1), h_0: 0, w }));

const exerciseOf = (
  model: Exercise["file"]["model"],
  parameters: Readonly<Record<string, Nested>>,
  convention?: Convention,
): Exercise => ({
  id: model,
  title: model,
  file: { model, parameters, ...(convention ? { convention } : {}) } as Exercise["file"],
});
