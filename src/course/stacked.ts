import type { Nested } from "../linalg/tensor.ts";
import { type ModelName, type RecurrentName, recurrent } from "../models/index.ts";
import { UserError } from "../text/user-error.ts";
import type { Given, Quantity } from "./quantity.ts";

/** How a framework stores the weights of all gates in one matrix. */
interface Layout {
  readonly preset: string;
  /** Its key → what the key holds, in the framework's words. */
  readonly keys: Readonly<Record<string, string>>;
  readonly order: Readonly<Record<RecurrentName, readonly string[]>>;
  /** Gates side by side (x W) instead of one under the other (W x). */
  readonly sideBySide: boolean;
}

const layouts: readonly Layout[] = [
  {
    preset: "pytorch",
    keys: {
      weight_ih: "PyTorch's weight_ih_l0",
      weight_hh: "PyTorch's weight_hh_l0",
      bias_ih: "PyTorch's bias_ih_l0",
      bias_hh: "PyTorch's bias_hh_l0",
    },
    order: { rnn: [""], gru: ["r", "z", "h"], lstm: ["i", "f", "g", "o"] },
    sideBySide: false,
  },
  {
    preset: "keras",
    keys: {
      kernel: "Keras's kernel",
      recurrent_kernel: "Keras's recurrent_kernel",
      bias: "Keras's bias, one row or two",
    },
    order: { rnn: [""], gru: ["z", "r", "h"], lstm: ["i", "f", "g", "o"] },
    sideBySide: true,
  },
  {
    preset: "onnx",
    keys: {
      W: "ONNX's W of one direction",
      R: "ONNX's R of one direction",
      B: "ONNX's B: Wb, then Rb",
      P: "ONNX's peepholes P: i, o, f",
    },
    order: { rnn: [""], gru: ["z", "r", "h"], lstm: ["i", "o", "f", "g"] },
    sideBySide: false,
  },
];

/** The keys under which frameworks stack a model's gates, with what each holds; only recurrent models have gates. */
export const stackedKeysOf = (model: ModelName): Readonly<Record<string, string>> =>
  hasGates(model) ? Object.assign({}, ...layouts.map((l) => l.keys)) : {};

const hasGates = (model: ModelName): model is RecurrentName => Object.hasOwn(recurrent, model);

/** The framework whose stacked weights are given, if any. */
export const layoutOf = (model: ModelName, given: Given): string | undefined =>
  (hasGates(model) ? layouts : []).find((layout) => Object.keys(layout.keys).some((key) => given.has(key)))
    ?.preset;

/** Stacked weights taken apart into one matrix a gate, under our own keys; everything else as it is. */
export function unstacked(model: ModelName, given: Given): Given {
  const layout = layouts.find(({ preset }) => preset === layoutOf(model, given));
  if (!layout || !hasGates(model)) return given;
  const apart = new Map<string, Quantity>();
  for (const [key, quantity] of given)
    for (const [ours, value] of Object.hasOwn(layout.keys, key)
      ? takenApart(layout, model, key, quantity)
      : [[key, quantity.value] as const])
      apart.set(ours, { ...quantity, value, typed: quantity.typed ?? key });
  return apart;
}

type Part = readonly [key: string, value: Nested];

function takenApart(layout: Layout, model: RecurrentName, key: string, quantity: Quantity): Part[] {
  const gates = layout.order[model];
  const rows = asRows(quantity.value, layout.sideBySide && /kernel/.test(key));
  const each = (name: (gate: string) => string, from: readonly Nested[]): Part[] =>
    split(from, gates, key, quantity, layout.sideBySide ? "columns" : "rows").map((block, i) => [
      name(gates[i]),
      block as Nested,
    ]);
  const matrixRows = rows as readonly Nested[];
  switch (key) {
    case "weight_ih":
    case "kernel":
    case "W":
      return each((g) => (model === "rnn" ? "W_xh" : `W_${g}`), matrixRows);
    case "weight_hh":
    case "recurrent_kernel":
    case "R":
      return each((g) => (model === "rnn" ? "W_hh" : `U_${g}`), matrixRows);
    case "bias_ih":
      return each(biasKey(model, "x"), flat(rows));
    case "bias_hh":
      return each(biasKey(model, "h"), flat(rows));
    case "P":
      return split(flat(rows), ["i", "o", "f"], key, quantity, "rows").map((p, i) => [
        `p_${"iof"[i]}`,
        p as Nested,
      ]);
    default: {
      const biases = Array.isArray(rows[0]) && rows.length === 2 ? rows : halves(key, flat(rows));
      if (biases.length === 1) return each(biasKey(model, ""), biases[0] as readonly number[]);
      return [
        ...each(biasKey(model, "x"), biases[0] as readonly number[]),
        ...each(biasKey(model, "h"), biases[1] as readonly number[]),
      ];
    }
  }
}

/** ONNX's B is two biases end to end; Keras's bias in one row is one. */
const halves = (key: string, all: readonly number[]): readonly (readonly number[])[] =>
  key === "B" ? [all.slice(0, all.length / 2), all.slice(all.length / 2)] : [all];

const biasKey = (model: RecurrentName, side: "x" | "h" | "") => (gate: string) =>
  model === "rnn" ? `B_${side}h` : `b_${side}${gate}`;

function asRows(value: Nested, turned: boolean): readonly (number | readonly number[])[] {
  if (typeof value === "number") return [value];
  if (!turned || !Array.isArray(value[0])) return turned ? (value as number[]).map((x) => [x]) : value;
  const rows = value as readonly (readonly number[])[];
  return rows[0].map((_, j) => rows.map((row) => row[j]));
}

const flat = (rows: readonly (number | readonly number[])[]): readonly number[] => rows.flat() as number[];

function split(
  rows: readonly Nested[],
  gates: readonly string[],
  key: string,
  quantity: Quantity,
  side: "rows" | "columns",
): Nested[][] {
  const size = rows.length / gates.length;
  if (!Number.isInteger(size))
    throw new UserError(
      `${key} stacks ${gates.length} gates, but has ${rows.length} ${side}, which is no multiple of ${gates.length}`,
      quantity.place,
    );
  return gates.map((_, i) => rows.slice(i * size, (i + 1) * size) as Nested[]);
}
