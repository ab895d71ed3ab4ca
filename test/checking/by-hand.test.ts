import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { run } from "../../src/course/run.ts";
import { shippedCalled } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";
import { mistaken, workOf } from "../helpers/works.ts";

// The mistakes on plain arrays, without the project's code: the sheet's GRU, one W and one b for all gates.

const W = [
  [0.1, 0.2],
  [0.3, -0.5],
];
const b = [0.01, -0.01];
const x = [0.5, -0.1];
const h = [0.2, 0.4];

type Vector = readonly number[];
const times = (M: readonly Vector[], v: Vector) => M.map((row) => row[0] * v[0] + row[1] * v[1]);
const turned = (M: readonly Vector[]) => [0, 1].map((i) => [M[0][i], M[1][i]]);
const plus = (...vs: readonly Vector[]) => [0, 1].map((i) => vs.reduce((sum, v) => sum + v[i], 0));
const by = (u: Vector, v: Vector) => [u[0] * v[0], u[1] * v[1]];
const left = (v: Vector) => v.map((e) => 1 - e);
const sigma = (v: Vector) => v.map((e) => 1 / (1 + Math.exp(-e)));
const tanh = (v: Vector) => v.map(Math.tanh);
const a = plus(times(W, x), times(W, h), b);
const gate = sigma(a);
const sum = (state: Vector) => plus(times(W, x), times(W, state), b);
const candidate = tanh(sum(by(gate, h)));
const blend = (z: Vector, c: Vector, old = h) => plus(by(left(z), old), by(z, c));

const onGru: Readonly<Record<string, Vector>> = {
  "z-complement-swapped": plus(by(gate, h), by(left(gate), candidate)),
  "reset-after": blend(gate, tanh(plus(times(W, x), by(gate, times(W, h)), b))),
  "reset-omitted": blend(gate, tanh(sum(h))),
  "reset-complement": blend(gate, tanh(sum(by(left(gate), h)))),
  "reset-on-everything": blend(gate, tanh(plus(by(gate, plus(times(W, x), times(W, h))), b))),
  "update-no-complement": plus(by(gate, h), by(gate, candidate)),
  "update-blends-reset-state": blend(gate, candidate, by(gate, h)),
  "update-preactivation-candidate": blend(gate, sum(by(gate, h))),
  "update-skipped": candidate,
  "extra-tanh-on-cell-update": tanh(blend(gate, candidate)),
  "times-became-plus": blend(gate, tanh(sum(plus(gate, h)))),
  "sigmoid-sign": blend(left(gate), tanh(sum(by(left(gate), h)))),
  "gates-no-activation": blend(a, tanh(sum(by(a, h)))),
  "gates-tanh": blend(tanh(a), tanh(sum(by(tanh(a), h)))),
  "candidate-sigmoid": blend(gate, sigma(sum(by(gate, h)))),
  "activations-swapped": blend(tanh(a), sigma(sum(by(tanh(a), h)))),
  "hidden-no-activation": blend(gate, sum(by(gate, h))),
  "hard-sigmoid": blend(
    a.map((e) => 0.2 * e + 0.5),
    tanh(
      sum(
        by(
          a.map((e) => 0.2 * e + 0.5),
          h,
        ),
      ),
    ),
  ),
};

describe("when a mistake is made in the sheet's GRU", () => {
  const work = workOf(run(shippedCalled("gru")));
  for (const [id, expected] of Object.entries(onGru))
    it(`then ${id} gives what it gives by hand`, () => {
      assertSame(mistaken(work, id).get("h_t") as never, expected, id);
    });

  it("then W transposed, b left out, b twice, and + for × give what they give by hand", () => {
    const step = (gates: Vector, inner: (s: Vector) => Vector) =>
      blend(sigma(gates), tanh(inner(by(sigma(gates), h))));
    const rows: Readonly<Record<string, Vector>> = {
      "w-transposed": step(plus(times(turned(W), x), times(W, h), b), (s) =>
        plus(times(turned(W), x), times(W, s), b),
      ),
      "u-transposed": step(plus(times(W, x), times(turned(W), h), b), (s) =>
        plus(times(W, x), times(turned(W), s), b),
      ),
      "bias-dropped": step(plus(times(W, x), times(W, h)), (s) => plus(times(W, x), times(W, s))),
      "bias-doubled": step(plus(a, b), (s) => plus(sum(s), b)),
      "plus-became-times": step(plus(by(times(W, x), times(W, h)), b), (s) =>
        plus(by(times(W, x), times(W, s)), b),
      ),
      "elementwise-vs-matrix": step(plus(by([0.1, -0.5], plus(x, h)), b), (s) =>
        plus(by([0.1, -0.5], plus(x, s)), b),
      ),
    };
    for (const [id, expected] of Object.entries(rows))
      assertSame(mistaken(work, id).get("h_t") as never, expected, id);
  });

  it("then z and 1 − z exchanged are told as (0.1495, 0.2630)", () => {
    assertSame(
      mistaken(work, "z-complement-swapped").get("h_t") as never,
      [0.1495145649442074, 0.2630264536521507],
    );
  });

  it("then transposing in the update gate alone leaves the other gate right", () => {
    const values = mistaken(work, "w-transposed", "in the update gate");
    assertSame(values.get("r_t") as never, gate);
    assertSame(values.get("z_t") as never, sigma(plus(times(turned(W), x), times(W, h), b)));
    assert.ok(values.has("h_t"));
  });
});
