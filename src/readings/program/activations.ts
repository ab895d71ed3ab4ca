import type { Fn } from "../../graph/expr.ts";
import { exp, sigmoid, tanh } from "../../linalg/elementary.ts";
import { functions } from "../value.ts";
import type { Loop } from "./loops.ts";

// Those that training spends its time in have a loop of their own, into which the function is compiled.

/** out = σ(a) */
const sigmoids: Loop = (m, n, o, oStep, a, aStep) => {
  for (let i = 0; i < n; i++, o = (o + oStep) | 0, a = (a + aStep) | 0) m[o] = sigmoid(m[a]);
};

/** out = tanh a */
const tanhs: Loop = (m, n, o, oStep, a, aStep) => {
  for (let i = 0; i < n; i++, o = (o + oStep) | 0, a = (a + aStep) | 0) m[o] = tanh(m[a]);
};

/** out = f(a) */
const mapping =
  (f: (x: number) => number): Loop =>
  (m, n, o, oStep, a, aStep) => {
    for (let i = 0; i < n; i++, o = (o + oStep) | 0, a = (a + aStep) | 0) m[o] = f(m[a]);
  };

export const activations: Readonly<Record<Fn, Loop>> = {
  sigmoid: sigmoids,
  tanh: tanhs,
  exp: mapping(exp),
  sin: mapping(functions.sin),
  cos: mapping(functions.cos),
  relu: mapping(functions.relu),
  step: mapping(functions.step),
  log: mapping(functions.log),
  sqrt: mapping(functions.sqrt),
  reciprocal: mapping(functions.reciprocal),
};

/** A row at a time: e^{a − max} / Σ e^{a − max} */
export const softmaxRow: Loop = (m, n, o, oStep, a, aStep) => {
  const top = largest(m, n, a, aStep);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const e = exp(m[a + i * aStep] - top);
    m[o + i * oStep] = e;
    total += e;
  }
  for (let i = 0; i < n; i++) m[o + i * oStep] /= total;
};

/** A row at a time: a − max − ln Σ e^{a − max} */
export const logSoftmaxRow: Loop = (m, n, o, oStep, a, aStep) => {
  const top = largest(m, n, a, aStep);
  let total = 0;
  for (let i = 0; i < n; i++) total += exp(m[a + i * aStep] - top);
  const log = Math.log(total);
  for (let i = 0; i < n; i++) m[o + i * oStep] = m[a + i * aStep] - top - log;
};

/** NaN is passed over: it comes back in the sum. */
function largest(m: Float64Array, n: number, a: number, aStep: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++, a = (a + aStep) | 0) if (m[a] > top) top = m[a];
  return top;
}
