import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { random } from "../../src/linalg/random.ts";
import { rightAnswer } from "../../src/text/case-change.ts";
import { batches, heldOut, learnedLengths, sourceOf, targetOf } from "../../src/training/sentences.ts";
import { sourceTokens, targetTokens } from "../../src/training/vocabulary.ts";

describe("what is learned from", () => {
  const lengths: readonly [longest: number, learned: readonly number[]][] = [
    [4, [1, 2, 3, 4]],
    [12, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    [24, [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]],
    [64, [5, 11, 16, 21, 27, 32, 37, 43, 48, 53, 59, 64]],
  ];
  for (const [longest, learned] of lengths)
    it(`when texts have up to ${longest} characters, then they have ${learned.join(", ")}`, () => {
      assert.deepEqual(learnedLengths(longest), learned);
    });

  it("when a sentence is turned into tokens, then they are read in its order, and the answer ends", () => {
    const sentence = { prompt: "<U>", text: "I am" } as const;
    assert.deepEqual(
      sourceOf(sentence).map((i) => sourceTokens[i]),
      ["<U>", "I", " ", "a", "m", "<end>"],
    );
    assert.deepEqual(
      targetOf(sentence).map((i) => targetTokens[i]),
      ["I", " ", "A", "M", "<end>"],
    );
  });

  it("when batches are drawn, then each has one length and no text that is held out, and a seed gives the same", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 4, max: 10 }), (seed, longest) => {
        const held = heldOut(seed, longest, 32);
        assert.deepEqual(held, heldOut(seed, longest, 32));
        assert.equal(held.at(-1)?.length, longest);
        const taken = new Set(held.flatMap(({ sentences }) => sentences.map(({ text }) => text)));
        const draw = batches(longest, held);
        const [a, b] = [random(seed), random(seed)];
        for (let i = 0; i < 5; i++) {
          const batch = draw(a, 8);
          assert.deepEqual(batch, draw(b, 8));
          assert.equal(new Set(batch.map(({ text }) => text.length)).size, 1);
          for (const { prompt, text } of batch) {
            assert.ok(!taken.has(text));
            for (const i of [...sourceOf({ prompt, text }), ...targetOf({ prompt, text })])
              assert.ok(Number.isInteger(i), text);
            assert.equal(rightAnswer(prompt, text).length, text.length);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
