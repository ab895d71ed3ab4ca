import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { accuracyOn, guessing } from "../../src/training/accuracy.ts";
import { changed } from "../../src/training/change.ts";
import { readTrained } from "../../src/training/checkpoint.ts";
import { layoutFor } from "../../src/training/model.ts";
import { targetOf } from "../../src/training/sentences.ts";
import { heldOutFor } from "../../src/training/trainer.ts";

const model = readTrained(join(__dirname, "../../weights/gru-none.safetensors"), layoutFor);

describe("accuracy", () => {
  it("when a text is right as a whole with teacher forcing, then it is what the model writes on its own", () => {
    const held = heldOutFor(model.config).filter(({ length }) => length <= 8);
    const { byLength } = accuracyOn(held, model.config, layoutFor(model.config))(model.weights);
    for (const [i, { sentences }] of held.entries()) {
      const right = sentences.filter((sentence) => changed(model, sentence).right);
      assert.equal(byLength[i].whole, right.length / sentences.length);
      assert.ok(byLength[i].accuracy >= byLength[i].whole);
    }
    assert.ok(byLength[0].whole > 0.2 && byLength[0].whole < 0.9, "there are right ones and wrong ones");
  });

  it("when the commonest token is written every time, then its share is right", () => {
    const held = [
      {
        length: 3,
        sentences: [
          { prompt: "<L>", text: "a b" },
          { prompt: "<U>", text: "B b" },
        ] as const,
      },
    ];
    const tokens = held[0].sentences.flatMap(targetOf);
    assert.equal(tokens.length, 8);
    // "a b<end>B B<end>": B, the space and the end twice each
    assert.equal(guessing(held), 2 / 8);
  });
});
