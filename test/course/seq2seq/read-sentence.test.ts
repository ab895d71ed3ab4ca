import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { characters, prompts } from "../../../src/course/seq2seq/alphabet.ts";
import { readSentence } from "../../../src/course/seq2seq/read-sentence.ts";
import { isUserError } from "../../../src/text/user-error.ts";

const read: readonly [typed: string, prompt: string, text: string][] = [
  ["<U> I am a student", "<U>", "I am a student"],
  ["<L> I AM", "<L>", "I AM"],
  ["<L>I am", "<L>", "I am"],
  ["  <U> I am", "<U>", "I am"],
  ["<U>  two spaces, and one behind ", "<U>", " two spaces, and one behind "],
  ["<U> a < b > c <end> <go> <u>", "<U>", "a < b > c <end> <go> <u>"],
  ["<U> -x --step", "<U>", "-x --step"],
  [`<U> ${"x".repeat(141)}`, "<U>", "x".repeat(141)],
];

for (const [typed, prompt, text] of read)
  test(`when ${JSON.stringify(typed.slice(0, 40))} is read, then the prompt is ${prompt} and the rest the sentence`, () => {
    assert.deepEqual(readSentence(typed), { prompt, text });
  });

const refused: readonly [typed: string, says: RegExp][] = [
  ["", /^the sentence is empty/],
  [" \n", /^the sentence is empty/],
  ["<U>", /^nothing stands after <U>/],
  ["<L> ", /^nothing stands after <L>/],
  ["I am a student", /has no prompt: begin it with <U> for capitals or <L> for small letters/],
  ["I am <L> a student", /the prompt <L> stands at character 6; it goes before the sentence/],
  ["<u> I am", /there is no prompt "<u>"; did you mean <U>\?/],
  ["<l> I am", /there is no prompt "<l>"; did you mean <L>\?/],
  ["<X> I am", /there is no prompt "<X>"; <U> asks for capitals/],
  ["<> I am", /has no prompt/],
  ["<U><L> I am", /two prompts: <U> before it, and <L> at its character 1/],
  ["<U> I <U> am", /two prompts: <U> before it, and <U> at its character 3/],
  ["<U> café", /^character 4 of the sentence is "é" \(U\+00E9\), which/],
  ["<U> café là", /^character 4 of the sentence is "é" \(U\+00E9\) \(and 1 more\), which/],
  ["<U> 😀", /^character 1 of the sentence is "😀" \(U\+1F600\)/],
  ["<U> 😀é", /and 1 more/],
  ["<U> e\u0301", /^character 2 of the sentence is a combining mark \(U\+0301\)/],
  ["<U> a\tb", /^character 2 of the sentence is a tab/],
  ["<U> a\nb", /^character 2 of the sentence is a line break/],
  ["<U> a\u001b[31m", /^character 2 of the sentence is U\+001B,/],
  ["<U> \u200b", /^character 1 of the sentence is U\+200B,/],
  ["<U> a\ud800", /^character 2 of the sentence is U\+D800,/],
  [
    `<U> ${"x".repeat(142)}`,
    /^the sentence has 142 characters, and this model counts to 141: its clocks of 11 and 13/,
  ],
];

for (const [typed, says] of refused)
  test(`when ${JSON.stringify(typed.slice(0, 40))} is read, then it is refused with ${says.source.slice(0, 60)}`, () => {
    assert.throws(
      () => readSentence(typed),
      (error: Error) => isUserError(error) && says.test(error.message),
    );
  });

test("when anything is read, then it is a sentence of the alphabet or refused", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc
      .tuple(fc.constantFrom(...prompts, "<u>", "<"), fc.string({ maxLength: 160 }))
      .map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(anything, (typed) => {
      try {
        const { text } = readSentence(typed);
        assert.ok(text.length > 0 && text.length <= 141);
        assert.ok([...text].every((c) => characters.includes(c)));
      } catch (error) {
        if (!isUserError(error)) throw error;
      }
    }),
  );
});
