import { fromNested, type Shape, sameShape, showShape, type Tensor } from "../linalg/tensor.ts";
import { type Place, UserError } from "../text/user-error.ts";
import type { LossName } from "./losses.ts";
import { asked, type Quantity } from "./quantity.ts";
import type { Run } from "./run.ts";

/** What the outputs are compared with, fitted to a run. */
export interface Target {
  /** As it is printed under "Given". */
  readonly shown: Tensor;
  /** A vector a step. */
  readonly rows: readonly Tensor[];
  /** A class a step, counted from 0; empty for a squared error. */
  readonly classes: readonly number[];
}

/** The target of a run in the shape of its outputs, of `width` entries. @throws UserError naming what is wrong */
export function targetOf(run: Run, loss: LossName, over: string, width: number): Target {
  const given = givenFor(run, loss);
  if (!given) throw new UserError(missing(run, loss, over, width));
  const { steps } = run.parameters;
  return loss === "squared" ? squared(given, steps, over, width) : classes(given, steps, over, width);
}

/** The user's own over the exercise's; classes are kept apart where the target is that of a squared error. */
function givenFor({ target, exercise: { file, places } }: Run, loss: LossName): Quantity | undefined {
  if (target) return target;
  const own = file.loss ?? "squared";
  const key = loss === "cross-entropy" && file.classes !== undefined ? "classes" : "target";
  const value = file[key] as Quantity["value"] | undefined;
  if (value === undefined || (key === "target" && own !== loss)) return undefined;
  return { value, typed: key, place: places?.[key] };
}

function missing({ parameters: { steps } }: Run, loss: LossName, over: string, width: number): string {
  if (loss === "cross-entropy" && width === 1)
    return `${over} has 1 entry, which leaves no choice between classes; a cross-entropy takes two outputs or more`;
  const each =
    loss === "squared" ? `${width === 1 ? "a number" : `${width} numbers`} for ${over}` : "a class";
  const row = loss === "squared" ? Array(width).fill(0).join(",") : "0";
  const rows = steps === undefined ? row : steps === 1 ? `[[${row}]]` : `${row};${row}…`;
  const many = steps === undefined ? "" : " a step";
  const counted = loss === "squared" ? "" : `, counted from 0 to ${width - 1}`;
  return `target is missing: ${each}${many}${counted}; give it with --set "target=${rows}" or in a file`;
}

function squared(given: Quantity, steps: number | undefined, over: string, width: number): Target {
  const tensor = fromNested(given.value);
  const wanted: Shape = steps === undefined ? [width] : [steps, width];
  // a vector stands for a column or a row where one of the sizes is 1, a number for both
  const count = (steps ?? 1) * width;
  const fits =
    sameShape(tensor.shape, wanted) ||
    (tensor.data.length === count && tensor.shape.length < 2 && (width === 1 || (steps ?? 1) === 1)) ||
    (steps === undefined && sameShape(tensor.shape, [1, width]));
  if (!fits) throw mismatch(given, tensor.shape, over, asked(wanted), steps, width);
  const rows = Array.from({ length: steps ?? 1 }, (_, i) => ({
    shape: [width] as const,
    data: tensor.data.slice(i * width, (i + 1) * width),
  }));
  return { shown: { shape: wanted, data: tensor.data }, rows, classes: [] };
}

function classes(given: Quantity, steps: number | undefined, over: string, width: number): Target {
  const tensor = fromNested(given.value);
  const count = steps ?? 1;
  const { shape, data } = tensor;
  if (data.length !== count || (shape.length === 2 && shape[1] !== 1 && shape[0] !== 1))
    throw mismatch(
      given,
      shape,
      over,
      steps === undefined ? "a class" : `${count} classes, one a step`,
      steps,
      width,
    );
  const wrong = data.findIndex((x) => !Number.isInteger(x) || x < 0 || x >= width);
  if (wrong >= 0) throw new UserError(noClass(data, wrong, over, width), given.place as Place);
  const shown: Tensor = steps === undefined ? { shape: [], data } : { shape: [count], data };
  return { shown, rows: [], classes: [...data] };
}

const noClass = (data: Float64Array, at: number, over: string, width: number): string => {
  const which = data.length === 1 ? "target" : `target, entry ${at + 1},`;
  const known = width === 1 ? "0 is the only one" : `0 to ${width - 1}`;
  return `${which} is ${data[at]}, which is no class of ${over}: ${known} (whole numbers, counted from 0)`;
};

function mismatch(
  { place }: Quantity,
  shape: Shape,
  over: string,
  wanted: string,
  steps: number | undefined,
  width: number,
): UserError {
  const is =
    shape.length === 0 ? "a number" : shape.length === 1 ? `a vector of ${shape[0]}` : showShape(shape);
  const entries = `${over} has ${width} ${width === 1 ? "entry" : "entries"}`;
  const time = steps === undefined ? "" : ` over ${steps} ${steps === 1 ? "step" : "steps"}`;
  return new UserError(`target is ${is}, but ${entries}${time}; it takes ${wanted}`, place);
}
