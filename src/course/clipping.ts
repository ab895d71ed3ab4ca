import { addTo } from "../linalg/kernels.ts";
import { filled, rowsOf, type Tensor, zeros } from "../linalg/tensor.ts";
import { gradientKey } from "../readings/gradient.ts";
import { value } from "../readings/value.ts";
import { cellOf, valuesAt } from "./cell-values.ts";
import { backwards } from "./gradient-flow.ts";
import type { Run } from "./run.ts";

/** A gradient on its way back from the last step: its length at t = 0 … T. */
export interface Backflow {
  readonly free: readonly number[];
  /** Wherever it is longer than the limit, it is shortened to it, its direction kept. */
  readonly clipped: readonly number[];
  /** The steps t at which it was shortened. */
  readonly shortened: readonly number[];
}

type States = ReadonlyMap<string, Tensor>;

/** A gradient of length 1, the same for every unit of h_T, sent back through all steps, with and without clipping. */
export function backflow(run: Run, limit: number): Backflow {
  const back = stepBack(run);
  const steps = run.parameters.steps as number;
  const start = startOf(run);
  const free = [start];
  const clipped = [clip(start, limit)];
  const shortened = length(start) > limit ? [steps] : [];
  for (let t = steps; t >= 1; t--) {
    free.unshift(back(free[0], t));
    const next = back(clipped[0], t);
    if (length(next) > limit) shortened.unshift(t - 1);
    clipped.unshift(clip(next, limit));
  }
  return { free: free.map(length), clipped: clipped.map(length), shortened };
}

/** From the gradient by the states after step t to that by the states before it. */
function stepBack(run: Run): (after: States, t: number) => States {
  const cell = cellOf(run);
  const states = Object.keys(cell.recurrence);
  const ways = Object.entries(cell.recurrence).map(([state, line]) => ({
    state,
    back: backwards(cell, line, states),
  }));
  return (after, t) => {
    const values = valuesAt(cell, run.values, t);
    const before = new Map(states.map((state) => [state, zeros((values.get(state) as Tensor).shape)]));
    for (const { state, back } of ways) {
      const found = value(back, new Map([...values, ["seed", after.get(state) as Tensor]]));
      for (const [key, total] of before) {
        const part = found.get(gradientKey(key));
        if (part) addTo(total, part);
      }
    }
    return before;
  };
}

function startOf(run: Run): States {
  const { recurrence, inputs } = cellOf(run);
  return new Map(
    Object.keys(recurrence).map((state) => {
      const { shape } = inputs.find(({ key }) => key === state) as { shape: Tensor["shape"] };
      return [state, state === "h_prev" ? filled(shape, 1 / Math.sqrt(rowsOf(shape))) : zeros(shape)];
    }),
  );
}

const length = (states: States): number =>
  Math.hypot(...[...states.values()].flatMap(({ data }) => Array.from(data)));

function clip(states: States, limit: number): States {
  const size = length(states);
  if (size <= limit || !Number.isFinite(size)) return states;
  return new Map(
    [...states].map(([key, { shape, data }]) => [key, { shape, data: data.map((x) => x * (limit / size)) }]),
  );
}
