/** A fraction in lowest terms, its denominator above 0: what a typed number is, without rounding. */
export interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** A number that grew beyond what is worth computing exactly; sampling takes over. */
export class TooLarge extends Error {
  override name = "TooLarge";
}

const MOST_BITS = 256n;
const most = 1n << MOST_BITS;

export function rational(top: bigint, bottom = 1n): Rational {
  if (bottom === 0n) throw new TooLarge("a division by 0");
  if (bottom === 1n && top < most && -top < most) return { top, bottom };
  const divisor = gcd(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom) * (bottom < 0n ? -1n : 1n);
  const found = { top: top / divisor, bottom: bottom / divisor };
  if (found.top > most || -found.top > most || found.bottom > most) throw new TooLarge("too many digits");
  return found;
}

export const whole = (n: number): Rational => rational(BigInt(n));

/** `0.25`, `3`, `1.5e-3`, exactly. */
export function fromDecimal(text: string): Rational {
  const [digits, exponent = "0"] = text.toLowerCase().split("e");
  const [before, after = ""] = digits.split(".");
  const power = Number(exponent) - after.length;
  if (Math.abs(power) > 60) throw new TooLarge("too many digits");
  const top = BigInt(before + after || "0");
  return power < 0 ? rational(top, 10n ** BigInt(-power)) : rational(top * 10n ** BigInt(power));
}

/** The double as the decimal that prints it: 0.1 is 1/10. */
export const fromNumber = (x: number): Rational => {
  const { top, bottom } = fromDecimal(String(Math.abs(x)));
  return { top: x < 0 ? -top : top, bottom };
};

export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);

export const times = (a: Rational, b: Rational): Rational => rational(a.top * b.top, a.bottom * b.bottom);

export const equal = (a: Rational, b: Rational): boolean => a.top === b.top && a.bottom === b.bottom;

export const isZero = (a: Rational): boolean => a.top === 0n;

export const isOne = (a: Rational): boolean => a.top === 1n && a.bottom === 1n;

/** The whole number that it is, where it is one that counts: up to 10⁶. */
export const count = ({ top, bottom }: Rational): number | undefined =>
  bottom === 1n && top >= -1_000_000n && top <= 1_000_000n ? Number(top) : undefined;

export function toNumber({ top, bottom }: Rational): number {
  const direct = Number(top) / Number(bottom);
  if (Number.isFinite(direct)) return direct;
  const shift = BigInt(Math.max(0, bottom.toString(2).length - 1000));
  return Number(top >> shift) / Number(bottom >> shift);
}

/** `2`, `−1/3` as `-1/3` */
export const showRational = ({ top, bottom }: Rational): string =>
  bottom === 1n ? String(top) : `${top}/${bottom}`;

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
