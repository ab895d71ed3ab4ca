import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { rightWorking } from "../../src/checking/sheet.ts";
import { withGradients } from "../../src/course/gradients.ts";
import { withLoss } from "../../src/course/loss.ts";
import { run } from "../../src/course/run.ts";
import { random } from "../../src/linalg/random.ts";
import type { Tensor } from "../../src/linalg/tensor.ts";
import { bound, sensitivity } from "../../src/readings/bound.ts";
import { followed } from "../../src/readings/followed.ts";
import { rows } from "../../src/readings/rows.ts";
import { evaluate } from "../../src/readings/value.ts";
import { shippedCalled } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";

for (const name of ["gru", "lstm", "rnn", "gru-sequence"])
  test(`when every row of ${name} is off by as much as may be, then no result is off by more than its bound`, () => {
    const done = run(shippedCalled(name));
    const { graph, inputs } = rightWorking(done);
    const last = done.asked[done.asked.length - 1];
    const ref = done.values.get(last) as Tensor;
    const hangs = sensitivity(graph, inputs, last);
    let widest = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0.05, 0.005, 0.0005), (seed, half) => {
        const draw = random(seed);
        const values = new Map(inputs);
        for (const { key, expr } of rows(graph).lines) {
          const { shape, data } = evaluate(expr, values);
          const off = key === last ? 0 : half;
          values.set(key, { shape, data: data.map((x) => x + off * (draw.unit() < 0.5 ? -1 : 1)) });
        }
        ref.data.forEach((x, i) => {
          const most = bound(hangs[i], half, () => 0);
          const error = Math.abs((values.get(last) as Tensor).data[i] - x);
          widest = Math.max(widest, error / most);
          assert.ok(error <= most, `${error} is more than ${most}`);
        });
      }),
      { seed: 9, numRuns: 200 },
    );
    assert.ok(widest > 0.25, `the bound is too wide by far: ${widest}`);
  });

test("when the graph has a gradient, then a line of it hangs on the slopes of lines, not on their gradients", () => {
  const done = withGradients(withLoss(run(shippedCalled("rnn"))));
  const { graph, inputs } = rightWorking(done);
  const key = "d_W_hh";
  const before = graph.lines.map((line) => line.key).filter((one) => one !== key);
  // all lines are put in, so that the result hangs on nothing else
  const put = new Map(before.map((one) => [one, done.values.get(one) as Tensor]));
  const hangs = sensitivity(graph, inputs, key, put);
  assert.ok([...hangs[0].put.keys()].some((one) => one.startsWith("d_a_")));
  for (const [of, slopes] of hangs[0].put) {
    const { shape, data } = put.get(of) as Tensor;
    slopes.forEach((slope, i) => {
      const moved = (by: number): number => {
        const other = new Map([...put, [of, { shape, data: data.with(i, data[i] + by) }] as const]);
        return (followed(graph, inputs, other).get(key) as Tensor).data[0];
      };
      const measured = Math.abs(moved(1e-5) - moved(-1e-5)) / 2e-5;
      assert.ok(Math.abs(measured - slope) < 1e-6, `${of} ${i}: ${measured} is not ${slope}`);
    });
  }
});

test("when a line is put in, then a result hangs on it and on nothing before it", () => {
  const done = run(shippedCalled("gru"));
  const { graph, inputs } = rightWorking(done);
  const put = new Map(["z_t", "h_tilde_t"].map((key) => [key, done.values.get(key) as Tensor]));
  const [first] = sensitivity(graph, inputs, "h_t", put);
  // ∂h/∂z = h~ − h_prev, ∂h/∂h~ = z; the rows are 1 − z and the two products
  assert.deepEqual([...first.put.keys()], ["z_t", "h_tilde_t"]);
  assert.ok(Math.abs((first.put.get("h_tilde_t")?.[0] ?? 0) - 0.5349429451582145) < 1e-12);
  assert.ok(Math.abs((first.put.get("z_t")?.[0] ?? 0) - (0.2 - 0.09144249177562101)) < 1e-12);
  assert.equal(first.put.get("z_t")?.[1], 0);
  assert.equal(first.count, 6);
});

test("when a graph is written in rows, then its lines have the same numbers", () => {
  for (const name of ["gru", "lstm", "rnn", "gru-sequence"]) {
    const done = run(shippedCalled(name));
    const { inputs } = rightWorking(done);
    const found = followed(rows(done.graph), inputs, new Map());
    for (const { key } of done.graph.lines)
      assertSame(found.get(key) as Tensor, done.values.get(key) as Tensor, key, 1e-15);
  }
});

test("when somebody's own z_t is put in, then h_t is worked out from it, and z_t from what stands before it", () => {
  const done = run(shippedCalled("gru"));
  const { graph, inputs } = rightWorking(done);
  const put = new Map([["z_t", { shape: [2] as const, data: Float64Array.of(1, 0) }]]);
  const found = followed(graph, inputs, put);
  const [candidate] = (done.values.get("h_tilde_t") as Tensor).data;
  assert.deepEqual([...(found.get("h_t") as Tensor).data], [candidate, 0.4]);
  assertSame(found.get("z_t") as Tensor, done.values.get("z_t") as Tensor, "z_t", 0);
});
