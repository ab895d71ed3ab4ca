import { MINUS, short } from "../../text/number.ts";
import { unicodeSymbol } from "../../text/symbol.ts";
import type { Called, Notation } from "../equation.ts";

const names: Readonly<Record<Called, string>> = {
  sigmoid: "σ",
  tanh: "tanh",
  sin: "sin",
  cos: "cos",
  relu: "relu",
  step: "step",
  exp: "exp",
  log: "ln",
  sqrt: "√",
  reciprocal: "1/",
  softmax: "softmax",
  logsoftmax: "ln softmax",
};

/** z_t = σ(W_z x_t + U_z h_{t−1} + b_z) */
export const unicode: Notation<string> = {
  number: (value) => short(value, 4),
  onehot: (indices) => `onehot(${indices.map((i) => i + 1).join(", ")})`,
  sum: (terms) =>
    terms
      .map(({ sign, body }, i) => (i === 0 ? lead(sign) : ` ${sign === "-" ? MINUS : "+"} `) + body)
      .join(""),
  scale: (factor, arg) => `${factor} ${arg}`,
  factor: (symbol) => (symbol.includes("/") ? `(${symbol})` : unicodeSymbol(symbol)),
  entrywise: (a, b) => `${a} ⊙ ${b}`,
  times: (a, b) => `${a} ${b}`,
  square: (a) => `${a}²`,
  product: (a, b) => `${a} ${b}`,
  call: (fn, arg) => `${names[fn]}(${arg})`,
  transpose: (arg) => `${arg}ᵀ`,
  total: (arg, axis) => `sum${axis === 0 ? "" : "_rows"}(${arg})`,
  join: (parts, axis) => `[${parts.join(axis === 0 ? "; " : ", ")}]`,
  part: (arg, axis, from, to) => `${arg}[${axis === 0 ? "" : ":, "}${from + 1}…${to}]`,
  bracket: (arg) => `(${arg})`,
};

const lead = (sign: "+" | "-"): string => (sign === "-" ? MINUS : "");
