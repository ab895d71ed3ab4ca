import assert from "node:assert/strict";
import test from "node:test";
import { type Erratum, errataOf, type Proof } from "../../src/course/errata.ts";
import { toNested } from "../../src/linalg/tensor.ts";
import { resultOf, shipped, shippedCalled } from "../helpers/exercises.ts";
import { assertSame, distance } from "../helpers/numbers.ts";

// The numbers that the errata show, against what they are said to prove, worked out here on plain arrays.

type Vector = readonly number[];
type Rows = readonly Vector[];

const erratumAt = (exercise: string, where: string): Erratum => {
  const found = errataOf(shippedCalled(exercise)).find((erratum) => erratum.where === where);
  assert.ok(found, `${exercise} has no erratum at ${where}`);
  return found;
};

const shown = ({ run, show }: Proof, key: string): number[] => {
  assert.ok(show.includes(key), `${key} is not shown`);
  return toNested(resultOf(run, key)) as number[];
};

const own = (exercise: string, key: string) =>
  (shippedCalled(exercise).file.parameters as Record<string, never>)[key];

for (const { name, exercise } of shipped)
  for (const { where, proof } of errataOf(exercise))
    test(`when the erratum of ${name} at ${where} is shown, then its proofs have finite numbers under their keys`, () => {
      assert.ok(proof.length > 0);
      for (const { run, show, label } of proof) {
        assert.ok(show.length > 0 && label !== "");
        for (const key of show) for (const x of resultOf(run, key).data) assert.ok(Number.isFinite(x), key);
      }
    });

test("when the sheet's 3.4 and 3.5 are checked, then z near 0 keeps the state and z near 1 takes the candidate", () => {
  const { proof } = erratumAt("gru", "3.4 and 3.5");
  const [near0, near1, old, answer] = proof;
  const h_prev = own("gru", "h_prev");
  assertSame(shown(near0, "z_t"), [0, 0]);
  assertSame(shown(near0, "h_t"), h_prev);
  assertSame(shown(near1, "z_t"), [1, 1]);
  assertSame(shown(near1, "h_t"), shown(near1, "h_tilde_t"));
  assert.ok(distance(shown(near1, "h_t"), h_prev) > 0.01);
  assertSame(shown(old, "z_t"), [1, 1]);
  assertSame(shown(old, "h_t"), h_prev);
  assertSame(shown(answer, "h_t"), [0.1495145649442074, 0.2630264536521507]);
});

test("when the sheet's 3.2 is checked, then both gates have the same numbers", () => {
  const [proof] = erratumAt("gru", "3.2").proof;
  assert.deepEqual(shown(proof, "z_t"), shown(proof, "r_t"));
});

test("when the reset gate is shut, then the candidate forgets the state, and yet the new state keeps of it", () => {
  const [proof] = erratumAt("gru", "Introduction to problem 3").proof;
  const x = own("gru", "x_t") as Vector;
  const h_prev = own("gru", "h_prev") as Vector;
  const b = own("gru", "b_h") as Vector;
  const W = own("gru", "W_h") as Rows;
  const candidate = W.map((row, i) => Math.tanh(row[0] * x[0] + row[1] * x[1] + b[i]));
  const z = toNested(resultOf(proof.run, "z_t")) as Vector;
  assertSame(shown(proof, "r_t"), [0, 0]);
  assertSame(shown(proof, "h_tilde_t"), candidate);
  assertSame(
    shown(proof, "h_t"),
    candidate.map((c, i) => (1 - z[i]) * h_prev[i] + z[i] * c),
  );
  for (const [i, h] of shown(proof, "h_t").entries()) assert.ok(Math.abs(h - candidate[i]) > 0.01);
});

test("when the sheet's 2.2b is checked, then its result is h_3 and not h_2", () => {
  const [proof] = erratumAt("rnn", "2.2b").proof;
  const [w, u] = [0.5, [1, 2, 3]];
  assertSame(shown(proof, "h_3"), [w * u[2] + w ** 2 * u[1] + w ** 3 * u[0]]);
  assertSame(shown(proof, "h_3"), [1.5 + 0.5 + 0.125]);
  assertSame(shown(proof, "h_2"), [w * u[1] + w ** 2 * u[0]]);
  assert.notDeepEqual(shown(proof, "h_2"), shown(proof, "h_3"));
});

const times = (W: Rows, v: Vector): number[] =>
  W.map((row) => row.reduce((total, w, j) => total + w * v[j], 0));

test("when the sheet's 2.1 is checked, then the second power of W is not its transpose", () => {
  const [power, transpose] = erratumAt("rnn", "2.1").proof;
  const W = own("rnn", "W_hh") as Rows;
  const turned = W[0].map((_, j) => W.map((row) => row[j]));
  assertSame(shown(power, "h_2"), times(W, times(W, [1, 0])));
  assertSame(shown(transpose, "h_1"), times(turned, [1, 0]));
  assert.ok(distance(shown(power, "h_2"), shown(transpose, "h_1")) > 0.01);
});

/** What the code of 2.3 does: the state is a square matrix, and numpy adds a vector to each of its rows. */
function codesStates(): number[][][] {
  const [W, W_xh] = [own("rnn", "W_hh") as Rows, own("rnn", "W_xh") as Rows];
  const b = own("rnn", "B_h") as Vector;
  const states: number[][][] = [W.map((row) => row.map(() => 0))];
  for (const x of own("rnn", "x") as Rows) {
    const fromInput = times(W_xh, x);
    const before = states[states.length - 1];
    states.push(
      W.map((row, i) =>
        row.map((_, j) => {
          const product = W[i].reduce((total, w, k) => total + w * before[k][j], 0);
          return Math.tanh(product + fromInput[j] + b[j]);
        }),
      ),
    );
  }
  return states;
}

test("when the sheet's 2.3 is checked, then each row shown is that row of the code's matrix, and none is the state", () => {
  const [right, ...rows] = erratumAt("rnn", "2.3").proof;
  const states = codesStates();
  assert.equal(rows.length, states[0].length);
  for (const [i, row] of rows.entries()) {
    for (const t of [1, 2]) assertSame(shown(row, `h_${t}`), states[t][i], `row ${i + 1} of h_${t}`);
    assert.ok(distance(shown(row, "h_2"), shown(right, "h_2")) > 0.01);
  }
  const W = own("rnn", "W_hh") as Rows;
  for (const [i, { label }] of rows.entries()) {
    const sum = W[i].reduce((a, b) => a + b, 0);
    assert.ok(label.includes(`row sum ${sum.toFixed(1).replace("-", "−")}`), label);
  }
});

test("when 2.3's code goes on to a third step, then each row mixes all rows, and the note does not say otherwise", () => {
  const { note, proof } = erratumAt("rnn", "2.3");
  const states = codesStates();
  for (const [i, { run }] of proof.slice(1).entries())
    assert.ok(distance(toNested(resultOf(run, "h_3")), states[3][i]) > 0.01);
  assert.doesNotMatch(note, /works as a network of its own/);
});
