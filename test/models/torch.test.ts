import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import type { RecurrentName } from "../../src/models/index.ts";
import type { Convention } from "../../src/models/model.ts";
import { type Numbers, resultOf, runOf } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";

// PyTorch's own numbers in double precision, to 10⁻¹²: a sequence in one run, and the same a step at a time.

interface Case {
  readonly id: number;
  readonly model: RecurrentName;
  readonly convention: string;
  readonly options: Convention;
  readonly parameters: Numbers & { readonly x: number[][]; readonly h_0: number[]; readonly c_0?: number[] };
  readonly expected: { readonly h: number[][]; readonly c?: number[][] };
}

const file = join(__dirname, "../reference/torch-recurrent.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

test("when the reference is read, then it has 200 cases of three models", () => {
  assert.equal(cases.length, 200);
  assert.deepEqual([...new Set(cases.map(({ model }) => model))].sort(), ["gru", "lstm", "rnn"]);
});

for (const { id, model, convention, options, parameters, expected } of cases) {
  const choices = { preset: convention, ...options };
  const { x, h_0, c_0, ...weights } = parameters;
  const title = `PyTorch runs its ${model} no. ${id} (${Object.values(options).join(", ")}) over ${x.length} steps`;

  test(`when ${title}, then every state is the same here`, () => {
    const done = runOf(model, parameters, choices);
    for (const [i, h] of expected.h.entries()) assertSame(resultOf(done, `h_${i + 1}`), h, `h_${i + 1}`);
    for (const [i, c] of (expected.c ?? []).entries())
      assertSame(resultOf(done, `c_${i + 1}`), c, `c_${i + 1}`);
  });

  test(`when ${title} a step at a time, then every state is the same here`, () => {
    let state: Numbers = { h_prev: h_0, ...(c_0 ? { c_prev: c_0 } : {}) };
    for (const [i, x_t] of x.entries()) {
      const done = runOf(model, { x_t, ...state, ...weights }, choices);
      const [h, c] = [resultOf(done, "h_t"), done.values.get("c_t")];
      assertSame(h, expected.h[i], `h_${i + 1}`);
      if (expected.c) assertSame(c!, expected.c[i], `c_${i + 1}`);
      state = { h_prev: Array.from(h.data), ...(c ? { c_prev: Array.from(c.data) } : {}) };
    }
  });
}
