import assert from "node:assert/strict";
import test from "node:test";
import { keysOf } from "../../src/graph/fold.ts";
import { hold, reachedFrom } from "../../src/graph/hold.ts";
import { gru } from "../../src/models/gru.ts";

const cell = gru.build({ input: 2, hidden: 3, output: 1 }, gru.defaults);

test("when a line is held, then it is an input in its shape, and the others stay", () => {
  const held = hold(cell, ({ key }) => key === "z_t");
  assert.deepEqual(held.inputs.find(({ key }) => key === "z_t")?.shape, [3]);
  assert.deepEqual(
    held.lines.map(({ key }) => key),
    cell.lines.map(({ key }) => key).filter((key) => key !== "z_t"),
  );
});

const reached: readonly [from: string, keys: string[]][] = [
  ["z_t", ["h_t"]],
  ["r_t", ["a_h_t", "h_tilde_t", "h_t"]],
  ["h_t", []],
];

for (const [from, keys] of reached)
  test(`when ${from} changes, then so do ${keys.join(", ") || "no others"}`, () =>
    assert.deepEqual(
      reachedFrom(cell, ({ expr }) => keysOf(expr), new Set([from])).map(({ key }) => key),
      keys,
    ));
