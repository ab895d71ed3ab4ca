import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { alignPoints, fixed, short } from "../../src/text/number.ts";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

const fixedRows: readonly [value: number, digits: number, text: string][] = [
  [0.5349429451582145, 4, "0.5349"],
  [0.53496, 4, "0.5350"],
  [-0.14, 4, "−0.1400"],
  [2, 0, "2"],
  [2.6, 0, "3"],
  [-2.6, 0, "−3"],
  [0, 4, "0.0000"],
  [-0, 4, "0.0000"],
  [-0.00001, 4, "0.0000"],
  [-0.2, 0, "0"],
  [-0.00005001, 4, "−0.0001"],
  [1 / 3, 15, "0.333333333333333"],
  [999_999.5, 1, "999999.5"],
  [1e6, 4, "1.0000e+6"],
  [-1234567, 2, "−1.23e+6"],
  [1e-7, 4, "0.0000"],
  [nan, 4, "NaN"],
  [inf, 4, "∞"],
  [-inf, 4, "−∞"],
];

for (const [value, digits, text] of fixedRows)
  test(`when ${Object.is(value, -0) ? "−0" : value} is computed, then with ${digits} decimals it is ${text}`, () =>
    assert.equal(fixed(value, digits), text));

const shortRows: readonly [value: number, text: string][] = [
  [0.1, "0.1"],
  [-0.5, "−0.5"],
  [3, "3"],
  [0, "0"],
  [-0, "0"],
  [0.125, "0.125"],
  [1 / 3, "0.3333"],
  [-2 / 3, "−0.6667"],
  [12345678, "12345678"],
  [1e21, "1e+21"],
];

for (const [value, text] of shortRows)
  test(`when ${Object.is(value, -0) ? "−0" : value} is given, then it is shown as ${text}`, () =>
    assert.equal(short(value, 4), text));

test("when any number is shown, then it has the decimals asked for and no hyphen", () => {
  fc.assert(
    fc.property(fc.double({ min: -999_999, max: 999_999, noNaN: true }), fc.nat(15), (x, digits) => {
      const text = fixed(x, digits);
      assert.match(text, digits === 0 ? /^−?\d+$/ : new RegExp(`^−?\\d+\\.\\d{${digits}}$`));
      assert.ok(Math.abs(Number(text.replace("−", "-")) - x) <= 0.5 * 10 ** -digits + 1e-9);
      assert.doesNotMatch(text, /^−0(\.0*)?$/);
    }),
  );
});

const columns: readonly [texts: string[], aligned: string[]][] = [
  [
    ["0.5", "−0.1"],
    [" 0.5", "−0.1"],
  ],
  [
    ["1", "−10.25", "0.5"],
    ["  1   ", "−10.25", "  0.5 "],
  ],
  [
    ["1.5", "⋮", "2.25"],
    ["1.5 ", "⋮   ", "2.25"],
  ],
  [
    ["∞", "0.5"],
    ["  ∞", "0.5"],
  ],
  [
    ["1.5e+6", "0.5"],
    ["1.5e+6", "0.5   "],
  ],
];

for (const [texts, aligned] of columns)
  test(`when ${texts.join(", ")} stand in a column, then their points are under each other`, () =>
    assert.deepEqual(alignPoints(texts), aligned));

test("when any numbers stand in a column, then all are as wide and all points are in one place", () => {
  const numbers = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(numbers, (column) => {
      const aligned = alignPoints(column.map((x) => fixed(x, 3)));
      assert.equal(new Set(aligned.map((text) => text.length)).size, 1);
      assert.equal(new Set(aligned.map((text) => text.indexOf("."))).size, 1);
    }),
  );
});
