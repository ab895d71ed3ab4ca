import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { random, resumed } from "../../src/linalg/random.ts";

// The first draws, worked out in another language from the published definitions of xoshiro128** (checked
// against its authors' values for the state 1, 2, 3, 4) and splitmix32.
const first: readonly [seed: number, bits: readonly number[], units: readonly number[]][] = [
  [0, [1789933344, 44971166, 2521387044, 3848737593, 1138324114], [0.41675133265905573, 0.5870561741002205]],
  [1, [393288148, 2174103013, 3814759091, 2092745082, 1865176206], [0.09156953175513294, 0.8881928137485323]],
  [42, [660444221, 3652823732, 77672526, 910233633, 2297337756], [0.15377165265745885, 0.018084542542176507]],
  [
    4294967295,
    [4104197751, 1825856343, 1152209388, 2427537429, 3685145430],
    [0.9555830018603452, 0.2682696548492096],
  ],
];

for (const [seed, bits, units] of first)
  test(`when the seed is ${seed}, then the first draws are those of every machine`, () => {
    const byBits = random(seed);
    assert.deepEqual(
      bits.map(() => byBits.bits()),
      bits,
    );
    const byUnit = random(seed);
    assert.deepEqual(
      units.map(() => byUnit.unit()),
      units,
    );
  });

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test("when two generators have one seed, then they draw the same; with another seed, other numbers", () => {
  const draws = (from: number) => {
    const r = random(from);
    return Array.from({ length: 8 }, () => r.unit());
  };
  fc.assert(
    fc.property(seed, seed, (a, b) => {
      assert.deepEqual(draws(a), draws(a));
      if (a !== b) assert.notDeepEqual(draws(a), draws(b));
    }),
  );
});

test("when a unit is drawn, then it is at least 0, below 1 and a multiple of 2⁻⁵³", () => {
  fc.assert(
    fc.property(seed, (s) => {
      const r = random(s);
      for (let i = 0; i < 20; i++) {
        const u = r.unit();
        assert.ok(u >= 0 && u < 1 && Number.isInteger(u * 2 ** 53), String(u));
      }
    }),
  );
});

test("when a whole number is drawn, then it lies between both ends, ends included", () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: -1000, max: 1000 }), fc.nat(2000), (s, low, span) => {
      const n = random(s).integer(low, low + span);
      assert.ok(Number.isInteger(n) && n >= low && n <= low + span, String(n));
    }),
  );
  const r = random(7);
  const seen = new Set(Array.from({ length: 200 }, () => r.integer(1, 6)));
  assert.deepEqual([...seen].sort(), [1, 2, 3, 4, 5, 6]);
});

test("when the range does not divide 2³², then its lower part is not drawn more often", () => {
  // 3 · 2³⁰ values: a plain remainder would hit the lowest third half of the time
  const r = random(3);
  const draws = 3000;
  const low = Array.from({ length: draws }, () => r.integer(0, 3 * 2 ** 30 - 1)).filter((n) => n < 2 ** 30);
  assert.ok(Math.abs(low.length / draws - 1 / 3) < 0.05, String(low.length / draws));
});

test("when a die is thrown 60,000 times, then every face comes up nearly as often", () => {
  const r = random(11);
  const counts = new Array(6).fill(0);
  for (let i = 0; i < 60_000; i++) counts[r.integer(0, 5)]++;
  // χ² with 5 degrees of freedom exceeds 20.5 once in a thousand times
  const chi2 = counts.reduce((total, n) => total + (n - 10_000) ** 2 / 10_000, 0);
  assert.ok(chi2 < 20.5, String(chi2));
});

test("when one of several is picked, then each gets its turn", () => {
  const r = random(5);
  const seen = new Set(Array.from({ length: 100 }, () => r.pick(["a", "b", "c"])));
  assert.deepEqual([...seen].sort(), ["a", "b", "c"]);
});

test("when a tensor is drawn to some decimals, then its entries have no more and lie in the range", () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: 0, max: 6 }), (s, digits) => {
      const { shape, data } = random(s).tensor([2, 3], -1.5, 1.5, digits);
      assert.deepEqual(shape, [2, 3]);
      assert.equal(data.length, 6);
      for (const x of data) {
        assert.ok(x === Number(x.toFixed(digits)), String(x));
        assert.ok(Math.abs(x) <= (digits === 0 ? 2 : 1.5), String(x));
      }
    }),
  );
});

test("when a tensor is drawn without decimals named, then its entries are the units stretched to the range", () => {
  const units = random(42);
  assert.deepEqual(
    Array.from(random(42).tensor([3], -2, 6).data),
    [0, 1, 2].map(() => -2 + 8 * units.unit()),
  );
});

test("when a generator is resumed from its state, then it draws what it would have drawn", () => {
  fc.assert(
    fc.property(seed, fc.nat(20), (s, drawn) => {
      const r = random(s);
      for (let i = 0; i < drawn; i++) r.bits();
      const again = resumed(r.state());
      assert.deepEqual(
        Array.from({ length: 9 }, () => again.bits()),
        Array.from({ length: 9 }, () => r.bits()),
      );
    }),
  );
});
