import type { Loop } from "./loops.ts";

// What is done entry by entry. A term has a number in front, q, and p makes a complement of what q stands before: with
// p = 1 and q = −1, a (p + q b) is a (1 − b) and a (p + q b c) is a (1 − b c), the slopes of σ and tanh.

/** The loops of an output that is written. */
export const writing = {
  /** out = p */
  constant: (m, n, o, oStep, _a, _aStep, _b, _bStep, _c, _cStep, p) => {
    for (let i = 0; i < n; i++, o = (o + oStep) | 0) m[o] = p;
  },
  /** out = p + q a */
  one: (m, n, o, oStep, a, aStep, _b, _bStep, _c, _cStep, p, q) => {
    for (let i = 0; i < n; i++, o = (o + oStep) | 0, a = (a + aStep) | 0) m[o] = p + q * m[a];
  },
  /** out = a (p + q b) */
  two: (m, n, o, oStep, a, aStep, b, bStep, _c, _cStep, p, q) => {
    for (let i = 0; i < n; i++) {
      m[o] = m[a] * (p + q * m[b]);
      o = (o + oStep) | 0;
      a = (a + aStep) | 0;
      b = (b + bStep) | 0;
    }
  },
  /** out = a b (p + q c) */
  three: (m, n, o, oStep, a, aStep, b, bStep, c, cStep, p, q) => {
    for (let i = 0; i < n; i++) {
      m[o] = m[a] * m[b] * (p + q * m[c]);
      o = (o + oStep) | 0;
      a = (a + aStep) | 0;
      b = (b + bStep) | 0;
      c = (c + cStep) | 0;
    }
  },
  /** out = a (p + q b c) */
  square: (m, n, o, oStep, a, aStep, b, bStep, c, cStep, p, q) => {
    for (let i = 0; i < n; i++) {
      m[o] = m[a] * (p + q * (m[b] * m[c]));
      o = (o + oStep) | 0;
      a = (a + aStep) | 0;
      b = (b + bStep) | 0;
      c = (c + cStep) | 0;
    }
  },
} as const satisfies Record<string, Loop>;

/** Those of an output that is added to. */
export const adding = {
  /** out += p + q a */
  one: (m, n, o, oStep, a, aStep, _b, _bStep, _c, _cStep, p, q) => {
    for (let i = 0; i < n; i++, o = (o + oStep) | 0, a = (a + aStep) | 0) m[o] += p + q * m[a];
  },
  /** out += a (p + q b) */
  two: (m, n, o, oStep, a, aStep, b, bStep, _c, _cStep, p, q) => {
    for (let i = 0; i < n; i++) {
      m[o] += m[a] * (p + q * m[b]);
      o = (o + oStep) | 0;
      a = (a + aStep) | 0;
      b = (b + bStep) | 0;
    }
  },
  /** out += a b (p + q c) */
  three: (m, n, o, oStep, a, aStep, b, bStep, c, cStep, p, q) => {
    for (let i = 0; i < n; i++) {
      m[o] += m[a] * m[b] * (p + q * m[c]);
      o = (o + oStep) | 0;
      a = (a + aStep) | 0;
      b = (b + bStep) | 0;
      c = (c + cStep) | 0;
    }
  },
  /** out += a (p + q b c) */
  square: (m, n, o, oStep, a, aStep, b, bStep, c, cStep, p, q) => {
    for (let i = 0; i < n; i++) {
      m[o] += m[a] * (p + q * (m[b] * m[c]));
      o = (o + oStep) | 0;
      a = (a + aStep) | 0;
      b = (b + bStep) | 0;
      c = (c + cStep) | 0;
    }
  },
} as const satisfies Record<string, Loop>;

export type TermName = keyof typeof adding;
