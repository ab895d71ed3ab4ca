import assert from "node:assert/strict";
import test from "node:test";
import type { Asked } from "../../src/course/convention.ts";
import { run } from "../../src/course/run.ts";
import { UserError } from "../../src/text/user-error.ts";
import { cellStep } from "../helpers/cells.ts";
import { exerciseOf, givenOf, type Numbers, resultOf, runOf, shippedCalled } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";

const W = [
  [0.1, 0.2],
  [0.3, -0.5],
];
const b = [0.01, -0.01];
const weights: Numbers = { W_z: W, U_z: W, b_z: b, W_r: W, U_r: W, b_r: b, W_h: W, U_h: W, b_h: b };
const step: Numbers = { x_t: [0.5, -0.1], h_prev: [0.2, 0.4], ...weights };
const sequence: Numbers = {
  x: [
    [0.5, -0.1],
    [1, 2],
  ],
  h_0: [0.2, 0.4],
  ...weights,
};

test("when x is put in the place of x_t, then h_prev becomes h_0 and the steps follow each other", () => {
  const done = run(exerciseOf("gru", step), { given: [givenOf({ x: sequence.x })] });
  assert.equal(done.parameters.steps, 2);
  assert.deepEqual(done.parameters.notes, []);
  const expected = runOf("gru", sequence);
  for (const key of ["h_1", "h_2"]) assertSame(resultOf(done, key), resultOf(expected, key), key);
});

test("when x_t is put in the place of x, then h_0 becomes h_prev", () => {
  const done = run(exerciseOf("gru", sequence), { given: [givenOf({ x_t: step.x_t })] });
  assert.equal(done.parameters.steps, undefined);
  assert.deepEqual(done.parameters.notes, []);
  assertSame(resultOf(done, "h_t"), resultOf(runOf("gru", step), "h_t"));
});

test("when an LSTM's step becomes a sequence, then both states go with it", () => {
  const done = run(shippedCalled("lstm"), { given: [givenOf({ x: [[1, -0.5]] })] });
  const once = run(shippedCalled("lstm"));
  for (const key of ["h", "c"]) assertSame(resultOf(done, `${key}_1`), resultOf(once, `${key}_t`), key);
});

test("when quantities are given one over the other, then the last holds", () => {
  const done = run(exerciseOf("gru", step), {
    given: [givenOf({ b_z: [1, 1] }), givenOf({ b_z: [2, 2], b_r: [3, 3] })],
  });
  const same = runOf("gru", { ...step, b_z: [2, 2], b_r: [3, 3] });
  assertSame(resultOf(done, "h_t"), resultOf(same, "h_t"));
});

test("when both biases of a gate are given over an exercise's one, then their sum stands in its place", () => {
  const done = run(exerciseOf("gru", step), { given: [givenOf({ b_xz: [1, 2], b_hz: [3, -1] })] });
  assertSame(resultOf(done, "z_t"), resultOf(runOf("gru", { ...step, b_z: [4, 1] }), "z_t"));
});

test("when one bias is given over an exercise's two, then it stands in the place of both", () => {
  const { b_z: _, ...others } = step;
  const exercise = exerciseOf("gru", { ...others, b_xz: [1, 2], b_hz: [3, -1] }, "biases=two");
  const done = run(exercise, { given: [givenOf({ b_z: [5, 6] })] });
  assertSame(resultOf(done, "z_t"), resultOf(runOf("gru", { ...step, b_z: [5, 6] }, "biases=two"), "z_t"));
});

const conventions: readonly [
  what: string,
  own: Asked | undefined,
  asked: Asked | undefined,
  update: string,
][] = [
  ["nobody says", undefined, undefined, "new"],
  ["the exercise says", "cho2014", undefined, "old"],
  ["the user says", undefined, "update=old", "old"],
  ["the user says otherwise than the exercise", "cho2014", "update=new", "new"],
  ["the user chooses something else", "cho2014", "reset=after", "old"],
];

for (const [what, own, asked, update] of conventions)
  test(`when ${what} under which convention, then update is ${update}`, () =>
    assert.equal(run(exerciseOf("gru", step, own), { convention: asked }).convention.update, update));

const stackedGru = {
  pytorch: { weight_ih: [[1], [1], [1]], weight_hh: [[1], [1], [1]], bias_ih: [0, 0, 0], bias_hh: [0, 0, 0] },
  keras: {
    kernel: [[1, 1, 1]],
    recurrent_kernel: [[1, 1, 1]],
    bias: [
      [0, 0, 0],
      [0, 0, 0],
    ],
  },
  onnx: { W: [[1], [1], [1]], R: [[1], [1], [1]], B: [0, 0, 0, 0, 0, 0] },
};

