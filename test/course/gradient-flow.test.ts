import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { backflow } from "../../src/course/clipping.ts";
import { directPath } from "../../src/course/direct-path.ts";
import { flowOf, jacobians, ratePerStep } from "../../src/course/gradient-flow.ts";
import { runOverSteps } from "../../src/course/over-steps.ts";
import type { Run } from "../../src/course/run.ts";
import { linearRun, seededRun, withSpectrum } from "../../src/course/seeded.ts";
import { measured, verdict } from "../../src/course/vanishing.ts";
import { unroll } from "../../src/graph/unroll.ts";
import { product } from "../../src/linalg/kernels.ts";
import { singularValues } from "../../src/linalg/svd.ts";
import { matrix, rowList, type Tensor } from "../../src/linalg/tensor.ts";
import type { RecurrentName } from "../../src/models/index.ts";
import { value } from "../../src/readings/value.ts";
import { exerciseOf, runOf, shippedCalled } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";
import { seed } from "../helpers/weights.ts";

const draw = { steps: 6, hidden: 3, seed: 1, keep: 1 };
const get = ({ values }: Run, key: string): Tensor => values.get(key) as Tensor;

for (const w of [0.5, 1, 1.5, -0.9])
  test(`when the linear RNN has w = ${w}, then a change is multiplied by it at every step`, () => {
    const { norms } = flowOf(linearRun(w, 12));
    assert.equal(norms.length, 13);
    for (const [t, norm] of norms.entries()) assertSame(norm, Math.abs(w) ** (12 - t));
    assertSame(ratePerStep(norms), Math.abs(w));
  });

test("when a vanilla RNN is drawn, then the Jacobian over all steps is the product of diag(1 − h²) W_hh", () => {
  fc.assert(
    fc.property(
      seed,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      (from, steps, hidden) => {
        const done = seededRun("rnn", { steps, hidden, seed: from, keep: 0 });
        const W = rowList(get(done, "W_hh"));
        let whole: Tensor | undefined;
        for (let t = 1; t <= steps; t++) {
          const h = get(done, `h_${t}`).data;
          const one = matrix(W.map((row, i) => row.map((x) => (1 - h[i] ** 2) * x)));
          whole = whole ? product(one, whole, [hidden, hidden]) : one;
        }
        assertSame(flowOf(done).whole, whole as Tensor);
      },
    ),
    { numRuns: 40 },
  );
});

/** ∂of/∂key by central differences. */
function differences(done: Run, of: string, key: string): number[][] {
  const cell = done.model.build(done.parameters.sizes, done.convention);
  const whole = unroll(cell, done.parameters.steps as number);
  const at = (j: number, by: number): Float64Array => {
    const start = get(done, key);
    const moved = { shape: start.shape, data: start.data.map((x, i) => (i === j ? x + by : x)) };
    return (value(whole, new Map([...done.parameters.inputs, [key, moved]])).get(of) as Tensor).data;
  };
  const columns = Array.from(get(done, key).data, (_, j) => {
    const [up, down] = [at(j, 1e-5), at(j, -1e-5)];
    return Array.from(up, (x, i) => (x - down[i]) / 2e-5);
  });
  return columns[0].map((_, i) => columns.map((column) => column[i]));
}

for (const [name, states] of [
  ["gru", ["h_prev"]],
  ["lstm", ["h_prev", "c_prev"]],
] as [RecurrentName, string[]][])
  for (const state of states)
    test(`when a ${name} is drawn, then the Jacobian through ${state} is that of finite differences`, () => {
      const done = seededRun(name, draw);
      const letter = state[0];
      assertSame(flowOf(done, state).whole, differences(done, `${letter}_6`, `${letter}_0`), state, 1e-8);
    });

test("when a matrix has given singular values, then its powers bound the flow, from below only without activation", () => {
  const values = [1.3, 0.9, 0.6];
  const linear = flowOf(withSpectrum(values, draw, "identity"));
  const squashed = flowOf(withSpectrum(values, draw, "tanh"));
  assertSame(singularValues(get(withSpectrum(values, draw, "tanh"), "W_hh")), values);
  for (let t = 0; t <= 6; t++) {
    assert.ok(linear.norms[t] <= 1.3 ** (6 - t) * (1 + 1e-12));
    assert.ok(linear.norms[t] >= 0.6 ** (6 - t) * (1 - 1e-12));
    assert.ok(squashed.norms[t] <= 1.3 ** (6 - t) * (1 + 1e-12));
  }
  assert.ok(squashed.norms[0] < linear.norms[0]);
});

test("when Jacobians are asked for several quantities, then each has its own shape", () => {
  const done = seededRun("rnn", draw);
  const found = jacobians(done.graph, done.values, "h_6", ["W_hh", "x_1", "h_6"]);
  assert.deepEqual(found.get("W_hh")?.shape, [3, 9]);
  assert.deepEqual(found.get("x_1")?.shape, [3, 3]);
});

