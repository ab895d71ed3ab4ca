import type { Called, Notation } from "../equation.ts";
import { numpy } from "./numpy.ts";

const names: Readonly<Record<Called, string>> = {
  sigmoid: "torch.sigmoid",
  tanh: "torch.tanh",
  sin: "torch.sin",
  cos: "torch.cos",
  relu: "torch.relu",
  step: "torch.heaviside",
  exp: "torch.exp",
  log: "torch.log",
  sqrt: "torch.sqrt",
  reciprocal: "1 / ",
  softmax: "torch.softmax",
  logsoftmax: "torch.log_softmax",
};

/** The arguments that a function takes beside its tensor. */
const others: Partial<Readonly<Record<Called, string>>> = {
  softmax: ", dim=-1",
  logsoftmax: ", dim=-1",
  step: ", torch.zeros(())",
};

const { spread: _, ...same } = numpy;

/** As numpy writes it, with PyTorch's names; rows are repeated by broadcasting. */
export const torch: Notation<string> = {
  ...same,
  constant: (value, shape) =>
    shape.length === 0 ? String(value) : `torch.full((${shape.join(", ")},), ${value})`,
  onehot: (indices, classes) =>
    `torch.eye(${classes})[${indices.length === 1 ? indices[0] : `[${indices.join(", ")}]`}]`,
  product: (a, b, left, right) => {
    if (left.length === 2) return `${a} @ ${b}`;
    return right.length === 2 ? `torch.outer(${a}, ${b}[0])` : `${a} * ${b}`;
  },
  call: (fn, arg) => `${names[fn]}(${arg}${others[fn] ?? ""})`,
  total: (arg, axis) => `torch.sum(${arg}, dim=${axis})`,
  join: (parts, axis) => `torch.cat([${parts.join(", ")}], dim=${axis})`,
};
