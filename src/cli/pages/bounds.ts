import { fixed, MINUS } from "../../text/number.ts";

/** A lower bound, rounded down so that it stays one: `3.9973`. */
export const atLeast = (bound: number, digits = 4): string =>
  fixed(Math.floor(bound * 10 ** digits) / 10 ** digits, digits);

/** A small upper bound, rounded up to two figures: `0.00073`, `2.5e−7`. */
export function atMost(bound: number): string {
  if (bound <= 0) return "0";
  const unit = 10 ** (Math.floor(Math.log10(bound)) - 1);
  return (Math.ceil(bound / unit) * unit).toPrecision(2).replace("-", MINUS);
}
