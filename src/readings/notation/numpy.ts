import type { Graph } from "../../graph/graph.ts";
import type { Shape } from "../../linalg/tensor.ts";
import { atom, type Called, equation, type Notation } from "../equation.ts";

const names: Readonly<Record<Called, string>> = {
  sigmoid: "sigmoid",
  tanh: "np.tanh",
  sin: "np.sin",
  cos: "np.cos",
  relu: "relu",
  step: "step",
  exp: "np.exp",
  log: "np.log",
  sqrt: "np.sqrt",
  reciprocal: "1 / ",
  softmax: "softmax",
  logsoftmax: "log_softmax",
};

/** What a script in this notation needs before its first line. */
export const numpyPreamble = `import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def relu(x):
    return np.maximum(x, 0)

def step(x):
    return np.where(x > 0, 1.0, 0.0)

def softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)

def log_softmax(x):
    s = x - np.max(x, axis=-1, keepdims=True)
    return s - np.log(np.sum(np.exp(s), axis=-1, keepdims=True))
`;

const tuple = (shape: Shape): string => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

/** z_t = sigmoid(W_z @ x_t + U_z @ h_prev + b_z): vectors are arrays of one axis, keys are names. */
export const numpy: Notation<string> = {
  number: String,
  constant: (value, shape) =>
    shape.length === 0 ? String(value) : `np.full(${tuple(shape)}, ${value}, dtype=float)`,
  onehot: (indices, classes) =>
    `np.eye(${classes})[${indices.length === 1 ? indices[0] : `[${indices.join(", ")}]`}]`,
  sum: (terms) =>
    terms.map(({ sign, body }, i) => (i === 0 ? (sign === "-" ? "-" : "") : ` ${sign} `) + body).join(""),
  scale: (factor, arg) => `${factor} * ${arg}`,
  factor: (_, value) => String(value),
  entrywise: (a, b) => `${a} * ${b}`,
  product: (a, b, left, right) => {
    if (left.length === 2) return `${a} @ ${b}`;
    return right.length === 2 ? `np.outer(${a}, ${b})` : `np.outer(${a}, ${b})[:, 0]`;
  },
  call: (fn, arg) => `${names[fn]}(${arg})`,
  transpose: (arg, shape) => (shape.length === 1 ? `${arg}[None, :]` : `${arg}.T`),
  total: (arg, axis) => `np.sum(${arg}, axis=${axis})`,
  spread: (arg, axis, shape) =>
    `np.broadcast_to(${axis === 1 ? `np.expand_dims(${arg}, -1)` : arg}, ${tuple(shape)})`,
  join: (parts, axis) => `np.concatenate([${parts.join(", ")}], axis=${axis})`,
  part: (arg, axis, from, to) => `${arg}[${axis === 0 ? "" : ":, "}${from}:${to}]`,
  bracket: (arg) => `(${arg})`,
};

/** The lines of a graph as assignments, one a line. */
export const numpyLines = (graph: Graph): string[] =>
  graph.lines.map(({ key, expr }) => `${key} = ${equation(expr, numpy, (read) => atom(read))}`);
