import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { indistinct, invisibleMistakes } from "../../src/checking/invisible.ts";
import { mistakesFor } from "../../src/checking/mistakes/index.ts";
import { run } from "../../src/course/run.ts";
import { shippedCalled } from "../helpers/exercises.ts";
import { workOf } from "../helpers/works.ts";

describe("when the sheet's GRU is asked, whose gates share their weights", () => {
  const done = run(shippedCalled("gru"));
  const work = workOf(done);
  const invisible = invisibleMistakes(work, done.asked, mistakesFor("gru")).map(({ id }) => id);

  it("then mistakes that exchange gates or matrices can't be seen, and no others", () => {
    assert.deepEqual(invisible.sort(), [
      "bias-of-wrong-gate",
      "candidate-uses-gate-weights",
      "gate-order-rotate",
      "gate-order-zr",
      "reset-uses-z",
      "update-uses-r",
      "w-u-swapped",
      "weights-of-wrong-gate",
    ]);
  });

  it("then a candidate without tanh and one with relu are alike, as both sums are positive", () => {
    const { alike } = indistinct(work, done.asked, mistakesFor("gru"));
    const groups = alike.map((group) =>
      group
        .map(({ mistake }) => mistake.id)
        .sort()
        .join(" "),
    );
    assert.ok(groups.includes("candidate-relu hidden-no-activation"), groups.join("; "));
    assert.ok(groups.includes("gates-no-activation gates-relu"), groups.join("; "));
  });
});

describe("when the weights of an exercise differ from each other", () => {
  for (const name of ["gru-sequence", "lstm", "rnn"])
    it(`then every mistake can be seen in the numbers of ${name}`, () => {
      const done = run(shippedCalled(name));
      const found = invisibleMistakes(workOf(done), done.asked, mistakesFor(done.model.name));
      assert.deepEqual(
        found.map(({ id }) => id),
        [],
      );
    });
});
