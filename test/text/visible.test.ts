import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { ascii, asciiBox } from "../../src/text/ascii.ts";
import { matrixBox } from "../../src/text/box.ts";
import { didYouMean, nearest } from "../../src/text/nearest.ts";
import { firstActing, visible } from "../../src/text/visible.ts";

const any = fc.string({ unit: "binary", maxLength: 40 });
const acting = fc.constantFrom(
  ..."\u0000\u0007\b\u000b\f\r\u001b\u001f\u007f\u0080\u009b\u009f\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069",
);
const nasty = fc.array(fc.oneof(any, acting), { maxLength: 10 }).map((parts) => parts.join(""));

const escaped: readonly [text: string, shown: string][] = [
  ["plain", "plain"],
  ["a\tb\nc", "a\tb\nc"],
  ["\u001b[2J", "\\u001b[2J"],
  ["a\rb", "a\\u000db"],
  ["\u0000", "\\u0000"],
  ["\u007f", "\\u007f"],
  ["\u009b31m", "\\u009b31m"],
  ["\u202eabc", "\\u202eabc"],
  ["\u2067x\u2069", "\\u2067x\\u2069"],
  ["\u061c", "\\u061c"],
  ["h̃_t ⊙ 漢字 🙂", "h̃_t ⊙ 漢字 🙂"],
];

for (const [text, shown] of escaped)
  test(`when ${JSON.stringify(text)} is made visible, then it is ${shown.trim()}`, () =>
    assert.equal(visible(text), shown));

test("when any text is made visible, then no control and no change of direction is left but line feed and tab", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      assert.doesNotMatch(visible(text).replace(/[\n\t]/g, ""), /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
    }),
    { numRuns: 1000 },
  );
});

test("when any text is made visible twice, then the second time changes nothing", () => {
  fc.assert(fc.property(nasty, (text) => assert.equal(visible(visible(text)), visible(text))));
});

test("when a text holds acting characters, then the first of them is told", () => {
  assert.equal(firstActing("ab\u001b\u0007"), "\\u001b");
  assert.equal(firstActing("a\nb\tc"), undefined);
  fc.assert(
    fc.property(nasty, (text) => assert.equal(firstActing(text) === undefined, visible(text) === text)),
  );
});

const plain: readonly [text: string, ascii: string][] = [
  ["h̃_t = σ(W_z x_t)", "h~_t = sigma(W_z x_t)"],
  ["(1 − z_t) ⊙ h_{t−1}", "(1 - z_t) * h_{t-1}"],
  ["0.1·0.5 × 2", "0.1*0.5 x 2"],
  ["Wᵀ ∈ [0, ∞]", "W^T in [0, inf]"],
  ["naïve é", "naive e"],
  ["a · b", "a | b"],
  ["one\ntwo", "one\ntwo"],
  ["漢 🙂", "? ?"],
  ["“quoted” ‘so’ – …", "\"quoted\" 'so' - ..."],
];

for (const [text, expected] of plain)
  test(`when ${JSON.stringify(text)} is shown in ASCII, then it is ${JSON.stringify(expected)}`, () =>
    assert.equal(ascii(text), expected));

test("when any text is shown in ASCII, then it is line feeds and printable ASCII alone", () => {
  fc.assert(
    fc.property(nasty, (text) => assert.match(ascii(text), /^[\n\x20-\x7e]*$/)),
    { numRuns: 1000 },
  );
});

test("when a text is ASCII, then it stays as it is", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => assert.equal(ascii(text), text)));
});

test("when a matrix is shown in ASCII, then its lines are as long as each other", () => {
  const box = asciiBox(
    matrixBox([
      ["1", "−0.5", "⋯"],
      ["⋮", "2", "⋱"],
      ["∞", "0.25", "1"],
    ]),
  );
  for (const line of box) assert.match(line, /^\[[\x20-\x7e]*\]$/);
  assert.equal(new Set(box.map((line) => line.length)).size, 1);
});

const words = ["W_z", "h_prev", "x_t", "statement", "parameters", "gru", "pytorch"];

const typed: readonly [typed: string, nearest: string[]][] = [
  ["statment", ["statement"]],
  ["STATEMENT", ["statement"]],
  ["paramters", ["parameters"]],
  ["h_prv", ["h_prev"]],
  ["w_z", ["W_z"]],
  ["gruu", ["gru"]],
  ["torch", ["pytorch"]],
  ["quux", []],
  ["transformer", []],
  ["", []],
];

for (const [word, expected] of typed)
  test(`when "${word}" is typed, then ${expected[0] ?? "nothing"} is the nearest`, () => {
    assert.deepEqual(nearest(word, words), expected);
    assert.equal(didYouMean(word, words), expected[0] ? `; did you mean ${expected[0]}?` : "");
  });

const ties: readonly [words: string[], hint: string][] = [
  [["W_z", "W_r"], "; did you mean W_z or W_r?"],
  [["W_z", "b_q_t", "W_r", "W_h"], "; did you mean W_z, W_r or W_h?"],
  [["W_z", "W_r", "W_q_"], "; did you mean W_z, W_r or W_q_?"],
];

for (const [known, hint] of ties)
  test(`when W_q is as near to each of ${known.join(", ")}, then all are named`, () =>
    assert.equal(didYouMean("W_q", known), hint));

test("when a word is typed as it is, then it is the nearest", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z_]{3,9}$/), { minLength: 1 }), (known) =>
      assert.deepEqual(nearest(known[0], known), [known[0]]),
    ),
  );
});
