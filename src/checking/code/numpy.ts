import { map } from "../../linalg/kernels.ts";
import { reshape, type Tensor } from "../../linalg/tensor.ts";
import { broadcast, dot, Misfit, matmul, reshaped, summed, turned } from "./array.ts";

/** What is given to a function: arrays; the numbers of a shape; a named axis. */
export interface Given {
  readonly arrays: readonly Tensor[];
  readonly sizes: readonly number[];
  readonly axis: number | undefined;
}

interface NumpyFunction {
  /** How many arrays it takes. */
  readonly arrays: 1 | 2;
  readonly takes?: "sizes" | "axis";
  readonly apply: (given: Given) => Tensor;
}

const unary = (apply: (a: Tensor) => Tensor): NumpyFunction => ({
  arrays: 1,
  apply: ({ arrays: [a] }) => apply(a),
});
const entries = (f: (x: number) => number): NumpyFunction => unary((a) => map(a, f));
const binary = (apply: (a: Tensor, b: Tensor) => Tensor): NumpyFunction => ({
  arrays: 2,
  apply: ({ arrays: [a, b] }) => apply(a, b),
});

/** x ∘ y of two numbers, by Python's sign. */
export const arithmetic: Readonly<Record<"+" | "-" | "*" | "/" | "**", (x: number, y: number) => number>> = {
  "+": (x, y) => x + y,
  "-": (x, y) => x - y,
  "*": (x, y) => x * y,
  "/": (x, y) => x / y,
  "**": (x, y) => x ** y,
};

const byEntry = (sign: keyof typeof arithmetic): NumpyFunction =>
  binary((a, b) => broadcast(a, b, arithmetic[sign]));

const flat = (a: Tensor): Tensor => reshape(a, [a.data.length]);
const reshapes: NumpyFunction = {
  arrays: 1,
  takes: "sizes",
  apply: ({ arrays: [a], sizes }) => {
    if (sizes.length === 0) throw new Misfit("reshape takes a shape, such as (3, 1)");
    return reshaped(a, sizes);
  },
};
const sums: NumpyFunction = { arrays: 1, takes: "axis", apply: ({ arrays: [a], axis }) => summed(a, axis) };

/** b[:, None] and b[None, :] of a vector. */
const upright = (sizes: readonly number[]): NumpyFunction =>
  unary((a) => {
    if (a.shape.length !== 1) throw new Misfit("a new axis is understood here for vectors alone");
    return reshaped(a, sizes);
  });

/** The functions np.… that are understood. */
export const functions: ReadonlyMap<string, NumpyFunction> = new Map([
  ["dot", binary(dot)],
  ["matmul", binary(matmul)],
  ["add", byEntry("+")],
  ["subtract", byEntry("-")],
  ["multiply", byEntry("*")],
  ["divide", byEntry("/")],
  ["power", byEntry("**")],
  ["tanh", entries(Math.tanh)],
  ["exp", entries(Math.exp)],
  ["sin", entries(Math.sin)],
  ["cos", entries(Math.cos)],
  ["log", entries(Math.log)],
  ["negative", entries((x) => -x)],
  ["transpose", unary(turned)],
  ["copy", unary((a) => a)],
  ["ravel", unary(flat)],
  ["reshape", reshapes],
  ["sum", sums],
]);

/** The methods of an array that are understood; the array is the first that is given. */
export const methods: ReadonlyMap<string, NumpyFunction> = new Map([
  ["[:, None]", upright([-1, 1])],
  ["[None, :]", upright([1, -1])],
  ["dot", binary(dot)],
  ["transpose", unary(turned)],
  ["copy", unary((a) => a)],
  ["flatten", unary(flat)],
  ["ravel", unary(flat)],
  ["reshape", reshapes],
  ["sum", sums],
]);
