import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { caseless, characters, code, prompts, targetTokens } from "../../../src/course/seq2seq/alphabet.ts";
import { twinsOf } from "../../../src/course/seq2seq/capacity.ts";
import {
  byPosition,
  type CaseChange,
  type Task,
  withAttention,
  withoutAttention,
} from "../../../src/course/seq2seq/change-case.ts";
import {
  fixedPoint,
  type Guarantee,
  guaranteeByPosition,
  guaranteeWithAttention,
  marginOf,
} from "../../../src/course/seq2seq/margin.ts";
import { hoursOf } from "../../../src/course/seq2seq/reads.ts";
import { MOST_CHARACTERS } from "../../../src/course/seq2seq/with-attention.ts";
import { places, unitsFor } from "../../../src/course/seq2seq/without-attention.ts";
import { random } from "../../../src/linalg/random.ts";
import type { Tensor } from "../../../src/linalg/tensor.ts";

// The weights written by hand do what they are said to do: for every length, for any characters.

/** Rounding, against a bound that is met. */
const SLACK = 1e-9;

const draw = random(41);
const randomText = (length: number): string => Array.from({ length }, () => draw.pick(characters)).join("");
const lengths = Array.from({ length: MOST_CHARACTERS }, (_, i) => i + 1);
const tasks: readonly Task[] = lengths.map((length) => ({
  prompt: draw.pick(prompts),
  text: randomText(length),
}));

/** JavaScript's own idea of the answer, letter by letter. */
const answer = ({ prompt, text }: Task): string =>
  [...text].map((c) => (prompt === "<U>" ? c.toUpperCase() : c.toLowerCase())).join("");

function assertRight(change: CaseChange, { margin, weight }: Guarantee): void {
  const { task, output, ended, right, logits, attention } = change;
  assert.equal(output, answer(task));
  assert.ok(ended && right);
  for (const { data } of logits) assert.ok(marginOf(data) >= margin - SLACK, `${marginOf(data)} < ${margin}`);
  for (const [j, { data }] of attention.entries())
    assert.ok(data[j + 1] >= weight - SLACK, `step ${j + 1} looks at its character with ${data[j + 1]}`);
}

test("when a sentence of every length is read with attention, then the output is right by the margin that is proved", () => {
  for (const task of tasks) assertRight(withAttention(task), guaranteeWithAttention(task.text.length));
});

test("when a sentence of every length is read by position, then the output is right by the margin that is proved", () => {
  for (const task of tasks) assertRight(byPosition(task), guaranteeByPosition(task.text.length));
});

test("when the margins are proved, then they are far above rounding at every length", () => {
  for (const length of lengths) {
    assert.ok(guaranteeWithAttention(length).margin > 3.9);
    assert.ok(guaranteeByPosition(length).margin > 3.9);
  }
});

test("when every character is read under both prompts, then each version writes it in the right case", () => {
  const text = characters.join("");
  for (const prompt of prompts)
    for (const run of [withAttention, byPosition])
      assert.equal(run({ prompt, text }).output, answer({ prompt, text }));
});

test("when a state of the decoder is read, then its clocks show the step", () => {
  const { values } = withAttention({ prompt: "<L>", text: randomText(MOST_CHARACTERS) });
  for (const step of lengths) {
    const hours = hoursOf(values.get(`s_${step}`) as Tensor);
    assert.deepEqual(hours, [step % 11, step % 13]);
  }
});

test("when a unit is fed its own value, then it stays at the fixed point", () => {
  for (const gain of [2, 4]) {
    const v = fixedPoint(gain);
    assert.ok(v > 0.9 && v < 1 && Math.abs(Math.tanh(gain * v) - v) < 1e-15);
  }
});

test("when two tokens differ in more than their case, then their codes differ", () => {
  const codes = new Set(targetTokens.map((token) => code(token).join()));
  assert.equal(codes.size, caseless.length + 2);
});

const text = (most: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: most });
const prompt = fc.constantFrom(...prompts);

test("when there is no attention, then the output is right exactly where every character and the end have a place", () => {
  fc.assert(
    fc.property(prompt, text(12), fc.integer({ min: 8, max: 100 }), (asked, sentence, hidden) => {
      const { right, output, ended } = withoutAttention({ prompt: asked, text: sentence }, hidden);
      const fits = sentence.length + 1 <= places(hidden);
      assert.equal(right, fits);
      assert.equal(ended, fits);
      if (fits) assert.equal(output, answer({ prompt: asked, text: sentence }));
    }),
    { numRuns: 60 },
  );
});

test("when there are as many units as a sentence needs, then no attention is needed; with one fewer it fails", () => {
  for (const length of [1, 2, 5, 14, 30]) {
    const task: Task = { prompt: "<U>", text: randomText(length) };
    assert.ok(withoutAttention(task, unitsFor(length)).right);
    assert.ok(!withoutAttention(task, unitsFor(length) - 1).right);
  }
});

test("when a sentence does not fit, then another one leaves the same last state, and attention tells them apart", () => {
  fc.assert(
    fc.property(prompt, text(30), (asked, sentence) => {
      const task: Task = { prompt: asked, text: sentence };
      const twins = twinsOf(task);
      assert.equal(twins === undefined, sentence.length < places(32));
      if (!twins) return;
      const [one, other] = twins.sentences;
      assert.notEqual(answer(one), answer(other));
      assert.ok(twins.difference <= 1e-12);
      const length = Math.min(...twins.outputs.map((output) => output.length));
      assert.equal(twins.outputs[0].slice(0, length), twins.outputs[1].slice(0, length));
      assert.ok(withAttention(one).right && withAttention(other).right);
    }),
    { numRuns: 30 },
  );
});

test("when the last state is the first input through the recurrent weights, then the decoder's states are the same", () => {
  const task: Task = { prompt: "<L>", text: "I am a student" };
  const [state, first] = [withAttention(task), withAttention(task, "first")];
  for (let j = 1; j <= 15; j++) {
    const [s, t] = [state, first].map(({ values }) => values.get(`s_${j}`) as Tensor);
    for (const [unit, x] of s.data.entries()) assert.ok(Math.abs(x - t.data[unit]) < 1e-12);
  }
});

test("when the last state is an input at every step, then it takes weights of its own to be right", () => {
  const task: Task = { prompt: "<U>", text: "I am a student" };
  assert.equal(withAttention(task, "input", "same").right, false);
  assert.equal(withAttention(task, "input", "own").right, true);
});
