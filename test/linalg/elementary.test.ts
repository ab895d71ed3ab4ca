import assert from "node:assert/strict";
import test from "node:test";
import { exp, sigmoid, tanh } from "../../src/linalg/elementary.ts";
import { random } from "../../src/linalg/random.ts";

// Against whole numbers of 1,600 bits: a reference that no engine rounds.

const BITS = 1600;
const ONE = 1n << BigInt(BITS);

/** x as a fixed-point number; exact, as a double has far fewer bits. */
function fixed(x: number): bigint {
  const scaled = x * 2 ** 60;
  if (Number.isInteger(scaled)) return BigInt(scaled) << BigInt(BITS - 60);
  let [rest, shift] = [x, 0];
  while (!Number.isInteger(rest)) [rest, shift] = [rest * 2, shift + 1];
  return BigInt(rest) << BigInt(BITS - shift);
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> BigInt(BITS);

/** eˣ by its series at x/2^40, squared 40 times. */
function exactExp(x: bigint): bigint {
  const small = x >> 40n;
  let [sum, term] = [ONE, ONE];
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = times(term, small) / n;
    sum += term;
  }
  for (let i = 0; i < 40; i++) sum = times(sum, sum);
  return sum;
}

/** A fixed-point number as a double, to a few units of its last digit's thousandth. */
const double = (x: bigint): number => {
  const bits = x.toString(2).replace("-", "").length;
  const shift = BigInt(Math.max(0, bits - 100));
  return Number(x >> shift) * 2 ** (Number(shift) - BITS);
};

/** By how many units of the exact number's last digit a double is off. */
function ulps(found: number, exact: bigint): number {
  const size = Math.abs(double(exact));
  const ulp = 2 ** Math.max(-1074, Math.floor(Math.log2(size)) - 52);
  return Math.abs(double(fixed(found) - exact)) / ulp;
}

const draw = random(3);
const numbers = (most: number, count: number): number[] =>
  Array.from({ length: count }, () => (2 * draw.unit() - 1) * most * draw.pick([1, 0.1, 1e-3, 1e-6]));

const functions: readonly [string, (x: number) => number, (x: bigint) => bigint, number, number][] = [
  ["exp", exp, exactExp, 700, 1],
  ["sigmoid", sigmoid, (x) => (ONE * ONE) / (ONE + exactExp(-x)), 36, 2],
  ["tanh", tanh, (x) => ((exactExp(2n * x) - ONE) * ONE) / (exactExp(2n * x) + ONE), 19, 2],
];

for (const [name, ours, exact, most, allowed] of functions)
  test(`when ${name} is taken of 300 numbers up to ±${most}, then it is off by at most ${allowed} units of the last digit`, () => {
    let worst = 0;
    for (const x of numbers(most, 300)) worst = Math.max(worst, ulps(ours(x), exact(fixed(x))));
    assert.ok(worst <= allowed, `${worst} units`);
  });

const edges: readonly [string, number, number][] = [
  ["exp(0)", exp(0), 1],
  ["exp(710)", exp(710), Number.POSITIVE_INFINITY],
  ["exp(−746)", exp(-746), 0],
  ["exp(−740)", exp(-740), Math.exp(-740)],
  ["exp(709.7)", exp(709.7), Math.exp(709.7)],
  ["exp(−∞)", exp(Number.NEGATIVE_INFINITY), 0],
  ["exp(NaN)", exp(Number.NaN), Number.NaN],
  ["sigmoid(−800)", sigmoid(-800), 0],
  ["sigmoid(800)", sigmoid(800), 1],
  ["tanh(0)", tanh(0), 0],
  ["tanh(∞)", tanh(Number.POSITIVE_INFINITY), 1],
  ["tanh(−30)", tanh(-30), -1],
  ["tanh(NaN)", tanh(Number.NaN), Number.NaN],
];

for (const [what, found, expected] of edges)
  test(`when ${what} is taken, then it is ${expected}`, () => {
    const isNear = Math.abs(found - expected) <= 4e-16 * Math.abs(expected);
    assert.ok(Object.is(found, expected) || isNear, String(found));
  });
