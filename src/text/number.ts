/** A true minus, as wide as a digit; `-` is a hyphen. */
export const MINUS = "−";

const LARGE = 1e6;

/** A computed number to a fixed count of decimals: `0.5349`, `−0.1400`; from 10⁶ on `1.2346e+6`. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : `${MINUS}∞`;
  const text = Math.abs(value) < LARGE ? value.toFixed(digits) : value.toExponential(digits);
  return withMinus(/^-0\.?0*$/.test(text) ? text.slice(1) : text);
}

/** A given number as it was given, as far as that is short: `0.1`, `−0.5`, `0.3333`. */
export function short(value: number, digits: number): string {
  const exact = String(value);
  const longest = digits + (exact.includes("e") ? 7 : 4);
  return Number.isFinite(value) && exact.length <= longest ? withMinus(exact) : fixed(value, digits);
}

const withMinus = (text: string): string => text.replace(/-/g, MINUS);

/** Pads a column of numbers so that their decimal points stand under each other. */
export function alignPoints(texts: readonly string[]): string[] {
  const before = texts.map((t) => wholeLength(t));
  const after = texts.map((t, i) => t.length - before[i]);
  const left = Math.max(...before);
  const right = Math.max(...after);
  return texts.map((t, i) =>
    t.endsWith("∞")
      ? t.padStart(left + right)
      : " ".repeat(left - before[i]) + t + " ".repeat(right - after[i]),
  );
}

const wholeLength = (text: string): number => {
  const point = text.search(/[.e]/);
  return point < 0 ? text.length : point;
};

/** A number of any size in so many significant digits: `0.1250`, `3.375`, `8.882e−16`, `6.376e+8`; 0 is 0. */
export function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return fixed(value, 0);
  if (value === 0) return "0";
  const size = Math.abs(value);
  const small = size < 1e-3 || size >= 1e5;
  return withMinus(small ? value.toExponential(digits - 1) : value.toPrecision(digits));
}
