import assert from "node:assert/strict";
import test from "node:test";
import { keysOf } from "../../src/graph/fold.ts";
import { initialKey, keyAt, symbolAt, unroll } from "../../src/graph/unroll.ts";
import { models } from "../../src/models/index.ts";

const sizes = { input: 2, hidden: 2, output: 1 };
const gru = models.gru.build(sizes, models.gru.defaults);
const lstm = models.lstm.build(sizes, models.lstm.defaults);

const keys: readonly [key: string, at3: string][] = [
  ["h_t", "h_3"],
  ["a_z_t", "a_z_3"],
  ["h_tilde_t", "h_tilde_3"],
  ["W_z", "W_z"],
  ["b_t_z", "b_t_z"],
];

for (const [key, at3] of keys)
  test(`when ${key} stands at step 3, then its key is ${at3}`, () => assert.equal(keyAt(key, 3), at3));

const symbols: readonly [symbol: string, at12: string][] = [
  ["h_t", "h_12"],
  ["a_{z,t}", "a_{z,12}"],
  ["h~_t", "h~_12"],
  ["W_z", "W_z"],
  ["W_{xt}", "W_{xt}"],
];

for (const [symbol, at12] of symbols)
  test(`when ${symbol} stands at step 12, then it is printed as ${at12}`, () =>
    assert.equal(symbolAt(symbol, 12), at12));

test("when a state is read before the first step, then it is called the 0th", () => {
  assert.deepEqual(["h_prev", "c_prev"].map(initialKey), ["h_0", "c_0"]);
});

test("when a GRU runs over 3 steps, then it has an input and its lines a step, one state and one set of weights", () => {
  const { inputs, lines } = unroll(gru, 3);
  assert.deepEqual(
    inputs.map(({ key }) => key),
    ["x_1", "x_2", "x_3", "h_0", "W_z", "U_z", "b_z", "W_r", "U_r", "b_r", "W_h", "U_h", "b_h"],
  );
  assert.deepEqual(
    lines.map(({ key }) => key),
    [1, 2, 3].flatMap((t) => ["a_z", "z", "a_r", "r", "a_h", "h_tilde", "h"].map((key) => `${key}_${t}`)),
  );
  assert.deepEqual(
    lines.map(({ at }) => at),
    [1, 2, 3].flatMap((t) => Array(7).fill(t)),
  );
  assert.deepEqual(
    lines.filter(({ at }) => at === 2).map(({ symbol }) => symbol),
    ["a_{z,2}", "z_2", "a_{r,2}", "r_2", "a_{h,2}", "h~_2", "h_2"],
  );
  assert.equal(inputs.find(({ key }) => key === "h_0")?.symbol, "h_0");
  assert.equal(inputs.find(({ key }) => key === "x_2")?.symbol, "x_2");
});

test("when a step follows another, then it reads the states that the other became", () => {
  const reads = (key: string) => keysOf(unroll(lstm, 3).lines.find((line) => line.key === key)!.expr);
  assert.deepEqual(reads("c_1"), ["f_1", "c_0", "i_1", "g_1"]);
  assert.deepEqual(reads("c_2"), ["f_2", "c_1", "i_2", "g_2"]);
  assert.deepEqual(reads("c_3"), ["f_3", "c_2", "i_3", "g_3"]);
  assert.deepEqual(reads("a_i_1"), ["W_i", "x_1", "U_i", "h_0", "b_i"]);
  assert.deepEqual(reads("a_i_3"), ["W_i", "x_3", "U_i", "h_2", "b_i"]);
});

test("when there are more steps, then lines and inputs grow by the same number each", () => {
  const counts = [1, 2, 3, 10].map((steps) => {
    const { inputs, lines } = unroll(lstm, steps);
    return [inputs.length - steps, lines.length / steps];
  });
  for (const count of counts) assert.deepEqual(count, counts[0]);
});

test("when there are 10,000 steps, then the last reads the one before it", () => {
  const { lines } = unroll(gru, 10_000);
  assert.equal(lines.length, 70_000);
  assert.deepEqual(keysOf(lines[lines.length - 1].expr), ["z_10000", "h_9999", "h_tilde_10000"]);
});
