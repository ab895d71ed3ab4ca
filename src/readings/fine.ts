import type { Expr, Fn, Kind, Node } from "../graph/expr.ts";
import { colsOf, type Tensor } from "../linalg/tensor.ts";
import { fixed, MINUS, short } from "../text/number.ts";
import { evaluate, type Values } from "./value.ts";

/** How one entry of a row comes about: `0.1·0.5 + 0.2·(−0.1)`, then `0.0500 − 0.0200`, then `0.0300`. */
export interface Entry {
  /** Row and column of the entry in the whole, counted from 0. */
  readonly row: number;
  readonly column: number;
  /** Equal by equal, the last being the number. */
  readonly chain: readonly string[];
}

/** An operand: its numbers, and how each is shown: given ones as given, computed ones rounded. */
interface Operand {
  readonly tensor: Tensor;
  text(at: number): string;
}

type Read = (e: Expr) => Operand;
type Chain = readonly string[];
type Fine = { readonly [K in Kind]: (node: Node<K>, read: Read, at: number, digits: number) => Chain };

/** Every entry of an expression worked out down to each multiplication; empty where nothing is worked out. */
export function fine(expr: Expr, values: Values, given: ReadonlySet<string>, digits: number): Entry[] {
  const read = reader(values, given, digits);
  const apply = <K extends Kind>(node: Node<K>, at: number): Chain =>
    (rules[node.kind] as Fine[K])(node, read, at, digits);
  const cols = colsOf(expr.shape);
  return Array.from(read(expr).tensor.data, (value, at) => ({
    row: Math.floor(at / cols),
    column: at % cols,
    chain: [...apply(expr, at), fixed(value, digits)],
  })).filter(({ chain }) => chain.length > 1);
}

function reader(values: Values, given: ReadonlySet<string>, digits: number): Read {
  const seen = new Map<Expr, Operand>();
  return (e) => {
    const found = seen.get(e);
    if (found) return found;
    const tensor = evaluate(e, values);
    const show = isGiven(e, given) ? short : fixed;
    const operand = { tensor, text: (at: number) => show(tensor.data[at], digits) };
    seen.set(e, operand);
    return operand;
  };
}

const isGiven = (e: Expr, given: ReadonlySet<string>): boolean =>
  e.kind === "fill" || (e.kind === "ref" && given.has(e.fields.key));

const negative = (text: string): boolean => text.startsWith(MINUS);
const factor = (text: string): string => (negative(text) ? `(${text})` : text);

/** 0.05, −0.02 → `0.05 − 0.02` */
const signedSum = (texts: readonly string[]): string =>
  texts
    .map((t, i) => (i === 0 ? t : negative(t) ? ` ${MINUS} ${t.slice(MINUS.length)}` : ` + ${t}`))
    .join("");

const applied: Readonly<Record<Fn, (x: string) => string>> = {
  sigmoid: (x) => `1/(1 + e^(${negative(x) ? x.slice(MINUS.length) : MINUS + x}))`,
  tanh: (x) => `tanh(${x})`,
  sin: (x) => `sin(${x})`,
  cos: (x) => `cos(${x})`,
  relu: (x) => `max(0, ${x})`,
  step: (x) => `step(${x})`,
  exp: (x) => `e^(${x})`,
  log: (x) => `ln(${x})`,
  sqrt: (x) => `√(${x})`,
  reciprocal: (x) => `1/(${x})`,
};

const nothing = (): Chain => [];

const rules: Fine = {
  ref: nothing,
  fill: nothing,
  onehot: nothing,
  add: ({ fields }, read, at) => [signedSum(fields.terms.map((t) => read(t).text(at)))],
  scale: ({ fields }, read, at) => [`${short(fields.factor, 4)}·${factor(read(fields.arg).text(at))}`],
  mul: ({ fields }, read, at) => [`${read(fields.a).text(at)}·${factor(read(fields.b).text(at))}`],
  map: ({ fields }, read, at) => [applied[fields.fn](read(fields.arg).text(at))],
  product: ({ fields }, read, at, digits) => productChain(read(fields.a), read(fields.b), at, digits),
  transpose: nothing,
  sum: ({ fields, shape }, read, at) => {
    const { tensor, text } = read(fields.arg);
    const kept = Array.from(tensor.data.keys()).filter(
      (i) => summedInto(i, tensor, fields.axis, shape.length) === at,
    );
    return [signedSum(kept.map(text))];
  },
  spread: nothing,
  softmax: ({ fields }, read, at) => {
    const { tensor, text } = read(fields.arg);
    const length = tensor.shape.length === 2 ? colsOf(tensor.shape) : tensor.data.length;
    const start = at - (at % length);
    const exps = Array.from({ length }, (_, i) => `e^(${text(start + i)})`);
    return [`e^(${text(at)}) / (${exps.join(" + ")})`];
  },
  logsoftmax: nothing,
  concat: nothing,
  slice: nothing,
};

const summedInto = (i: number, { shape }: Tensor, axis: 0 | 1, rank: number): number =>
  rank === 0 ? 0 : axis === 0 ? i % colsOf(shape) : Math.floor(i / colsOf(shape));

/** `0.1·0.5 + 0.2·(−0.1)`, then its products: `0.0500 − 0.0200`. */
function productChain(a: Operand, b: Operand, at: number, digits: number): Chain {
  const inner = colsOf(a.tensor.shape);
  const cols = colsOf(b.tensor.shape);
  const row = Math.floor(at / cols);
  const pairs = Array.from({ length: inner }, (_, k) => [row * inner + k, k * cols + (at % cols)] as const);
  const written = pairs.map(([i, k]) => `${a.text(i)}·${factor(b.text(k))}`);
  const products = pairs.map(([i, k]) => fixed(a.tensor.data[i] * b.tensor.data[k], digits));
  return inner === 1 ? written : [signedSum(written), signedSum(products)];
}
