import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { rowList, type Tensor, vector } from "../../src/linalg/tensor.ts";
import type { ModelName } from "../../src/models/index.ts";
import type { Convention } from "../../src/models/model.ts";
import { type Numbers, resultOf, runOf } from "../helpers/exercises.ts";
import { assertSame, distance, type Plain } from "../helpers/numbers.ts";

// Worked examples of attention that others have published, met to as many decimals as were printed; a published
// value known to be wrong is refused.

interface Value {
  readonly key: string;
  readonly value: Plain;
  readonly digits: number;
}

interface Case {
  readonly id: string;
  readonly source: string;
  readonly model: ModelName;
  readonly convention: Convention;
  readonly parameters: Numbers;
  readonly expected: readonly (Value & { readonly rule: "rounded" | "one-unit"; readonly row?: number })[];
  readonly wrong: readonly (Value & { readonly right: Plain })[];
}

const file = join(__dirname, "../reference/published-attention.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

const rowOf = (value: Tensor, row: number | undefined): Tensor =>
  row === undefined ? value : vector(rowList(value)[row - 1]);

test("when the reference is read, then it has values to meet and values to refuse", () => {
  assert.equal(cases.length, 15);
  assert.equal(cases.flatMap(({ wrong }) => wrong).length, 3);
});

for (const { id, source, model, convention, parameters, expected, wrong } of cases) {
  test(`when ${id} is run, then every value is the one published by ${source}`, () => {
    const done = runOf(model, parameters, convention);
    for (const { key, value, digits, rule, row } of expected) {
      const unit = 10 ** -digits;
      const far = distance(rowOf(resultOf(done, key), row), value);
      assert.ok(far <= (rule === "rounded" ? unit / 2 : unit) + 1e-12, `${key} is off by ${far}`);
    }
  });

  for (const { key, value, digits, right } of wrong)
    test(`when ${id} prints a wrong ${key}, then it is refused and the right one found`, () => {
      const found = resultOf(runOf(model, parameters, convention), key);
      assert.ok(distance(found, value) > 0.5 * 10 ** -digits, `${key} would pass`);
      assertSame(found, right, key);
    });
}