const rates: readonly [norms: number[], rate: number, verdict: string][] = [
  [[0.25, 0.5, 1], 0.5, "vanishes"],
  [[1, 1, 1], 1, "stays"],
  [[9, 3, 1], 3, "explodes"],
  [[0, 0, 0.25, 0.5, 1], 0.5, "vanishes"],
  [[Number.POSITIVE_INFINITY, 4, 2, 1], 2, "explodes"],
  [[0, 1], Number.NaN, "is gone"],
];

for (const [norms, rate, said] of rates)
  test(`when the norms are ${norms.join(", ")}, then a step has the factor ${rate}: it ${said}`, () => {
    const found = ratePerStep(norms);
    assert.ok(Object.is(found, rate) || Math.abs(found - rate) < 1e-12, `${found}`);
    assert.equal(verdict(found), said);
  });

test("when the direct path of an LSTM is taken, then it is the diagonal of its forget gates, digit for digit", () => {
  const done = seededRun("lstm", draw);
  const { apart, jacobians: all, norms, gates } = directPath(done);
  assert.equal(apart, 0);
  assert.equal(all.length, 6);
  const f = gates.map(({ data }) => Array.from(data));
  assert.deepEqual(f[0], Array.from(get(done, "f_1").data));
  for (let t = 0; t <= 6; t++) {
    const left = f.slice(t).reduce((all, gate) => all.map((x, i) => x * gate[i]), [1, 1, 1]);
    assertSame(norms[t], Math.max(...left));
  }
});

test("when an LSTM has peepholes, then the cell is looked at too, and the direct path is more than its gates", () => {
  const done = seededRun("lstm", draw, { peepholes: "full" });
  assert.ok(directPath(done).apart > 1e-3);
});

test("when gates are biased towards keeping, then more of a change is left", () => {
  for (const name of ["lstm", "gru"] as const) {
    const left = (keep: number) => flowOf(seededRun(name, { ...draw, keep })).norms[0];
    assert.ok(left(4) > left(1) && left(1) > left(-2), name);
  }
});

/** ‖Jᵀ g‖ for g with every entry 1/√n. */
const sent = (J: Tensor): number => {
  const rows = rowList(J);
  return Math.hypot(
    ...rows[0].map((_, j) => rows.reduce((sum, row) => sum + row[j], 0) / Math.sqrt(rows.length)),
  );
};

test("when a gradient flows back, then it arrives as the Jacobians say, through all states", () => {
  for (const name of ["rnn", "gru"] as const) {
    const done = seededRun(name, draw);
    assertSame(backflow(done, 1e9).free[0], sent(flowOf(done).whole));
  }
  const lstm = seededRun("lstm", draw);
  const found = jacobians(lstm.graph, lstm.values, "h_6", ["h_0", "c_0"]);
  const [h, c] = ["h_0", "c_0"].map((key) => sent(found.get(key) as Tensor));
  assertSame(backflow(lstm, 1e9).free[0], Math.hypot(h, c));
});

test("when a gradient is clipped, then it is nowhere longer than the limit, and a shorter one stays as it is", () => {
  const { free, clipped, shortened } = backflow(linearRun(2, 10), 4);
  assertSame(
    free,
    Array.from({ length: 11 }, (_, t) => 2 ** (10 - t)),
  );
  assertSame(clipped, [4, 4, 4, 4, 4, 4, 4, 4, 4, 2, 1]);
  assert.deepEqual(shortened, [0, 1, 2, 3, 4, 5, 6, 7]);
  const vanishing = backflow(linearRun(0.5, 10), 4);
  assert.deepEqual(vanishing.clipped, vanishing.free);
  assert.deepEqual(vanishing.shortened, []);
});

test("when a network is measured, then a single matrix has its singular values told, a gated one has none", () => {
  assertSame(measured({ name: "", run: linearRun(-2, 3) }, undefined).spectrum ?? [], [2]);
  assert.equal(measured({ name: "", run: seededRun("gru", draw) }, undefined).spectrum, undefined);
  assert.ok(measured({ name: "", run: seededRun("lstm", draw) }, 1).cell);
  assert.ok(measured({ name: "", run: seededRun("lstm", draw) }, 1).backflow);
});

test("when a single step is run over more, then its input and its start are kept", () => {
  const done = runOverSteps(shippedCalled("gru"), {}, 3);
  assert.equal(done.parameters.steps, 3);
  for (const key of ["x_1", "x_2", "x_3"]) assertSame(get(done, key), [0.5, -0.1]);
  assertSame(get(done, "h_0"), [0.2, 0.4]);
});

test("when a sequence is run over more steps, then its inputs come round again", () => {
  const done = runOverSteps(exerciseOf("linear-rnn", { u: [1, 2], w: 1, h_0: 5 }), {}, 5);
  assertSame(get(done, "h_5"), 5 + 1 + 2 + 1 + 2 + 1);
  assert.equal(runOverSteps(shippedCalled("gru-sequence"), {}, undefined).parameters.steps, 3);
});

test("when numbers are drawn from a seed, then they are always the same, and others for another seed", () => {
  const [a, b, other] = [1, 1, 2].map((from) => get(seededRun("gru", { ...draw, seed: from }), "h_6"));
  assert.deepEqual(a, b);
  assert.notDeepEqual(a, other);
  assert.ok(runOf("linear-rnn", { u: [1], w: 1 }).values.has("h_1"));
});
