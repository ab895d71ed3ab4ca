import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { axisOf, leftOut } from "../../src/report/axis.ts";
import type { Plot } from "../../src/report/report.ts";

type Scale = "linear" | "log";

const ticks: readonly [values: number[], scale: Scale, labels: string[]][] = [
  [[0, 30], "linear", ["0", "5", "10", "15", "20", "25", "30"]],
  [[0, 1], "linear", ["0", "1"]],
  [[0.05, 0.93], "linear", ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
  [[-0.02, 0.04], "linear", ["−0.02", "−0.01", "0.00", "0.01", "0.02", "0.03", "0.04"]],
  [[0.3, 40], "log", ["10⁻¹", "10⁰", "10¹", "10²"]],
  [[1, 1], "log", ["10⁰", "10¹"]],
  [[1e-300, 1e300], "log", ["10⁻³⁰⁰", "10⁻²⁰⁰", "10⁻¹⁰⁰", "10⁰", "10¹⁰⁰", "10²⁰⁰", "10³⁰⁰"]],
  [[0, 5e-324], "log", ["10⁻³²⁴", "10⁻³²³"]],
  [[7], "linear", ["2", "4", "6", "8", "10", "12"]],
  [[0], "linear", ["−1", "0", "1"]],
];

for (const [values, scale, labels] of ticks)
  test(`when ${values.join(" and ")} stand on a ${scale} axis, then its ticks are ${labels.join(", ")}`, () =>
    assert.deepEqual(
      axisOf(values, scale, 6)?.ticks.map(({ label }) => label),
      labels,
    ));

test("when nothing has a place on an axis, then there is no axis", () => {
  assert.equal(axisOf([0, -1, Number.NaN], "log", 6), undefined);
  assert.equal(axisOf([Number.NaN, Number.POSITIVE_INFINITY], "linear", 6), undefined);
  assert.equal(axisOf([], "linear", 6), undefined);
});

test("when any values stand on an axis, then each has a place between its ends, in their order, and the ticks rise", () => {
  for (const scale of ["linear", "log"] as const)
    fc.assert(
      fc.property(
        fc.array(fc.double(), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 2, max: 10 }),
        (values, most) => {
          const axis = axisOf(values, scale, most);
          if (!axis) return;
          const places = values
            .filter((x) => !Number.isNaN(x))
            .sort((a, b) => a - b)
            .flatMap((value) => axis.place(value) ?? []);
          for (const [i, at] of places.entries()) {
            assert.ok(at >= -1e-9 && at <= 1 + 1e-9, `${at}`);
            assert.ok(i === 0 || at >= places[i - 1]);
          }
          const at = axis.ticks.map((tick) => tick.at);
          assert.deepEqual([at[0], at[at.length - 1]], [0, 1]);
          assert.ok(axis.ticks.length <= most + 3, `${axis.ticks.length}`);
        },
      ),
      { numRuns: 500 },
    );
});

test("when a series has values without a place, then they are told", () => {
  const plot: Plot = {
    title: "",
    x: { label: "t", scale: "linear" },
    y: { label: "norm", scale: "log" },
    series: [],
  };
  const points = [0, 0, -1, Number.POSITIVE_INFINITY, 1].map((value, t) => [t, value] as const);
  assert.deepEqual(leftOut(plot, { name: "", points }), ["0 at t = 0 … 1", "below 0 at t = 2", "∞ at t = 3"]);
});
