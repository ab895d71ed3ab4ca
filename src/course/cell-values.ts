import { type Cell, initialKey, keyAt } from "../graph/unroll.ts";
import type { Tensor } from "../linalg/tensor.ts";
import type { Values } from "../readings/value.ts";
import type { Run } from "./run.ts";

export const cellOf = ({ model, parameters, convention }: Run): Cell =>
  model.build(parameters.sizes, convention);

/** What a cell's own keys are at a step of a sequence: `h_prev` is the `h_t` of the step before. */
export function valuesAt({ inputs, lines, recurrence }: Cell, values: Values, step: number): Values {
  const keyOf = (key: string): string => {
    const becomes = recurrence[key];
    if (becomes === undefined) return keyAt(key, step);
    return step === 1 ? initialKey(key) : keyAt(becomes, step - 1);
  };
  return new Map([...inputs, ...lines].map(({ key }) => [key, values.get(keyOf(key)) as Tensor]));
}
