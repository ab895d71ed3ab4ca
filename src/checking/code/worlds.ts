import { transpose } from "../../linalg/kernels.ts";
import { type Random, random } from "../../linalg/random.ts";
import { reshape, type Shape, type Tensor, zeros } from "../../linalg/tensor.ts";
import { rnn } from "../../models/rnn.ts";
import { evaluate, value } from "../../readings/value.ts";

/** Whether a matrix stands before a column (W h) or behind a row (h W). */
export type Form = "columns" | "rows";

/** How states lie in an array: alone as a vector, or as the columns or rows of a matrix. */
type Layout = "vector" | Form;

/** Random numbers for the class, in one of the shapes in which it can be right, and what is right for them. */
export interface World {
  readonly form: Form;
  readonly layout: Layout;
  /** How many states there are beside each other. */
  readonly count: number;
  readonly self: ReadonlyMap<string, Tensor>;
  readonly x: Tensor;
  readonly hidden: Tensor;
  /** What is right for this state; undefined where it has another shape. */
  readonly outputOf: (hidden: Tensor) => Tensor | undefined;
}

/** The units of the sheet's class. */
export const UNITS = 3;
const cell = rnn.build({ input: UNITS, hidden: UNITS, output: UNITS }, rnn.defaults);

/** What the class calls the quantities of the model. */
export const attributes = { W_hh: "W_hh", W_xh: "W_xh", W_hy: "W_hy", Bh: "B_h", By: "B_y" } as const;

const kinds: readonly (readonly [Form, Layout, number, shared?: boolean])[] = [
  ["columns", "vector", 1],
  ["rows", "vector", 1],
  ["columns", "columns", 1],
  ["rows", "rows", 1],
  ["columns", "columns", UNITS],
  ["rows", "rows", UNITS],
  ["columns", "columns", UNITS, true],
];

const SEEDS = [2, 3] as const;

/**
 * Each world with its trials. The biases have the shapes that the class gives them, vectors where it gives none.
 */
export const worldsFor = (shapes: ReadonlyMap<string, Shape>): readonly (readonly World[])[] =>
  kinds.map(([form, layout, count, shared = false]) =>
    SEEDS.map((seed) => worldOf({ form, layout, count, shared }, random(seed), shapes)),
  );

interface Kind extends Pick<World, "form" | "layout" | "count"> {
  /** Whether all states meet the same input, a vector. */
  readonly shared: boolean;
}

function worldOf(
  { form, layout, count, shared }: Kind,
  { tensor }: Random,
  shapes: ReadonlyMap<string, Shape>,
): World {
  const draw = (shape: Shape): Tensor => tensor(shape, -1, 1, 2);
  const weights = Object.keys(attributes).map((name): [string, Tensor] => [
    name,
    draw(name.startsWith("W") ? [UNITS, UNITS] : [UNITS]),
  ]);
  const states = Array.from({ length: count }, () => draw([UNITS]));
  const drawn = Array.from({ length: count }, () => draw([UNITS]));
  const inputs = shared ? drawn.map(() => drawn[0]) : drawn;
  const known = new Map(
    weights.map(([name, a]) => [
      attributes[name as keyof typeof attributes],
      form === "rows" && a.shape.length === 2 ? transpose(a) : a,
    ]),
  );
  const next = (h_prev: Tensor, x_t: Tensor): Tensor =>
    value(cell, new Map<string, Tensor>([...known, ["h_prev", h_prev], ["x_t", x_t]])).get("h_t") as Tensor;
  const output = cell.lines.find(({ key }) => key === "y_t") as (typeof cell.lines)[number];
  const shaped = weights.map(([name, a]): [string, Tensor] => [name, biasIn(a, shapes.get(name))]);
  return {
    form,
    layout,
    count,
    self: new Map([...shaped, ["hidden_state", together(states, layout)]]),
    x: shared ? inputs[0] : together(inputs, layout),
    hidden: together(
      states.map((h, i) => next(h, inputs[i])),
      layout,
    ),
    outputOf: (hidden) => {
      const all = apart(hidden, layout, count);
      return (
        all &&
        together(
          all.map((h) => evaluate(output.expr, new Map([...known, ["h_t", h]]))),
          layout,
        )
      );
    },
  };
}

/** A bias as the class shapes it, where it has as many entries. */
const biasIn = (a: Tensor, shape: Shape | undefined): Tensor =>
  a.shape.length === 1 && shape && shape.reduce<number>((n, size) => n * size, 1) === UNITS
    ? reshape(a, shape)
    : a;

function together(vectors: readonly Tensor[], layout: Layout): Tensor {
  if (layout === "vector") return vectors[0];
  const rows: Tensor = {
    ...zeros([vectors.length, UNITS]),
    data: Float64Array.from(vectors.flatMap(({ data }) => [...data])),
  };
  return layout === "rows" ? rows : transpose(rows);
}

function apart(all: Tensor, layout: Layout, count: number): readonly Tensor[] | undefined {
  const wanted: Shape = layout === "vector" ? [UNITS] : layout === "rows" ? [count, UNITS] : [UNITS, count];
  if (all.shape.join() !== wanted.join()) return undefined;
  const rows = layout === "columns" ? transpose(all) : all;
  return Array.from({ length: count }, (_, i) => ({
    shape: [UNITS] as const,
    data: rows.data.slice(i * UNITS, (i + 1) * UNITS),
  }));
}
