import assert from "node:assert/strict";
import test from "node:test";
import type { Asked } from "../../src/course/convention.ts";
import { run } from "../../src/course/run.ts";
import type { Nested } from "../../src/linalg/tensor.ts";
import type { ModelName } from "../../src/models/index.ts";
import { UserError } from "../../src/text/user-error.ts";
import { exerciseOf, type Numbers, resultOf, runOf } from "../helpers/exercises.ts";
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
    [3, 4],
  ],
  h_0: [0.2, 0.4],
  ...weights,
};
const small: Numbers = { x_t: [1, 2], h_prev: [0], W_xh: [[1, 2]], W_hh: [[1]], B_h: [0] };

const without = (numbers: Numbers, ...keys: string[]): Numbers =>
  Object.fromEntries(Object.entries(numbers).filter(([key]) => !keys.includes(key)));

const refused: readonly [what: string, model: ModelName, numbers: Numbers, message: string | RegExp][] = [
  [
    "a weight is too wide",
    "gru",
    {
      ...step,
      W_z: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
    "W_z is 2×3, but x_t has 2 entries; W_z takes a matrix of 2×2",
  ],
  [
    "a weight is too high",
    "gru",
    {
      ...step,
      W_z: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    },
    "W_z is 3×2, but h_prev has 2 entries; W_z takes a matrix of 2×2",
  ],
  [
    "a recurrent weight is not square",
    "gru",
    {
      ...step,
      U_r: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
    "U_r is 2×3, but h_prev has 2 entries; U_r takes a matrix of 2×2",
  ],
  [
    "a bias is too long",
    "gru",
    { ...step, b_z: [1, 2, 3] },
    "b_z is a vector of 3, but h_prev has 2 entries; b_z takes a vector of 2",
  ],
  [
    "a bias is a matrix",
    "gru",
    { ...step, b_z: [[1, 2]] },
    "b_z is 1×2, but h_prev has 2 entries; b_z takes a vector of 2",
  ],
  [
    "a bias is a single number",
    "gru",
    { ...step, b_z: 1 },
    "b_z is a single number, but h_prev has 2 entries; b_z takes a vector of 2",
  ],
  [
    "a weight is a vector",
    "gru",
    { ...step, W_z: [1, 2] },
    "W_z is a vector of 2, but x_t has 2 entries; W_z takes a matrix of 2×2",
  ],
  [
    "the input is outvoted",
    "gru",
    { ...step, x_t: [1, 2, 3] },
    "x_t is a vector of 3, but W_z is 2×2; x_t takes a vector of 2",
  ],
  [
    "the state is outvoted",
    "gru",
    { ...step, h_prev: [1, 2, 3] },
    "h_prev is a vector of 3, but W_z is 2×2; h_prev takes a vector of 2",
  ],
  [
    "the input is a matrix",
    "gru",
    { ...step, x_t: [[1, 2]] },
    "x_t is 1×2, but W_z is 2×2; x_t takes a vector of 2",
  ],
  [
    "the rows of a sequence are outvoted",
    "gru",
    { ...sequence, x: [[1, 2, 3]] },
    "x is 1×3, but W_z is 2×2; x takes a matrix of 1×2",
  ],
  [
    "a weight does not fit a sequence",
    "gru",
    {
      ...sequence,
      W_z: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
    "W_z is 2×3, but x has 2 entries a row; W_z takes a matrix of 2×2",
  ],
  [
    "it is one against one",
    "rnn",
    { ...small, W_xh: [[1, 2, 3]] },
    "W_xh is 1×3, but x_t has 2 entries; W_xh takes a matrix of 1×2",
  ],
  [
    "the witness has a single entry",
    "rnn",
    { ...small, x_t: [1], W_xh: [[1, 2]] },
    "W_xh is 1×2, but x_t has 1 entry; W_xh takes a matrix of 1×1",
  ],
  [
    "an output weight is too wide",
    "rnn",
    { ...small, W_hy: [[1, 2]], B_y: [0] },
    "W_hy is 1×2, but h_prev has 1 entry; W_hy takes a matrix of 1×1",
  ],
  [
    "the input is missing",
    "gru",
    without(step, "x_t"),
    "x_t is missing: the input of one step (or x, one row a step)",
  ],
  [
    "the state is missing",
    "gru",
    without(step, "h_prev"),
    "h_prev is missing: the previous hidden state, a vector; write h_prev: [0, …] for a start from zero",
  ],
  [
    "a weight is missing",
    "gru",
    without(step, "W_r"),
    "W_r is missing: the reset gate's input weights, a matrix",
  ],
  ["a bias is missing", "gru", without(step, "b_r"), "b_r is missing: the reset gate's bias, a vector"],
  ["a vector is empty", "gru", { ...step, x_t: [] }, "x_t is empty; it takes numbers"],
  ["a matrix has no columns", "gru", { ...step, W_z: [[], []] }, "W_z is empty; it takes numbers"],
  [
    "there are too many numbers",
    "gru",
    { ...step, x_t: Array(1_000_001).fill(0) },
    "x_t has 1000001 numbers; a run takes at most 1000000",
  ],
  [
    "a step and a sequence are given",
    "gru",
    { ...step, x: [[1, 2]] },
    "x and x_t can't both be given: x is a sequence, x_t one step",
  ],
];

for (const [what, model, numbers, message] of refused)
  test(`when ${what}, then the ${model} is refused, naming both shapes`, () =>
    assert.throws(
      () => runOf(model, numbers),
      (error: Error) => {
        assert.ok(error instanceof UserError, String(error.stack));
        if (typeof message === "string") assert.equal(error.message, message);
        else assert.match(error.message, message);
        return true;
      },
    ));

test("when a key was typed in another spelling, then the message has that one too, and its place", () => {
  const place = { file: "f.yaml", line: 3, column: 8, text: "  Wz: [[1, 2, 3], [4, 5, 6]]" };
  const exercise = {
    ...exerciseOf("gru", {
      ...step,
      W_z: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    }),
    spelled: { W_z: "Wz" },
    places: { W_z: place },
  };
  assert.throws(
    () => run(exercise),
    (error: UserError) => {
      assert.equal(error.message, "W_z (your Wz) is 2×3, but x_t has 2 entries; W_z takes a matrix of 2×2");
      assert.deepEqual(error.place, place);
      return true;
    },
  );
});

/** What is taken without a guess: the same numbers in a shorter form. */
const fitting: readonly [what: string, short: Numbers, full: Numbers][] = [
  [
    "single numbers for one unit",
    { x_t: 0.5, h_prev: 0.2, W_xh: 0.3, W_hh: 0.4, B_h: 0.1 },
    { x_t: [0.5], h_prev: [0.2], W_xh: [[0.3]], W_hh: [[0.4]], B_h: [0.1] },
  ],
  ["a vector for a matrix of one row", { ...small, W_xh: [1, 2] }, small],
  [
    "a vector for a matrix of one column",
    { x_t: [0.5], h_prev: [0, 0], W_xh: [1, 2], W_hh: W, B_h: b },
    { x_t: [0.5], h_prev: [0, 0], W_xh: [[1], [2]], W_hh: W, B_h: b },
  ],
  [
    "a vector for a sequence of single inputs",
    { x: [1, 2, 3], h_0: [0], W_xh: [[1]], W_hh: [[1]], B_h: [0] },
    { x: [[1], [2], [3]], h_0: [0], W_xh: [[1]], W_hh: [[1]], B_h: [0] },
  ],
];

for (const [what, short, full] of fitting)
  test(`when there is ${what}, then it fits`, () => {
    const [a, c] = [short, full].map((numbers) => runOf("rnn", numbers));
    assert.deepEqual(a.parameters.sizes, c.parameters.sizes);
    assert.deepEqual([...a.values], [...c.values]);
  });

test("when the sizes are found, then each is what most quantities show", () => {
  const { sizes } = runOf("rnn", {
    x_t: [1, 2, 3],
    h_prev: [0, 0],
    W_xh: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    W_hh: W,
    B_h: b,
    W_hy: [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ],
    B_y: [0, 0, 0, 0],
  }).parameters;
  assert.deepEqual({ ...sizes }, { input: 3, hidden: 2, output: 4 });
});

const starts: readonly [model: ModelName, left: string[], notes: string[]][] = [
  ["gru", ["h_0"], ["h_0 not given: zeros."]],
  ["gru", [], []],
];

for (const [model, left, notes] of starts)
  test(`when a sequence leaves out ${left.join(", ") || "nothing"}, then it starts from zero and says so`, () => {
    const done = runOf(model, without(sequence, ...left));
    assert.deepEqual(done.parameters.notes, notes);
    assertSame(resultOf(done, "h_0"), left.length > 0 ? [0, 0] : [0.2, 0.4]);
    assert.equal(done.parameters.steps, 3);
  });

test("when an LSTM leaves out both states, then one note tells of both", () => {
  const one = { W: [[1]], U: [[1]], b: [0] };
  const gates = Object.fromEntries(
    ["i", "f", "o", "g"].flatMap((gate) =>
      Object.entries(one).map(([key, value]) => [`${key}_${gate}`, value]),
    ),
  );
  const done = runOf("lstm", { x: [[1], [2]], ...gates } as Numbers);
  assert.deepEqual(done.parameters.notes, ["h_0 and c_0 not given: zeros."]);
});

test("when a sequence is shown, then x is in one piece and the graph has its rows", () => {
  const { parameters } = runOf("gru", sequence);
  assertSame(parameters.shown.get("x")!, sequence.x);
  assertSame(parameters.inputs.get("x_2")!, [1, 2]);
  assert.equal(parameters.inputs.has("x"), false);
});

const pair = (first: Nested, second: Nested): Numbers => ({
  b_xz: first,
  b_hz: second,
  b_xr: b,
  b_hr: b,
  b_xh: b,
  b_hh: b,
});
const bare = without(step, "b_z", "b_r", "b_h");

const biases: readonly [
  what: string,
  given: Numbers,
  convention: Asked,
  same: Numbers,
  as: Asked,
  note: RegExp,
][] = [
  [
    "one bias is given where there are two",
    step,
    "biases=two",
    { ...bare, b_xz: b, b_hz: [0, 0], b_xr: b, b_hr: [0, 0], b_xh: b, b_hh: [0, 0] },
    "biases=two",
    /b_xz = b_z, b_hz = 0; b_xr = b_r, b_hr = 0; b_xh = b_h, b_hh = 0/,
  ],
  [
    "two biases are given where there is one",
    { ...bare, ...pair([0.1, 0.2], [0.3, -0.5]) },
    "biases=one",
    { ...bare, b_z: [0.4, -0.3], b_r: [0.02, -0.02], b_h: [0.02, -0.02] },
    "biases=one",
    /b_z = b_xz \+ b_hz; b_r = b_xr \+ b_hr; b_h = b_xh \+ b_hh/,
  ],
];

for (const [what, given, convention, same, as, note] of biases)
  test(`when ${what}, then they are turned into each other, and a note says so`, () => {
    const done = runOf("gru", given, convention);
    assert.match(done.parameters.notes.join(" "), note);
    assertSame(resultOf(done, "h_t"), resultOf(runOf("gru", same, as), "h_t"));
  });

const unused: readonly [given: Numbers, convention: Asked, note: string][] = [
  [step, "biases=none", "Not used under this convention: b_z, b_r, b_h."],
  [{ ...step, W_hy: [[1, 2]], B_y: [1] }, "output=none", "Not used under this convention: W_hy, B_y."],
  [{ ...step, h_0: [1, 2] }, "sheet", "Not used under this convention: h_0."],
];

for (const [given, convention, note] of unused)
  test(`when ${String(convention)} leaves quantities unused, then a note names them`, () =>
    assert.deepEqual(runOf("gru", given, convention).parameters.notes, [note]));

test("when an output has no bias under biases=none, then y_t is the product alone", () => {
  const done = runOf(
    "rnn",
    { x_t: [1], h_prev: [0], W_xh: [[1]], W_hh: [[1]], W_hy: [[2], [3]] },
    "biases=none",
  );
  assertSame(resultOf(done, "y_t"), [2 * Math.tanh(1), 3 * Math.tanh(1)]);
});
