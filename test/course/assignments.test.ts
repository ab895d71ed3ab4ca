import assert from "node:assert/strict";
import test from "node:test";
import { readAssignments } from "../../src/course/assignments.ts";
import type { Nested } from "../../src/linalg/tensor.ts";
import type { ModelName } from "../../src/models/index.ts";
import { UserError } from "../../src/text/user-error.ts";

const read = (texts: readonly string[], model: ModelName): Record<string, Nested> =>
  Object.fromEntries([...readAssignments(texts, model)].map(([key, { value }]) => [key, value]));

const rows: readonly [model: ModelName, texts: readonly string[], expected: Record<string, Nested>][] = [
  ["gru", [], {}],
  ["gru", ["x_t=1,2"], { x_t: [1, 2] }],
  ["gru", ["x_t=[1, 2]"], { x_t: [1, 2] }],
  ["gru", ["x_t = 1 2"], { x_t: [1, 2] }],
  ["gru", ["x_t=0,5; −0,2"], { x_t: [0.5, -0.2] }],
  ["gru", ["x_t=1/3 2"], { x_t: [1 / 3, 2] }],
  ["gru", ["h_{t-1}=1 2"], { h_prev: [1, 2] }],
  [
    "gru",
    ["W_z=[[1, 2], [3, 4]]"],
    {
      W_z: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  [
    "gru",
    ["W_z=[[1,0], [0,1]]"],
    {
      W_z: [
        [1, 0],
        [0, 1],
      ],
    },
  ],
  [
    "gru",
    ["W_z=1 2; 3 4"],
    {
      W_z: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  [
    "gru",
    ["Wz=1 2; 3 4", "b_n=0 1"],
    {
      W_z: [
        [1, 2],
        [3, 4],
      ],
      b_h: [0, 1],
    },
  ],
  ["gru", ["x_t=1,2", "x_t=3,4"], { x_t: [3, 4] }],
  ["gru", ["ht-1=1,2", "h_prev=3,4"], { h_prev: [3, 4] }],
  ["rnn", ["b_h=1,2"], { B_h: [1, 2] }],
  ["rnn", ["x=[[1], [2]]"], { x: [[1], [2]] }],
  ["lstm", ["weight_ih_l0=[[1, 2]]"], { weight_ih: [[1, 2]] }],
];

for (const [model, texts, expected] of rows)
  test(`when --set is ${texts.join(" and ") || "left out"} for the ${model}, then it sets ${Object.keys(expected).join(", ") || "nothing"}`, () =>
    assert.deepEqual(read(texts, model), expected));

const refused: readonly [text: string, message: string][] = [
  ["x_t", '--set takes key=value, as in --set x_t=1,2; "x_t" is not that'],
  ["=1", '--set takes key=value, as in --set x_t=1,2; "=1" is not that'],
  ["", '--set takes key=value, as in --set x_t=1,2; "" is not that'],
  ["x_t=", "--set x_t: is empty"],
  ["x_t=[]", "--set x_t: is empty"],
  ["x_q=1", "--set x_q: unknown key; did you mean x_t?"],
  ["quux=1", "--set quux: unknown key"],
  ["constructor=1", "--set constructor: unknown key"],
  ["x_t=abc", '--set x_t: holds "abc", which is not a number'],
  ["x_t=1, nan", "--set x_t: holds nan; every entry must be a finite number"],
  ["x_t=1, inf", "--set x_t: holds inf; every entry must be a finite number"],
  ["x_t=1=2", '--set x_t: holds "1=2", which is not a number'],
  ["x_t=[1, 2", "--set x_t: is not a number, a vector or a matrix"],
  [
    "x_t=1,5, 2,5",
    "--set x_t: can be read with decimal commas or without; write points, or ; between the numbers",
  ],
  ["W_z=1 2; 3", "--set W_z: row 2 has 1 entries, row 1 has 2"],
  ["W_z=[[1, 2], [3, 4, 5]]", "--set W_z: row 2 has 3 entries, row 1 has 2"],
  ["W_z=[[1, 2], []]", "--set W_z: is not a number, a vector or a matrix"],
];

for (const [text, message] of refused)
  test(`when --set is "${text}", then it is refused: ${message}`, () =>
    assert.throws(
      () => readAssignments([text], "gru"),
      (error: Error) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.message, message);
        return true;
      },
    ));
