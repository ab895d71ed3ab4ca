import { initialKey, sequenceKey } from "../graph/unroll.ts";
import { rowList, type Tensor, toNested } from "../linalg/tensor.ts";
import { UserError } from "../text/user-error.ts";
import { cellOf } from "./cell-values.ts";
import type { Exercise } from "./exercise.ts";
import type { Quantity } from "./quantity.ts";
import { type Changes, type Run, run } from "./run.ts";

const STEPS = 30;

/**
 * An exercise run over a sequence: its own, or one of `steps` steps, for which its inputs come round again.
 * @throws UserError where the model has no steps
 */
export function runOverSteps(exercise: Exercise, changes: Changes, steps: number | undefined): Run {
  const done = run(exercise, changes);
  const cell = cellOf(done);
  if (Object.keys(cell.recurrence).length === 0)
    throw new UserError(`${exercise.id} has no steps, so nothing flows back through time`);
  const wanted = steps ?? done.parameters.steps ?? STEPS;
  if (done.parameters.steps === wanted) return done;
  const { shown } = done.parameters;
  const data = cell.inputs.find(({ role }) => role === "data") as { key: string };
  const whole = sequenceKey(data.key);
  const given = shown.get(whole);
  const rows = given ? rowsIn(given) : [toNested(shown.get(data.key) as Tensor)];
  const again = Array.from({ length: wanted }, (_, i) => rows[i % rows.length]);
  const starts = Object.keys(cell.recurrence).flatMap((state): [string, Quantity][] => {
    const start = shown.get(state) ?? shown.get(initialKey(state));
    return start ? [[initialKey(state), { value: toNested(start) }]] : [];
  });
  const sequence = new Map<string, Quantity>([[whole, { value: again as Quantity["value"] }], ...starts]);
  return run(exercise, { ...changes, given: [...(changes.given ?? []), sequence] });
}

const rowsIn = (tensor: Tensor): (number | number[])[] =>
  tensor.shape.length === 1 ? Array.from(tensor.data) : rowList(tensor);
