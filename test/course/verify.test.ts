import assert from "node:assert/strict";
import test from "node:test";
import { type GradientRun, withGradients } from "../../src/course/gradients.ts";
import { withLoss } from "../../src/course/loss.ts";
import { type Check, verify } from "../../src/course/verify.ts";
import type { Tensor } from "../../src/linalg/tensor.ts";
import { type Numbers, runOf } from "../helpers/exercises.ts";

const sequence: Numbers = {
  x: [
    [1, -0.5],
    [0.3, 0.8],
  ],
  W_xh: [
    [0.5, -0.2],
    [0.1, 0.4],
  ],
  W_hh: [
    [0.3, -0.4],
    [0.6, 0.2],
  ],
  B_h: [0.1, -0.2],
  target: [
    [0.5, 0],
    [1, -1],
  ],
};

const differentiated = (parameters: Numbers, convention = "output=none", wrt?: string[]): GradientRun =>
  withGradients(withLoss(runOf("rnn", parameters, convention)), wrt);

const of = (checks: readonly Check[], key: string): Check => checks.find((one) => one.key === key) as Check;

test("when gradients are right, then every entry is compared and agrees", () => {
  const checks = verify(differentiated(sequence));
  assert.deepEqual(
    checks.map(({ key }) => key),
    ["x_1", "x_2", "h_0", "W_xh", "W_hh", "B_h"],
  );
  for (const { verdict, checked, entries, difference } of checks) {
    assert.equal(verdict, "agrees");
    assert.equal(checked, entries);
    assert.ok(difference < 1e-7);
  }
});

test("when lines are asked for, then they are moved and agree too", () => {
  for (const { verdict, entries } of verify(differentiated(sequence, "output=none", ["h_1", "a_2"])))
    assert.deepEqual([verdict, entries], ["agrees", 2]);
});

test("when one entry of a gradient is off by a thousandth, then that gradient differs and no other", () => {
  const run = differentiated(sequence);
  const right = run.gradients.get("W_hh") as Tensor;
  const wrong = { ...right, data: right.data.map((x, i) => (i === 2 ? x + 1e-3 : x)) };
  const checks = verify({ ...run, gradients: new Map([...run.gradients, ["W_hh", wrong]]) });
  for (const { key, verdict } of checks) assert.equal(verdict, key === "W_hh" ? "differs" : "agrees", key);
});

test("when a relu stands at its kink, then that is said", () => {
  const checks = verify(
    differentiated(
      { x: [[0]], W_xh: [[1]], W_hh: [[1]], target: [[1]] },
      "output=none,activation=relu,biases=none",
    ),
  );
  assert.equal(of(checks, "x_1").verdict, "at a kink");
  assert.equal(of(checks, "W_xh").verdict, "agrees");
});

test("when a gradient is smaller than the digits of the loss, then it is too small to tell", () => {
  const x = Array.from({ length: 12 }, () => [0]);
  const target = x.map((_, i) => [i === 11 ? 1 : 0]);
  const numbers: Numbers = { x, W_xh: [[1]], W_hh: [[0.01]], target };
  const checks = verify(
    differentiated(numbers, "output=none,activation=identity,biases=none", ["x_12", "h_0"]),
  );
  assert.deepEqual(
    checks.map(({ verdict }) => verdict),
    ["agrees", "too small to tell"],
  );
});

test("when there is more to compare than may be spent on it, then some entries of every parameter are", () => {
  const checks = verify(
    differentiated({
      ...sequence,
      x: [...(sequence.x as number[][]), [1, 1]],
      target: [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
    }),
    6000,
  );
  const counts = checks.map(({ key, checked, entries }) => [key, checked < entries]);
  assert.ok(counts.some(([, some]) => some));
  for (const key of ["W_xh", "W_hh", "B_h"]) assert.ok(of(checks, key).checked > 0, key);
  for (const { key, verdict } of checks) assert.equal(verdict, "agrees", key);
});
