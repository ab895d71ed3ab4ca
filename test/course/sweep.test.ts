import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { run } from "../../src/course/run.ts";
import { evenly, linesCalled, softSwitch, sweep } from "../../src/course/sweep.ts";
import type { Tensor } from "../../src/linalg/tensor.ts";
import { runOf, shippedCalled } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";
import { drawn, seed } from "../helpers/weights.ts";

const gru = run(shippedCalled("gru"));
const old = run(shippedCalled("gru"), { convention: "update=old" });
const gate = linesCalled(gru, undefined);
const ends = [0, 1];

test("when z_t is 0 and 1, then h_t is the old state and the candidate, exactly, and the other way round for the others", () => {
  assert.deepEqual(sweep(gru, gate, ends).ends, [["h_prev"], ["h_tilde_t"]]);
  assert.deepEqual(sweep(old, linesCalled(old, "z_t"), ends).ends, [["h_tilde_t"], ["h_prev"]]);
});

test("when z_t is held between, then h_t lies on the line between the ends, whatever the numbers", () => {
  const convention = { update: "new", reset: "before", biases: "one", output: "none" };
  fc.assert(
    fc.property(seed, (from) => {
      const done = runOf(
        "gru",
        drawn("gru", convention, { input: 2, hidden: 3, output: 1 }, from),
        convention,
      );
      const { at, values } = sweep(done, linesCalled(done, "z_t"), evenly(0, 1, 5));
      const of = (key: string, i: number) => Array.from((values[i].get(key) as Tensor).data);
      for (const [i, z] of at.entries())
        assertSame(
          of("h_t", i),
          of("h_prev", i).map((h, unit) => (1 - z) * h + z * of("h_tilde_t", i)[unit]),
        );
    }),
    { numRuns: 30 },
  );
});

test("when another gate is swept, then all that follows from it is shown", () => {
  const keys = (typed: string) => sweep(gru, linesCalled(gru, typed), ends).shown.map(({ key }) => key);
  assert.deepEqual(keys("r_t"), ["h_tilde_t", "h_t"]);
  assert.deepEqual(keys("candidate"), ["h_t"]);
  const lstm = run(shippedCalled("lstm"));
  assert.deepEqual(
    sweep(lstm, linesCalled(lstm, undefined), ends).shown.map(({ key }) => key),
    ["c_t", "h_t"],
  );
});

test("when a sequence is swept, then z_t is the gate of every step, and z_2 that of one", () => {
  const sequence = run(shippedCalled("gru-sequence"));
  const keys = (typed: string) => linesCalled(sequence, typed).map(({ key }) => key);
  assert.deepEqual(keys("z_t"), ["z_1", "z_2", "z_3"]);
  assert.deepEqual(keys("z_2"), ["z_2"]);
  assert.deepEqual(sweep(sequence, linesCalled(sequence, "z_t"), ends).ends[0], ["h_0", "h_1", "h_2"]);
});

const refused: readonly [typed: string | undefined, exercise: string, says: RegExp][] = [
  ["zt", "lstm", /there is no line zt to sweep/],
  ["x_t", "gru", /x_t is given; --set changes it\. A sweep takes z_t, r_t, h_tilde_t, h_t/],
  [undefined, "rnn", /name a line of the vanilla RNN to sweep: h_1, y_1/],
];

for (const [typed, exercise, says] of refused)
  test(`when ${typed} of ${exercise} is to be swept, then it says ${says.source}`, () =>
    assert.throws(() => linesCalled(run(shippedCalled(exercise)), typed), {
      name: "UserError",
      message: says,
    }));

test("when nothing depends on a line, then there is nothing to sweep", () => {
  assert.throws(() => sweep(gru, linesCalled(gru, "h_t"), ends), /nothing depends on h_t/);
});

test("when a gate is a soft switch, then its curve is σ and the exercise's own numbers stand on it", () => {
  const found = softSwitch(gru, gate[0]);
  assert.ok(found);
  for (const [a, z] of [...found.curve, ...found.own]) assertSame(z, 1 / (1 + Math.exp(-a)));
  assertSame(found.own[0], [0.14, 0.5349429451582145]);
  assert.deepEqual([found.curve[0][0], found.curve[48][0]], [-6, 6]);
  assert.equal(softSwitch(gru, linesCalled(gru, "h_tilde_t")[0]), undefined);
});
