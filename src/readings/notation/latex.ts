import { rowList, type Tensor } from "../../linalg/tensor.ts";
import { inline } from "../../text/formula.ts";
import { fixed, short } from "../../text/number.ts";
import { atom, type Called, Hold, type Notation, type Written } from "../equation.ts";

const inParentheses = (name: string) => (arg: string) => `${name}\\left(${arg}\\right)`;

const calls: Readonly<Record<Called, (arg: string) => string>> = {
  sigmoid: inParentheses("\\sigma"),
  tanh: inParentheses("\\tanh"),
  sin: inParentheses("\\sin"),
  cos: inParentheses("\\cos"),
  relu: inParentheses("\\operatorname{relu}"),
  step: inParentheses("\\operatorname{step}"),
  exp: inParentheses("\\exp"),
  log: inParentheses("\\ln"),
  sqrt: (arg) => `\\sqrt{${arg}}`,
  reciprocal: (arg) => `\\frac{1}{${arg}}`,
  softmax: inParentheses("\\operatorname{softmax}"),
  logsoftmax: inParentheses("\\ln\\operatorname{softmax}"),
};

/** A number in TeX, where a hyphen in math mode is the minus. */
export const latexNumber = (text: string): string =>
  text
    .replace(/−/g, "-")
    .replace(/e\+?(-?\d+)$/, " \\cdot 10^{$1}")
    .replace("∞", "\\infty");

/** TeX refuses a second superscript. */
const raised = (arg: string, to: string): string => `${/\^\{[^{}]*\}$/.test(arg) ? `{${arg}}` : arg}^{${to}}`;

/** TeX sets no space around an upright name: weights V would be read as one word. */
const beside = (a: string, b: string): string =>
  UPRIGHT_LAST.test(a) || b.startsWith("\\mathrm") ? `${a}\\, ${b}` : `${a} ${b}`;
const UPRIGHT_LAST = /\\mathrm\{\w+\}([_^]\{([^{}]|\{[^{}]*\})*\})*$/;

/** z_t = \sigma\left(W_z x_t + U_z h_{t-1} + b_z\right) */
export const latex: Notation<string> = {
  number: (value) => latexNumber(short(value, 4)),
  onehot: (indices) => `\\operatorname{onehot}\\left(${indices.map((i) => i + 1).join(", ")}\\right)`,
  sum: (terms) =>
    terms.map(({ sign, body }, i) => (i === 0 ? (sign === "-" ? "-" : "") : ` ${sign} `) + body).join(""),
  scale: (factor, arg) => `${factor}\\, ${arg}`,
  factor: (symbol) => inline(symbol).latex.replace(/^1\/(.*)$/, "\\frac{1}{$1}"),
  entrywise: (a, b) => `${a} \\odot ${b}`,
  times: beside,
  square: (a) => raised(a, "2"),
  product: beside,
  call: (fn, arg) => calls[fn](arg),
  transpose: (arg) => raised(arg, "\\top"),
  total: (arg, axis) => `\\operatorname{sum}_{${axis === 0 ? "" : "\\text{rows}"}}\\left(${arg}\\right)`,
  join: (parts, axis) => `\\left[${parts.join(axis === 0 ? ";\\, " : ",\\, ")}\\right]`,
  part: (arg, axis, from, to) =>
    `${arg.includes("_") ? `{${arg}}` : arg}_{${axis === 0 ? "" : ":,\\,"}${from + 1}:${to}}`,
  bracket: (arg) => `\\left(${arg}\\right)`,
};

/** A tensor as a column or a matrix in brackets; given numbers as they were given, computed ones rounded. */
export function latexTensor(tensor: Tensor, digits: number, given: boolean): Written<string> {
  const text = (value: number) => latexNumber((given ? short : fixed)(value, digits));
  if (tensor.shape.length > 0) {
    const rows = rowList(tensor).map((row) => row.map(text).join(" & "));
    return atom(`\\begin{bmatrix} ${rows.join(" \\\\ ")} \\end{bmatrix}`);
  }
  const [value] = tensor.data;
  return value < 0 ? { body: text(value), hold: Hold.sum, negated: text(-value) } : atom(text(value));
}
