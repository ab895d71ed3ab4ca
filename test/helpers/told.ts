import assert from "node:assert/strict";
import test from "node:test";
import type { Verdict } from "../../src/checking/verdict.ts";
import type { Run } from "../../src/course/run.ts";
import { checked } from "./students.ts";

/** The verdict on each answer by its key, and the mistakes where some are named. */
export type Told = Readonly<Record<string, Verdict | readonly [Verdict, ...mistakes: string[]]>>;

/** A test a row: what somebody answers, and what is said of it. */
export function testTold(
  name: string,
  exercise: Run,
  rows: readonly (readonly [answers: string, told: Told])[],
): void {
  for (const [answers, told] of rows)
    test(`${name}: when somebody answers ${answers}, then it is ${JSON.stringify(told)}`, async () => {
      const judged = await checked(exercise, answers);
      for (const [key, expected] of Object.entries(told)) {
        const [verdict, ...mistakes] = typeof expected === "string" ? [expected] : expected;
        const found = judged.get(key);
        const ids = found?.candidates.flat().map(({ mistake }) => mistake.id) ?? [];
        assert.equal(
          found?.verdict,
          verdict,
          `${key}: ${JSON.stringify([found?.standing, ids, found?.problem])}`,
        );
        for (const id of mistakes) assert.ok(ids.includes(id), `${key}: ${ids.join(", ")}`);
      }
    });
}
