import type { Input } from "../graph/graph.ts";
import { initialKey, keyAt, sequenceKey } from "../graph/unroll.ts";
import * as k from "../linalg/kernels.ts";
import {
  fromNested,
  rowsOf,
  type Shape,
  sameShape,
  showShape,
  sizeOf,
  type Tensor,
  toNested,
  zeros,
} from "../linalg/tensor.ts";
import { type Convention, givenInputs, isRecurrent, type Model, type Sizes } from "../models/model.ts";
import { UserError } from "../text/user-error.ts";
import { asked, asRank, type Given, type Quantity } from "./quantity.ts";

/** The most numbers a run takes: enough for 10,000 steps, and far from what would fill the memory. */
export const MOST_NUMBERS = 1_000_000;

/** The most steps: every one of them is worked, and printed where that is asked for. */
export const MOST_STEPS = 20_000;

/** The most tokens: each of them is scored against each. */
export const MOST_TOKENS = 1000;

const mostOf: Readonly<Record<string, number>> = {
  steps: MOST_STEPS,
  tokens: MOST_TOKENS,
  source: MOST_TOKENS,
};

/** What a model runs on: a value for every input of its graph. */
export interface Parameters {
  readonly sizes: Sizes;
  /** The number of steps of a sequence; undefined for a single step. */
  readonly steps: number | undefined;
  /** By the keys of the graph that is run: `x_1`, `h_0`, `W_z` … */
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** As they are printed under "Given": by the keys of the exercise, `x` in one piece. */
  readonly shown: ReadonlyMap<string, Tensor>;
  /** What was filled in or left out, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Fits what was given to a model: finds the sizes, fills in a start from zero, turns one bias into two or two
 * into one as the convention asks, and checks every shape.
 * @throws UserError naming the quantity, both shapes and the place
 */
export function fit(model: Model, convention: Convention, given: Given): Parameters {
  const notes: string[] = [];
  const ofStep = givenInputs(model, convention);
  const sequence =
    isRecurrent(model) && ofStep.some(({ key, role }) => role === "data" && given.has(sequenceKey(key)));
  const declared = ofStep.map((input) => (sequence ? overTime(input) : input));
  const complete = startFromZero(declared, foldBiases(model, declared, given, notes), sequence, notes);
  const missing = declared.find(({ key }) => !complete.has(key));
  if (missing) throw new UserError(missingMessage(missing), placeOf(given));
  const unused = [...complete.keys()].filter((key) => !declared.some((input) => input.key === key));
  if (unused.length > 0) notes.push(`Not used under this convention: ${unused.join(", ")}.`);

  const quantities = declared.map((input) =>
    quantityOf(input, complete.get(input.key) as Quantity | "zeros"),
  );
  const sizes = agreedSizes(quantities);
  for (const name of Object.keys(mostOf)) limit(quantities, name);
  const shown = new Map(quantities.map((q) => [q.input.key, checked(q, sizes, quantities)]));
  const rows = declared.find(({ sizes: [first] }) => first === "steps");
  const steps = rows && rowsOf((shown.get(rows.key) as Tensor).shape);
  return { sizes, steps, inputs: rows ? perStep(shown, rows.key) : shown, shown, notes };
}

/** `x_t` over a sequence is `x`, one row a step; `h_prev` is `h_0`. */
function overTime(input: Input): Input {
  if (input.role === "data")
    return { ...input, key: sequenceKey(input.key), sizes: ["steps", ...input.sizes], shape: [1, 1] };
  return input.role === "state" ? { ...input, key: initialKey(input.key) } : input;
}

type Filled = ReadonlyMap<string, Quantity | "zeros">;

function startFromZero(
  declared: readonly Input[],
  given: Filled,
  sequence: boolean,
  notes: string[],
): Filled {
  const absent = declared.filter(({ key, role }) => role === "state" && sequence && !given.has(key));
  if (absent.length > 0) notes.push(`${absent.map(({ key }) => key).join(" and ")} not given: zeros.`);
  return new Map([...given, ...absent.map(({ key }) => [key, "zeros"] as const)]);
}

/** One bias where the convention has two becomes the first of them; two where it has one become their sum. */
function foldBiases(model: Model, declared: readonly Input[], given: Given, notes: string[]): Filled {
  const wanted = (key: string) => declared.some((input) => input.key === key);
  const out = new Map<string, Quantity | "zeros">(given);
  const told: string[] = [];
  for (const [one, [first, second]] of Object.entries(model.biasPairs)) {
    const [single, a, b] = [given.get(one), given.get(first), given.get(second)];
    if (wanted(first) && single) {
      out.delete(one);
      out.set(first, a ?? { ...single, typed: one }).set(second, b ?? "zeros");
      told.push(`${first} = ${a ? "as given" : one}, ${second} = ${b ? "as given" : 0}`);
    } else if (wanted(first) && (a || b)) {
      out.set(first, a ?? "zeros").set(second, b ?? "zeros");
      if (!a || !b) told.push(`${a ? second : first} = 0`);
    } else if (wanted(one) && !single && a && b) {
      out.delete(first);
      out.delete(second);
      out.set(one, { ...a, value: toNested(k.add([asRank(a.value, 1, false), asRank(b.value, 1, false)])) });
      told.push(`${one} = ${first} + ${second}`);
    }
  }
  if (told.length > 0) notes.push(`For this convention's biases: ${told.join("; ")}.`);
  return out;
}

function missingMessage({ key, title, sizes }: Input): string {
  if (key !== sequenceKey(key))
    return `${key} is missing: the input of one step (or ${sequenceKey(key)}, one ${sizes.length === 0 ? "" : "row "}a step)`;
  const what = ["a number", "a vector", "a matrix"][sizes.length];
  const zero = key.endsWith("_prev")
    ? `; write ${key}: ${sizes.length === 0 ? "0" : "[0, …]"} for a start from zero`
    : "";
  return `${key} is missing: the ${title}, ${what}${zero}`;
}

const placeOf = (given: Given) => [...given.values()].find(({ place }) => place)?.place;

interface Placed {
  readonly input: Input;
  readonly quantity: Quantity | "zeros";
  readonly tensor: Tensor | undefined;
}

function quantityOf(input: Input, quantity: Quantity | "zeros"): Placed {
  if (quantity === "zeros") return { input, quantity, tensor: undefined };
  // one token may be written as a vector: a row; one row a step takes a vector for steps of one input
  const tensor = asRank(quantity.value, input.sizes.length, input.role === "data" && input.key !== "x");
  if (tensor.data.length === 0)
    throw new UserError(`${input.key} is empty; it takes numbers`, quantity.place);
  if (tensor.data.length > MOST_NUMBERS)
    throw new UserError(
      `${input.key} has ${tensor.data.length} numbers; a run takes at most ${MOST_NUMBERS}`,
      quantity.place,
    );
  return { input, quantity, tensor };
}

/** Steps and tokens are rows of what they come in. */
function limit(quantities: readonly Placed[], name: string): void {
  const rows = quantities.find(({ input }) => input.sizes[0] === name);
  const count = rows?.tensor?.shape[0] ?? 0;
  if (rows && count > mostOf[name])
    throw new UserError(
      `${rows.input.key} has ${count} rows; a run takes at most ${mostOf[name]} ${name === "steps" ? name : "tokens"}`,
      (rows.quantity as Quantity).place,
    );
}

/** Every quantity votes for the sizes it shows; the most votes win, data and states first where they tie. */
function agreedSizes(quantities: readonly Placed[]): Sizes {
  const size = (name: string): number => {
    const votes = new Map<number, number>();
    for (const vote of quantities.flatMap((q) => votesOf(q, name)))
      votes.set(vote, (votes.get(vote) ?? 0) + 1);
    const most = Math.max(...votes.values());
    return [...votes].find(([, count]) => count === most)?.[0] ?? 1;
  };
  const names = quantities.flatMap(({ input }) => input.sizes.filter((name) => name !== "steps"));
  return Object.fromEntries([...new Set(names)].map((name) => [name, size(name)]));
}

const votesOf = ({ input, tensor }: Placed, name: string): number[] =>
  tensor && tensor.shape.length === input.sizes.length
    ? input.sizes.flatMap((size, i) => (size === name ? [tensor.shape[i] as number] : []))
    : [];

function checked({ input, quantity, tensor }: Placed, sizes: Sizes, all: readonly Placed[]): Tensor {
  const steps = tensor?.shape[0] ?? 1;
  const shape = input.sizes.map((name) => (name === "steps" ? steps : sizes[name])) as unknown as Shape;
  if (quantity === "zeros" || !tensor) return zeros(shape);
  if (sameShape(tensor.shape, shape)) return tensor;
  const fitted = asRank(quantity.value, shape.length, shape[0] === 1);
  if (sameShape(fitted.shape, shape)) return fitted;
  const name =
    quantity.typed && quantity.typed !== input.key ? `${input.key} (your ${quantity.typed})` : input.key;
  const witness = witnessAgainst(input, tensor.shape, sizes, all);
  throw new UserError(
    `${name} is ${describe(fromNested(quantity.value).shape)}${witness ? `, but ${witness}` : ""}; ${input.key} takes ${asked(shape)}`,
    quantity.place,
  );
}

/** The quantity that shows which size it should have been: `x_t has 2 entries`. */
function witnessAgainst(
  input: Input,
  shape: Shape,
  sizes: Sizes,
  all: readonly Placed[],
): string | undefined {
  const wrong = input.sizes.find((name, i) => name !== "steps" && shape[i] !== sizes[name]);
  if (wrong === undefined) return undefined;
  const other = all.find((q) => q.input !== input && votesOf(q, wrong).includes(sizes[wrong]));
  if (!other?.tensor) return undefined;
  const { key } = other.input;
  const count = sizes[wrong];
  if (key === "x") return `x has ${count} ${count === 1 ? "entry" : "entries"} a row`;
  if (other.tensor.shape.length === 1) return `${key} has ${count} ${count === 1 ? "entry" : "entries"}`;
  return `${key} is ${showShape(other.tensor.shape)}`;
}

const describe = (shape: Shape): string => {
  if (shape.length === 0) return "a single number";
  return shape.length === 1 ? `a vector of ${shape[0]}` : showShape(shape);
};

/** The rows of `x` as `x_1`, `x_2` …, each a vector; the entries of `u` as `u_1`, `u_2` …, each a number. */
function perStep(shown: ReadonlyMap<string, Tensor>, sequence: string): Map<string, Tensor> {
  const x = shown.get(sequence) as Tensor;
  const shape = x.shape.slice(1) as unknown as Shape;
  const width = sizeOf(shape);
  const rows = Array.from({ length: rowsOf(x.shape) }, (_, i): [string, Tensor] => [
    keyAt(`${sequence}_t`, i + 1),
    { shape, data: x.data.slice(i * width, (i + 1) * width) },
  ]);
  return new Map([...rows, ...[...shown].filter(([key]) => key !== sequence)]);
}
