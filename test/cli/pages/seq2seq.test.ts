import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { atLeast, atMost } from "../../../src/cli/pages/bounds.ts";
import { caseChangerBlocks, caseChangerParts } from "../../../src/cli/pages/case-changer.ts";
import { attentionPictures, stepPicture } from "../../../src/cli/pages/seq2seq-heatmap.ts";
import { exactly } from "../../../src/cli/pages/seq2seq-tokens.ts";
import { byPosition, withAttention } from "../../../src/course/seq2seq/change-case.ts";
import type { Block, Heatmap } from "../../../src/report/report.ts";

const typed = (shown: string): number => Number(shown.replace(/−/g, "-"));

test("when a bound is printed, then it still is one, and is near", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (bound) => {
      const low = typed(atLeast(bound));
      assert.ok(low <= bound && bound - low < 1.01e-4);
    }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: -12, max: 2 }),
      fc.double({ min: 1, max: 9.99, noNaN: true }),
      (power, digit) => {
        const bound = digit * 10 ** power;
        const high = typed(atMost(bound));
        assert.ok(high >= bound * (1 - 1e-12) && high <= bound * 1.11, `${bound} printed as ${high}`);
      },
    ),
  );
  assert.equal(atMost(0), "0");
});

const heatmaps = (blocks: readonly Block[]): Heatmap[] =>
  blocks.flatMap((block) => (block.kind === "heatmap" ? [block] : []));

const sentence = (length: number): string =>
  Array.from({ length }, (_, i) => String.fromCharCode(97 + (i % 26))).join("");

for (const length of [1, 2, 14, 15, 16, 17, 18, 31, 32, 33, 64, 141])
  test(`when ${length} characters are pictured, then every step is in one picture with what it looks at`, () => {
    for (const run of [withAttention, byPosition]) {
      const change = run({ prompt: "<U>", text: sentence(length) });
      const pictures = heatmaps(attentionPictures(change));
      assert.deepEqual(
        pictures.flatMap(({ rows }) => rows),
        change.written.map((token) => (token === "<end>" ? "end" : token)),
      );
      for (const { rows, columns, values } of pictures) {
        assert.ok(columns.length <= 18);
        for (const [i, row] of values.entries()) {
          const best = columns[row.indexOf(Math.max(...row))];
          assert.equal(best.toLowerCase(), rows[i].toLowerCase());
          assert.ok(row.reduce((a, b) => a + b, 0) > 0.98);
        }
      }
    }
  });

test("when one step is pictured, then its row is the marked one", () => {
  const change = withAttention({ prompt: "<U>", text: sentence(40) });
  for (const step of [1, 2, 20, 41]) {
    const { rows } = stepPicture(change, step) as Block & Heatmap;
    const marked = rows.filter((row) => row.startsWith("▸"));
    assert.equal(marked.length, 1);
    assert.equal(marked[0].slice(2), step === 41 ? "end" : change.written[step - 1]);
  }
});

test("when a sentence is shown to the letter, then nothing of it is lost", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 150 }), (text) => {
      const block = exactly([["reads", text]]) as Block & { text: string };
      const lines = block.text.split("\n");
      assert.ok(lines.every((line) => line.length <= 43));
      assert.equal(lines.map((line) => line.slice(7)).join(""), text);
    }),
  );
});

for (const part of caseChangerParts)
  test(`when part ${part} is answered for any sentence, then it has words and numbers`, () => {
    for (const length of [1, 3, 4, 14, 60]) {
      const blocks = caseChangerBlocks(part, { prompt: "<L>", text: sentence(length).toUpperCase() });
      const kinds = new Set(blocks.map(({ kind }) => kind));
      assert.ok(kinds.has("prose") && (kinds.has("table") || kinds.has("heatmap")));
    }
  });
