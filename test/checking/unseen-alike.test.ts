import assert from "node:assert/strict";
import test from "node:test";
import { invisibleMistakes, workOf } from "../../src/checking/invisible.ts";
import { markingOf } from "../../src/checking/marking.ts";
import { mistakesFor } from "../../src/checking/mistakes/index.ts";
import { run } from "../../src/course/run.ts";
import { shippedCalled } from "../helpers/exercises.ts";

for (const name of ["gru", "attention-causal", "attention", "lstm", "rnn"])
  test(`when ${name} is checked, then what its numbers can't show is what course check says`, () => {
    const done = run(shippedCalled(name));
    const known = mistakesFor(done.model.name);
    const ours = markingOf(done)
      .hypotheses.invisible.filter((one) => known.includes(one))
      .map(({ id }) => id);
    const theirs = invisibleMistakes(workOf(done), done.asked, known).map(({ id }) => id);
    assert.deepEqual([...new Set(ours)].sort(), [...new Set(theirs)].sort());
  });
