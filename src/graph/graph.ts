import { type Shape, sameShape, showShape, type Tensor } from "../linalg/tensor.ts";
import { ShapeError } from "./build.ts";
import type { Expr } from "./expr.ts";
import { refsOf } from "./fold.ts";

/** A quantity that is given: data, a state to start from, a parameter, or a constant of the model. */
export interface Input {
  readonly key: string;
  /** As printed, in TeX's notation for subscripts: `h_{t-1}`, `W_{xh}`; `~` is the tilde: `h~_t`. */
  readonly symbol: string;
  readonly title: string;
  readonly role: "data" | "state" | "weight" | "bias" | "constant";
  readonly shape: Shape;
  /** The names of the sizes, in the order of the shape: `["hidden", "input"]`. */
  readonly sizes: readonly string[];
  /** What a constant is: a causal mask, the frequencies of positions. */
  readonly value?: Tensor;
  /** A token, or a row a token: each has a single 1, or none where there is no token. */
  readonly oneHot?: true;
}

/** A definition, what a student has on paper: `z_t = σ(W_z x_t + …)`. */
export interface Line {
  readonly key: string;
  readonly symbol: string;
  readonly title: string;
  /** What the line is in its model, whatever the step: rewrites find it by this. */
  readonly role: string;
  /** The part of a long model that the line belongs to: "Self-attention". */
  readonly part?: string;
  /** The step, counted from 1; absent in a single step. */
  readonly at?: number;
  readonly expr: Expr;
  /** Printed inside the line that uses it (a pre-activation). */
  readonly quiet?: boolean;
  /** The key of the quantity whose gradient this is. */
  readonly adjointOf?: string;
}

export interface Graph {
  readonly inputs: readonly Input[];
  readonly lines: readonly Line[];
}

/** Checks that every line reads only what stands before it, in the shape that it has there. */
export function graph(inputs: readonly Input[], lines: readonly Line[]): Graph {
  const known = new Map<string, Shape>();
  for (const { key, shape } of inputs) addOnce(known, key, shape);
  for (const { key, expr } of lines) {
    for (const node of refsOf(expr)) mustBeKnown(known, key, node.fields.key, node.shape);
    addOnce(known, key, expr.shape);
  }
  return { inputs, lines };
}

function addOnce(known: Map<string, Shape>, key: string, shape: Shape): void {
  if (known.has(key)) throw new ShapeError(`internal: ${key} is defined twice`);
  known.set(key, shape);
}

function mustBeKnown(known: ReadonlyMap<string, Shape>, line: string, key: string, shape: Shape): void {
  const defined = known.get(key);
  if (!defined) throw new ShapeError(`internal: ${line} reads ${key}, which is not defined before it`);
  if (!sameShape(defined, shape))
    throw new ShapeError(
      `internal: ${line} reads ${key} as ${showShape(shape)}, but it is ${showShape(defined)}`,
    );
}
