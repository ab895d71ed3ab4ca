import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import stringWidth from "string-width";
import { beside, boxWidth, fence, matrixBox, padEnd, padStart, positions } from "../../src/text/box.ts";
import { widthOf } from "../../src/text/width.ts";
import { wrap } from "../../src/text/wrap.ts";

const rows: readonly [text: string, width: number, lines: readonly string[]][] = [
  ["one two three", 20, ["one two three"]],
  ["one two three", 7, ["one two", "three"]],
  ["one two three", 8, ["one two", "three"]],
  ["one two three", 1, ["one", "two", "three"]],
  ["one  two\nthree", 20, ["one two three"]],
  ["one\n\ntwo", 20, ["one", "", "two"]],
  ["one\n\n\n\ntwo", 20, ["one", "", "two"]],
  ["one\n", 20, ["one"]],
  ["a incomprehensibilities b", 5, ["a", "incomprehensibilities", "b"]],
  ["漢字 漢字", 5, ["漢字", "漢字"]],
  ["漢字 漢字", 9, ["漢字 漢字"]],
  ["h̃_t h̃_t", 7, ["h̃_t h̃_t"]],
  ["", 10, [""]],
];

for (const [text, width, lines] of rows)
  test(`when ${JSON.stringify(text)} is wrapped at ${width}, then it has ${lines.length} lines`, () =>
    assert.deepEqual(wrap(text, width), lines));

const words = fc.array(
  fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }).map((s) => s.replace(/\s/g, "_")),
    fc.constantFrom("σ(W_z", "h̃_t", "漢字", "−0.5", "⊙", "naïve", "🙂", "z"),
  ),
  { minLength: 1, maxLength: 30 },
);

test("when any words are wrapped, then no line is wider than asked for unless it is one word, and none is lost", () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (all, width) => {
      const lines = wrap(all.join(" "), width);
      for (const line of lines) assert.ok(widthOf(line) <= width || !line.includes(" "), line);
      assert.deepEqual(lines.join(" ").split(" "), all);
    }),
  );
});

test("when any words are wrapped, then a line ends only where the next word would not have fitted", () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (all, width) => {
      const lines = wrap(all.join(" "), width);
      for (const [i, line] of lines.slice(0, -1).entries())
        assert.ok(widthOf(line) + 1 + widthOf(lines[i + 1].split(" ")[0]) > width);
    }),
  );
});

const widths: readonly [text: string, width: number][] = [
  ["", 0],
  ["abc", 3],
  ["σ(W_z x_t)", 10],
  ["h̃_t", 3],
  ["−0.5 ⊙ ∞", 8],
  ["⎡1⎤", 3],
  ["漢字", 4],
  ["\u001b[31mred\u001b[39m", 3],
  ["\u001b[1mh̃\u001b[22m", 1],
  ["é", 1],
  ["e\u0301", 1],
];

for (const [text, width] of widths)
  test(`when ${JSON.stringify(text)} is measured, then it takes ${width} columns`, () =>
    assert.equal(widthOf(text), width));

const character = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  fc.constantFrom(
    ..."aσ−⊙·×…∞√⋮⋯⋱ᵀ⎡⎤⎦│─漢\u0303\u0301\u200d\u001b[1m",
    "\u001b[31m",
    "\u001b[0m",
    "🙂",
    "👩‍🔬",
  ),
);

test("when any text is measured, then it takes as many columns as string-width counts", () => {
  fc.assert(
    fc.property(fc.array(character, { maxLength: 20 }), (characters) => {
      const text = characters.join("");
      assert.equal(widthOf(text), stringWidth(text), JSON.stringify(text));
    }),
    { numRuns: 1000 },
  );
});

test("when a text is padded, then spaces fill it up to the width, and a longer one stays", () => {
  assert.deepEqual([padEnd("h̃", 3), padStart("h̃", 3), padEnd("abcd", 3)], ["h̃  ", "  h̃", "abcd"]);
});

test("when boxes stand side by side, then the lower ones are centred on the highest", () => {
  assert.deepEqual(beside(["a"], ["1", "2", "3"], ["b", "c"]), [" 1b", "a2c", " 3 "]);
  assert.equal(boxWidth(beside(["a"], ["1", "22", "3"])), 3);
});

const fences: readonly [kind: "[" | "]" | "(" | ")", height: number, lines: string[]][] = [
  ["[", 1, ["["]],
  ["[", 2, ["⎡", "⎣"]],
  ["]", 3, ["⎤", "⎥", "⎦"]],
  ["(", 4, ["⎛", "⎜", "⎜", "⎝"]],
  [")", 2, ["⎞", "⎠"]],
];

for (const [kind, height, lines] of fences)
  test(`when ${kind} is ${height} high, then it is ${lines.join("")}`, () =>
    assert.deepEqual(fence(kind, height), lines));

test("when numbers are set as a matrix, then every column is aligned", () => {
  assert.deepEqual(
    matrixBox([
      ["1", "−0.5"],
      ["10", "2"],
    ]),
    ["⎡ 1  −0.5⎤", "⎣10   2  ⎦"],
  );
  assert.deepEqual(matrixBox([["1", "2"]]), ["[1  2]"]);
});

const gaps: readonly [count: number, most: number, positions: (number | undefined)[]][] = [
  [3, 6, [0, 1, 2]],
  [6, 6, [0, 1, 2, 3, 4, 5]],
  [7, 6, [0, 1, 2, 3, undefined, 6]],
  [100, 6, [0, 1, 2, 3, undefined, 99]],
];

for (const [count, most, expected] of gaps)
  test(`when at most ${most} of ${count} are shown, then the first ones and the last are`, () =>
    assert.deepEqual(positions(count, most), expected));
