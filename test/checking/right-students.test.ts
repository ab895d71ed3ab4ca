import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { shippedCalled } from "../helpers/exercises.ts";
import { handedIn, rightWorking, verdictsOf, withNumbers, worked } from "../helpers/students.ts";

const fine = ["exact", "right", "rounded", "follows", "ambiguous"];

for (const name of ["gru", "lstm", "rnn", "gru-sequence"])
  test(`when a right student of ${name} rounds written lines, then nothing is called wrong or a mistake`, () => {
    const drawn = fc.record({
      seed: fc.integer({ min: 0, max: 4 }),
      decimals: fc.integer({ min: 2, max: 4 }),
      more: fc.integer({ min: 0, max: 1 }),
      rounded: fc.func(fc.boolean()),
      handed: fc.integer({ min: 1, max: 7 }),
    });
    fc.assert(
      fc.property(drawn, ({ seed, decimals, more, rounded, handed }) => {
        const exercise = withNumbers(shippedCalled(name), seed);
        const paper = worked(rightWorking(exercise), decimals + more, rounded);
        const keys = exercise.asked.filter((_, i) => i % 3 === 2 || (handed >> (i % 3)) % 2 === 1);
        for (const { key, verdict, given } of verdictsOf(exercise, handedIn(paper, keys, decimals)))
          if (given) assert.ok(fine.includes(verdict), `${key} = ${given.raw}: ${verdict}`);
      }),
      { seed: 4, numRuns: name === "gru-sequence" ? 15 : 30 },
    );
  });
