import type { Input } from "../../graph/graph.ts";
import { initialKey, sequenceKey } from "../../graph/unroll.ts";
import { type Nested, type Shape, type Tensor, toNested, zeros } from "../../linalg/tensor.ts";
import type { Convention, Model, Sizes } from "../../models/model.ts";
import { UserError } from "../../text/user-error.ts";
import { type Asked, chosen, conventionOf } from "../convention.ts";
import type { Exercise } from "../exercise.ts";
import type { Run, run as runExercise } from "../run.ts";
import { isAcceptable } from "./acceptable.ts";
import { type Level, type VariantCode, variantText } from "./code.ts";
import { friendly, mask, streamOf } from "./numbers.ts";
import { sizesFor, tooLarge } from "./sizes.ts";

export { readVariant } from "./code.ts";

// An exercise with other numbers, drawn from a number: the same everywhere, and in every release. It is loaded where a
// variant is asked for, and is handed what runs an exercise, which the program has loaded anyway.

/** Far more than are taken. */
const ATTEMPTS = 400;

/** Models whose numbers follow from their sizes alone. */
const FIXED: readonly string[] = ["positional-encoding"];

export function variantOf(
  exercise: Exercise,
  code: VariantCode,
  asked: Asked | undefined,
  run: typeof runExercise,
): Exercise {
  if (FIXED.includes(exercise.file.model))
    throw new UserError(
      `${exercise.id} has no numbers to vary: they follow from the positions; --set X=… puts other tokens in`,
    );
  const own = run(exercise);
  mustBeSmall(own);
  const named = withFile(exercise, own, code);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = (convention: Convention): Exercise => ({
      ...named,
      file: { ...named.file, ...numbersOf(own, convention, code, attempt) } as Exercise["file"],
    });
    // another convention has the same numbers, so it has no say in which are taken
    const ours = drawn(own.convention);
    if (!isAcceptable(run(ours))) continue;
    return asked === undefined
      ? ours
      : drawn(conventionOf(own.model, own.convention, chosen(own.model, asked)));
  }
  throw new UserError(
    `no numbers were found for variant ${variantText(code)} of ${exercise.id}; take another number`,
  );
}

function mustBeSmall({ exercise, parameters: { sizes, steps = 1 } }: Run): void {
  const found = tooLarge({ ...sizes, steps });
  if (!found) return;
  const [name, size] = found;
  throw new UserError(
    `${exercise.id} is too large to be varied (${name} ${size}): a variant is worked by hand, in sizes up to 8`,
  );
}

const said: Readonly<Record<Level, string>> = {
  easy: "The same task with other numbers, and fewer of them.",
  normal: "The same task with other numbers.",
  hard: "The same task with other numbers, more of them, and in two decimals.",
};

/** Whatever speaks of the exercise's own numbers is left out. */
function withFile(exercise: Exercise, own: Run, code: VariantCode): Exercise {
  const { spelled: _, ...rest } = exercise;
  const { statement, solution, errata, published, probes, tokens, source, ...file } = exercise.file;
  const sizes = sizesFor(own.parameters.sizes, code.level);
  const isAsLong = ["tokens", "source"].every((name) =>
    [undefined, sizes[name]].includes(own.parameters.sizes[name]),
  );
  const words = { ...(probes && { probes }), ...(tokens && { tokens }), ...(source && { source }) };
  return {
    ...rest,
    title: `${exercise.title}, variant ${variantText(code)}`,
    variant: variantText(code),
    file: {
      ...file,
      ...(isAsLong ? words : {}),
      statement: said[code.level],
      convention: own.convention,
    } as Exercise["file"],
  };
}

/** The parameters of an exercise's file, and its targets where it has any. */
function numbersOf(own: Run, convention: Convention, code: VariantCode, attempt: number): object {
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
