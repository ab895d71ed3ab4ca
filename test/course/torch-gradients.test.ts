import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { type GradientRun, withGradients } from "../../src/course/gradients.ts";
import { LOSS, withLoss } from "../../src/course/loss.ts";
import { type Nested, type Tensor, toNested } from "../../src/linalg/tensor.ts";
import type { Convention } from "../../src/models/model.ts";
import { type Numbers, runOf } from "../helpers/exercises.ts";

// PyTorch's autograd in double precision, to 10⁻⁹ of the largest entry of each gradient.

interface Case {
  readonly model: "rnn" | "lstm" | "gru";
  readonly loss: string;
  readonly options: Convention;
  readonly parameters: Numbers & { readonly x: number[][] };
  readonly expected: Numbers & { readonly loss: number };
}

const file = join(__dirname, "../reference/torch-gradients.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

/** The gates in the order in which PyTorch stacks them. */
const gates: Readonly<Record<Case["model"], readonly string[]>> = {
  rnn: [""],
  lstm: ["i", "f", "g", "o"],
  gru: ["r", "z", "h"],
};

/** Our gradients under PyTorch's names: one matrix for all gates. */
function stacked(model: Case["model"], steps: number, { gradients }: GradientRun): Record<string, Nested> {
  const of = (key: string): Nested => toNested(gradients.get(key) as Tensor);
  const each = (name: (gate: string) => string): Nested =>
    gates[model].flatMap((gate) => of(name(gate)) as number[]) as Nested;
  const has = (key: string): boolean => gradients.has(key);
  const plain = ["h_0", "c_0", "W_hy", "B_y"].filter(has).map((key) => [key, of(key)] as const);
  const isRnn = model === "rnn";
  const names: Readonly<Record<string, (gate: string) => string>> = {
    weight_ih: (gate) => (isRnn ? "W_xh" : `W_${gate}`),
    weight_hh: (gate) => (isRnn ? "W_hh" : `U_${gate}`),
    bias_ih: (gate) => (isRnn ? "B_xh" : `b_x${gate}`),
    bias_hh: (gate) => (isRnn ? "B_hh" : `b_h${gate}`),
  };
  const weights = Object.entries(names).filter(([, name]) => has(name(gates[model][0])));
  return {
    x: Array.from({ length: steps }, (_, i) => of(`x_${i + 1}`) as number[]),
    ...Object.fromEntries(plain),
    ...Object.fromEntries(weights.map(([key, name]) => [key, each(name)])),
  };
}

const flat = (value: Nested): number[] => [value].flat(3) as number[];

function assertNear(actual: Nested, expected: Nested, what: string): void {
  const [ours, theirs] = [flat(actual), flat(expected)];
  assert.equal(ours.length, theirs.length, what);
  const size = Math.max(1e-3, ...theirs.map(Math.abs));
  for (const [i, x] of ours.entries())
    assert.ok(Math.abs(x - theirs[i]) <= 1e-9 * size, `${what}, entry ${i}: ${x}, PyTorch has ${theirs[i]}`);
}

test("when the reference is read, then it has 100 cases of each model, and both losses", () => {
  for (const model of ["rnn", "lstm", "gru"])
    assert.equal(cases.filter((one) => one.model === model).length, 100);
  assert.deepEqual([...new Set(cases.map(({ loss }) => loss))].sort(), ["cross-entropy", "squared"]);
});

for (const [i, { model, loss, options, parameters, expected }] of cases.entries()) {
  const title = `${model} no. ${i % 100} (${Object.values(options).join(", ")}), ${loss}`;
  test(`when PyTorch differentiates its ${title}, then loss and gradients are the same here`, () => {
    const done = withGradients(withLoss(runOf(model, parameters, { preset: "pytorch", ...options }), loss));
    const { loss: value, ...gradients } = expected;
    assertNear((done.values.get(LOSS) as Tensor).data[0], value, "the loss");
    const ours = stacked(model, parameters.x.length, done);
    assert.deepEqual(Object.keys(ours).sort(), Object.keys(gradients).sort());
    for (const [key, theirs] of Object.entries(gradients)) assertNear(ours[key], theirs, key);
  });
}
