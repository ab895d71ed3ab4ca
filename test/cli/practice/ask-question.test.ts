import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { askQuestion, type Talk } from "../../../src/cli/practice/ask-question.ts";
import { cardOf } from "../../../src/cli/practice/deck.ts";
import { run } from "../../../src/course/run.ts";
import { variantOf } from "../../../src/course/variant/variant.ts";
import type { Block } from "../../../src/report/report.ts";
import { terminal } from "../../../src/report/terminal.ts";
import { shippedCalled } from "../../helpers/exercises.ts";
import { assertHarmless } from "../helpers.ts";

const cardFor = (name: string) =>
  cardOf(
    async (number) => variantOf(shippedCalled(name), { version: 1, number, level: "normal" }, undefined, run),
    7,
    undefined,
  );

/** Asks with these lines; what was shown, and how each quantity ended. */
async function asked(name: string, lines: readonly string[]) {
  const left = [...lines];
  const blocks: Block[] = [];
  const ends: [string, readonly string[]][] = [];
  const talk: Talk = {
    digits: 4,
    next: async () => left.shift(),
    say: async (said) => void blocks.push(...said),
    done: (outcome, mistakes) => void ends.push([outcome, mistakes]),
  };
  const goesOn = await askQuestion(await cardFor(name), talk);
  const text = terminal(
    { digits: 4, blocks, data: undefined, records: [] },
    { width: 80, ascii: false, chalk: undefined },
  );
  return { goesOn, ends, text };
}

describe("when a question is asked", () => {
  for (const [title, lines, ends] of [
    ["all are skipped", ["skip", "s", "SKIP", " skip "], ["skipped", "skipped", "skipped", "skipped"]],
    ["one is wrong and then right", ["0.1,0.2", "0.5818,0.2809", "quit"], ["at another try"]],
    ["a hint comes before", ["?", "0.5818,0.2809", "q"], ["after a hint"]],
    ["a hint comes after a try", ["1,2", "hint", "0.5818;0.2809", "exit"], ["after a hint"]],
    ["the decimals are few", ["0.58,0.28"], ["at once"]],
    ["decimal commas are typed", ["0,5818; 0,2809"], ["at once"]],
    ["its name is typed too", ["z_t = 0.5818, 0.2809"], ["at once"]],
  ] as const)
    it(`and ${title}, then it ends with ${ends.join(", ")}`, async () => {
      const found = await asked("gru", lines);
      assert.deepEqual(
        found.ends.map(([outcome]) => outcome),
        ends,
      );
      assert.equal(found.goesOn, ends.length === 4);
    });

  const word = fc.constantFrom(
    "?",
    "hint",
    "0.5",
    "-1",
    "1,2",
    "1;2",
    "[1,2]",
    "=",
    "z_t=",
    "z_t==1",
    "∞",
    "1e999",
    ",",
  );
  const line = fc.oneof(
    word,
    fc.string({ unit: "binary" }),
    fc.array(word, { maxLength: 5 }).map((all) => all.join(" ")),
  );
  for (const name of ["gru", "attention", "linear-rnn"])
    it(`and anything is typed to ${name}, then nothing breaks, and nothing acts on the terminal`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
          const { ends, text } = await asked(name, lines);
          assertHarmless(text);
          assert.ok(ends.length <= 6);
        }),
        { numRuns: 40 },
      );
    });
});
