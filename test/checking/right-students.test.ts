import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { shippedCalled } from "../helpers/exercises.ts";
import { handedIn, rightWorking, verdictsOf, withNumbers, worked } from "../helpers/students.ts";

const fine = ["exact", "right", "rounded", "follows", "ambiguous"];

/** How many students of each; their numbers are the exercise's own or others. */
const students: Readonly<Record<string, number>> = {
  ...{
    gru: 30,
    lstm: 30,
    rnn: 30,
    "gru-sequence": 15,
    "linear-rnn": 15,
    attention: 15,
    "attention-causal": 15,
  },
  ...{
    "additive-attention": 15,
    "positional-encoding": 15,
    "layer-norm": 15,
    "multi-head": 10,
    transformer: 10,
  },
};

for (const [name, numRuns] of Object.entries(students))
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
      { seed: 4, numRuns },
    );
  });
