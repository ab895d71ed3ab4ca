import type { Input } from "../../graph/graph.ts";
import { initialKey, sequenceKey } from "../../graph/unroll.ts";
import { type Nested, type Shape, type Tensor, toNested, zeros } from "../../linalg/tensor.ts";
import type { Convention, Model, Sizes } from "../../models/model.ts";
import type { Exercise } from "../exercise.ts";
import type { Run } from "../run.ts";
import type { VariantCode } from "./code.ts";
import { friendly, mask, streamOf } from "./numbers.ts";
import { sizesFor } from "./sizes.ts";

// One attempt at the numbers of a variant, whether they will do or not.

/** The parameters of an exercise's file, and its targets where it has any. */
export function numbersOf(own: Run, convention: Convention, code: VariantCode, attempt: number): object {
  const { model, parameters, exercise } = own;
  const sizes = sizesFor(parameters.sizes, code.level);
  const cell = model.build(sizes, convention);
  const inputs = cell.inputs.filter(({ role }) => role !== "constant");
  const isRecurrent = Object.keys(cell.recurrence).length > 0;
  const draw = { own, code, attempt, most: mostOf(model, isRecurrent, sizes) };
  const drawn = inputs.map((input): [string, Nested] => {
    const overTime = inTime(input, parameters.steps);
    return [overTime.key, toNested(tensorFor(overTime, draw))];
  });
  const width = cell.lines.some(({ role }) => role === "output") ? sizes.output : sizes.hidden;
  return { parameters: Object.fromEntries(drawn), ...targetsOf(exercise, draw, width, parameters.steps) };
}

/** `x_t` over a sequence is `x`, a row a step, and `h_prev` is `h_0`. */
function inTime(input: Input, steps: number | undefined): Input {
  if (steps === undefined) return input;
  if (input.role === "state") return { ...input, key: initialKey(input.key) };
  if (input.role !== "data") return input;
  const shape = [steps, ...input.shape] as unknown as Shape;
  return { ...input, key: sequenceKey(input.key), shape };
}

interface Draw {
  readonly own: Run;
  readonly code: VariantCode;
  readonly attempt: number;
  /** The largest number that a quantity of a role may hold. */
  readonly most: Readonly<Record<Input["role"], number>>;
}

function tensorFor({ key, role, shape }: Input, { own, code, attempt, most }: Draw): Tensor {
  const from = streamOf(code.version, code.number, code.level, attempt, key);
  if (key === "mask") return mask(from, shape);
  // a start from zero stays one: the hints speak of it
  if (role === "state" && own.parameters.shown.get(key)?.data.every((x) => x === 0)) return zeros(shape);
  return friendly(from, shape, most[role], decimalsOf(code));
}

const decimalsOf = ({ level }: VariantCode): number => (level === "hard" ? 2 : 1);

/** So that gates stay open and a softmax decides nothing alone: the more terms a sum has, the smaller its weights. */
function mostOf(
  { name }: Model,
  isRecurrent: boolean,
  { input = 1, hidden = 1, model = 1 }: Sizes,
): Draw["most"] {
  const fixed = { bias: 0.5, constant: 0 };
  const shrunk = (terms: number): number => Math.min(1, Math.sqrt(4 / terms));
  if (name === "layer-norm") return { data: 4, state: 0, weight: 1.2, ...fixed };
  if (!isRecurrent) return { data: 1.5, state: 0, weight: 1.2 * shrunk(model), ...fixed };
  return { data: 1, state: 0.9, weight: 0.9 * shrunk(input + hidden), ...fixed };
}

/** A number or a class for every output of every step, where the exercise has such. */
function targetsOf(
  { file }: Exercise,
  { code, attempt }: Draw,
  width: number,
  steps: number | undefined,
): object {
  const from = (key: string) => streamOf(code.version, code.number, code.level, attempt, key);
  const shape: Shape = steps === undefined ? [width] : [steps, width];
  const numbers = () => toNested(friendly(from("target"), shape, 1, decimalsOf(code)));
  const classes = () => {
    const stream = from("classes");
    return Array.from({ length: steps ?? 1 }, () => stream.integer(0, width - 1));
  };
  const own = file.loss === "cross-entropy" ? classes : numbers;
  return {
    ...(file.target === undefined ? {} : { target: own() }),
    ...(file.classes === undefined ? {} : { classes: width > 1 ? classes() : undefined }),
  };
}
