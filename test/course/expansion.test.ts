import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { expand, firstInputsSlope, MOST_EXPANDED } from "../../src/course/expansion.ts";
import { run } from "../../src/course/run.ts";
import { entry } from "../helpers/arbitraries.ts";
import { runOf, shippedCalled } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";

test("when the shipped exercise is expanded, then its sums have the numbers of the hand", () => {
  const [half, one, more] = expand(run(shippedCalled("linear-rnn")), [0.5, 1, 1.5]).numbers;
  assert.deepEqual([half.y, half.dw, half.du], [2.125, 5.75, [0.125, 0.25, 0.5]]);
  assert.deepEqual([one.y, one.dw, one.du], [6, 10, [1, 1, 1]]);
  assert.deepEqual([more.y, more.dw, more.du], [12.375, 15.75, [3.375, 2.25, 1.5]]);
});

test("when any linear RNN is expanded, then the gradient of its graph has the same numbers", () => {
  const tenths = fc.integer({ min: -15, max: 15 }).map((n) => n / 10);
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(0, 1.5),
      tenths,
      (u, h_0, w) => {
        const { numbers, y } = expand(runOf("linear-rnn", { u, h_0, w }), [w]);
        assert.equal(y.length, u.length + (h_0 === 0 ? 0 : 1));
        assert.ok(numbers[0].apart < 1e-6, `${numbers[0].apart}`);
        for (const [i, slope] of numbers[0].du.entries()) assertSame(slope, w ** (u.length - i));
      },
    ),
  );
});

const powers: readonly [w: number, steps: number, slope: number][] = [
  [0.5, 3, 0.125],
  [1.5, 3, 3.375],
  [0.5, 50, 8.881784197001252e-16],
  [1.5, 50, 637621500.2140496],
];

for (const [w, steps, slope] of powers)
  test(`when w is ${w} over ${steps} steps, then ${slope} of the first input is left`, () =>
    assertSame(firstInputsSlope(run(shippedCalled("linear-rnn")), steps, w) / slope, 1));

test("when there is nothing to multiply out, or too much, then it says so", () => {
  const one = { u_t: 1, h_prev: 0, w: 1 };
  assert.throws(() => expand(runOf("linear-rnn", one), [1]), /one step has nothing to expand/);
  assert.throws(() => expand(run(shippedCalled("gru")), [1]), /3\.2 is a GRU; only the linear-rnn/);
  const long = { u: Array(MOST_EXPANDED + 1).fill(1), w: 1 };
  assert.throws(() => expand(runOf("linear-rnn", long), [1]), /501 steps are too many/);
});