for (const [preset, stacked] of Object.entries(stackedGru)) {
  test(`when the weights are stacked as in ${preset} and nobody says more, then its convention holds`, () => {
    const done = runOf("gru", { x_t: [1], h_prev: [0], ...stacked });
    assert.deepEqual(done.convention, {
      update: "old",
      reset: preset === "onnx" ? "before" : "after",
      biases: "two",
      output: "none",
    });
  });

  test(`when the weights are stacked as in ${preset} but the exercise says update=new, then that holds`, () => {
    const done = runOf("gru", { x_t: [1], h_prev: [0], ...stacked }, "update=new, biases=two");
    assert.equal(done.convention.update, "new");
  });
}

const outputs: readonly [what: string, more: Numbers, asked: Asked | undefined, output: string][] = [
  ["no output weights", {}, undefined, "none"],
  ["output weights", { W_hy: [[1, 2]], B_y: [0] }, undefined, "linear"],
  ["output weights that are not wanted", { W_hy: [[1, 2]], B_y: [0] }, "output=none", "none"],
];

for (const [what, more, asked, output] of outputs)
  test(`when there are ${what}, then the output is ${output}`, () => {
    const done = run(exerciseOf("gru", { ...step, ...more }), { convention: asked });
    assert.equal(done.convention.output, output);
    assert.equal(done.values.has("y_t"), output === "linear");
  });

const asks = (ask: readonly string[] | undefined, numbers: Numbers) => {
  const exercise = exerciseOf("gru", numbers);
  return { ...exercise, file: { ...exercise.file, ...(ask ? { ask: [...ask] } : {}) } };
};

const asked: readonly [
  what: string,
  ask: string[] | undefined,
  numbers: Numbers,
  given: Numbers,
  keys: string[],
][] = [
  ["nothing is asked", undefined, step, {}, ["z_t", "r_t", "h_tilde_t", "h_t"]],
  ["two results are asked", ["h_t", "z_t"], step, {}, ["h_t", "z_t"]],
  ["a pre-activation is asked", ["a_z_t"], step, {}, ["a_z_t"]],
  ["steps are asked", ["h_1", "h_2"], sequence, {}, ["h_1", "h_2"]],
  ["a step's result is asked of a sequence", ["h_t"], step, { x: sequence.x }, ["h_1", "h_2"]],
  ["a sequence's results are asked of a step", ["h_1", "h_2"], sequence, { x_t: step.x_t }, ["h_t"]],
  ["more steps are asked than there are", ["h_2"], sequence, { x: [[1, 2]] }, []],
];

for (const [what, ask, numbers, given, keys] of asked)
  test(`when ${what}, then ${keys.join(", ") || "nothing"} is shown`, () => {
    const changes = Object.keys(given).length > 0 ? { given: [givenOf(given)] } : {};
    assert.deepEqual(run(asks(ask, numbers), changes).asked, keys);
  });

test("when something is asked that the model does not compute, then the mistake is named with its place", () => {
  const place = { file: "f.yaml", line: 9, column: 7 };
  assert.throws(
    () => run({ ...asks(["h_t", "h_tt"], step), places: { "ask.1": place } }),
    (error: UserError) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /^h_tt is asked, but .*; did you mean h_t\?$/);
      assert.deepEqual(error.place, place);
      return true;
    },
  );
});

test("when a GRU runs over 10,000 steps, then the last state is the one of 10,000 single steps", () => {
  const x = Array.from({ length: 10_000 }, (_, i) => [Math.sin(i), Math.cos(i)]);
  const done = runOf("gru", { ...weights, x, h_0: [0, 0] });
  const convention = { update: "new", reset: "before", biases: "one", output: "none" };
  let state: Readonly<Record<string, readonly number[]>> = { h: [0, 0] };
  for (const x_t of x)
    state = cellStep("gru", convention, weights as Parameters<typeof cellStep>[2], x_t, state);
  assertSame(resultOf(done, "h_10000"), state.h);
});

const spelledAsks: readonly [spelled: string, key: string][] = [
  ["h̃_t", "h_tilde_t"],
  ["candidate_h_t", "h_tilde_t"],
  ["n_t", "h_tilde_t"],
  ["h_{t}", "h_t"],
  ["zt", "z_t"],
];
for (const [spelled, key] of spelledAsks)
  test(`when an exercise asks for ${spelled}, then it asks for ${key}`, () => {
    const gru = shippedCalled("gru");
    const done = run({ ...gru, file: { ...gru.file, ask: [spelled] } });
    assert.deepEqual(done.asked, [key]);
  });
