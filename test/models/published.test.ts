import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import type { Run } from "../../src/course/run.ts";
import type { RecurrentName } from "../../src/models/index.ts";
import type { Convention } from "../../src/models/model.ts";
import { type Numbers, resultOf, runOf } from "../helpers/exercises.ts";
import { assertSame, distance } from "../helpers/numbers.ts";

// Worked examples that others have published. A value is met to as many decimals as it was printed with; a
// published value known to be wrong is refused.

interface Case {
  readonly id: string;
  readonly source: string;
  readonly model: RecurrentName;
  readonly convention: string;
  readonly options: Convention;
  readonly parameters: Numbers;
  readonly expected: readonly {
    readonly key: string;
    readonly value: readonly number[];
    readonly digits: number;
    readonly rule: "rounded" | "one-unit";
  }[];
  readonly wrong: readonly {
    readonly key: string;
    readonly value: readonly number[];
    readonly digits: number;
    readonly right: readonly number[];
  }[];
}

const file = join(__dirname, "../reference/published.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

test("when the reference is read, then it covers every model and every framework's layout", () => {
  assert.deepEqual([...new Set(cases.map(({ model }) => model))].sort(), ["gru", "lstm", "rnn"]);
  assert.deepEqual([...new Set(cases.map(({ convention }) => convention))].sort(), [
    "keras",
    "onnx",
    "sheet",
  ]);
});

for (const { id, source, model, convention, options, parameters, expected, wrong } of cases) {
  const ran = (): Run => runOf(model, parameters, { preset: convention, ...options });

  test(`when ${id} is run, then every value is the one published by ${source}`, () => {
    const done = ran();
    for (const { key, value, digits, rule } of expected) {
      const unit = 10 ** -digits;
      const far = distance(resultOf(done, key), value);
      assert.ok(far <= (rule === "rounded" ? unit / 2 : unit) + 1e-12, `${key} is off by ${far}`);
    }
  });

  for (const { key, value, digits, right } of wrong)
    test(`when ${id} prints a wrong ${key}, then it is refused and the right one found`, () => {
      const found = resultOf(ran(), key);
      assert.ok(distance(found, value) > 0.5 * 10 ** -digits, `${key} would pass`);
      assertSame(found, right, key);
    });
}
