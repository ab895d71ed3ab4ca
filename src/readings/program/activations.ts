import type { Fn } from "../../graph/expr.ts";
import { functions } from "../value.ts";
import type { Loop } from "./loops.ts";

/** out = f(a) */
const mapping =
  (f: (x: number) => number): Loop =>
  (m, n, o, oStep, a, aStep) => {
    for (let i = 0; i < n; i++, o = (o + oStep) | 0, a = (a + aStep) | 0) m[o] = f(m[a]);
  };

export const activations = Object.fromEntries(
  Object.entries(functions).map(([name, f]) => [name, mapping(f)]),
) as Readonly<Record<Fn, Loop>>;

/** A row at a time: e^{a − max} / Σ e^{a − max} */
export const softmaxRow: Loop = (m, n, o, oStep, a, aStep) => {
  const top = largest(m, n, a, aStep);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const e = Math.exp(m[a + i * aStep] - top);
    m[o + i * oStep] = e;
    total += e;
  }
  for (let i = 0; i < n; i++) m[o + i * oStep] /= total;
};

/** A row at a time: a − max − ln Σ e^{a − max} */
export const logSoftmaxRow: Loop = (m, n, o, oStep, a, aStep) => {
  const top = largest(m, n, a, aStep);
  let total = 0;
  for (let i = 0; i < n; i++) total += Math.exp(m[a + i * aStep] - top);
  const log = Math.log(total);
  for (let i = 0; i < n; i++) m[o + i * oStep] = m[a + i * aStep] - top - log;
};

function largest(m: Float64Array, n: number, a: number, aStep: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) top = Math.max(top, m[a + i * aStep]);
  return top;
}
