// exp, σ and tanh in plain arithmetic: the same bits on every engine (a language may round Math.exp as it likes), and
// without a call in the middle of a loop. The reduction and the rational approximation of exp are those of fdlibm
// (e_exp.c, Sun Microsystems 1993): with x = k ln 2 + r and |r| ≤ ½ ln 2, eʳ = 1 + r + r c/(2 − c), c = r − r² P(r²).

const LN2_HIGH = 0.6931471803691238; // its last 21 bits are 0, so that k times it is exact
const LN2_LOW = 1.9082149292705877e-10;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;

/** Above this eˣ is infinite, and below that it is 0; between ±MOST k needs no care. */
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019412;
const MOST = 707;

const LOWEST = -1022;
/** 2^k from k = −1022 to 1023: the exponent's bits alone. */
const powers = new Float64Array(BigUint64Array.from({ length: 2046 }, (_, i) => BigInt(i + 1) << 52n).buffer);

/** Added and taken away again, it rounds to a whole number, and no branch waits for a sign. */
const ROUNDER = 1.5 * 2 ** 52;

const nearest = (x: number): number => (x * Math.LOG2E + ROUNDER - ROUNDER) | 0;

/** eʳ − 1 with r = x − k ln 2. */
function reduced(x: number, k: number): number {
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  return high - (low - (r * c) / (2 - c));
}

/** eˣ */
export function exp(x: number): number {
  if (!(x > -MOST && x < MOST)) return farExp(x);
  const k = nearest(x);
  return (1 + reduced(x, k)) * powers[k - LOWEST];
}

function farExp(x: number): number {
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  if (x < UNDERFLOW) return 0;
  const k = nearest(x);
  const half = k >> 1;
  return (1 + reduced(x, k)) * powers[half - LOWEST] * powers[k - half - LOWEST];
}

/** σ(x) = 1/(1 + e⁻ˣ) */
export const sigmoid = (x: number): number => 1 / (1 + exp(-x));

/** From here on tanh x is ±1 to the last digit. */
const FLAT = 20;

/** tanh x = u/(u + 2) with u = e²ˣ − 1 = 2^k (eʳ − 1) + (2^k − 1), exact near 0 too. */
export function tanh(x: number): number {
  if (!(x > -FLAT && x < FLAT)) return Math.sign(x);
  const k = nearest(2 * x);
  const power = powers[k - LOWEST];
  const u = power * reduced(2 * x, k) + (power - 1);
  return u / (u + 2);
}
