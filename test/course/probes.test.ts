import assert from "node:assert/strict";
import test from "node:test";
import { probesOf } from "../../src/course/probes.ts";
import { readExercise } from "../../src/course/read-file.ts";
import { run } from "../../src/course/run.ts";
import { givenOf, shipped } from "../helpers/exercises.ts";

const names = () => ({ columns: ["I", "am", "here"] });

const written = (probe: string): string => `model: attention
convention: { scale: "no" }
parameters: { X: [[1, 0], [0, 1], [2, 2]], W_Q: [[1, 0], [0, 1]], W_K: [[1, 0], [0, 1]], W_V: [[1, 0], [0, 1]] }
probes:
  - ${probe}
`;

const answers: readonly [probe: string, answer: string, at: readonly [number, number]][] = [
  ["{ question: q, of: scores, row: 1, answer: argmax }", "here, with 2.00", [1, 3]],
  ["{ question: q, of: scores, row: 1, answer: argmin }", "am, with 0.00", [1, 2]],
  ["{ question: q, of: scores, row: 3, column: 3, answer: value }", "8.00", [3, 3]],
  ["{ question: q, of: Q, answer: argmax }", "I, with 1.00", [1, 1]],
];

for (const [probe, answer, at] of answers)
  test(`when ${probe} is asked, then the answer is ${answer}`, () => {
    const done = run(readExercise(written(probe), "p.yaml"));
    const [found] = probesOf(done, names, 2);
    assert.deepEqual([found.answer, found.at], [answer, at]);
    assert.equal(found.value, Number(answer.replace(/.* /, "")));
  });

const refused: readonly [probe: string, says: RegExp][] = [
  ["{ question: q, of: score, answer: argmax }", /score is asked about.*did you mean scores/],
  ["{ question: q, of: scores, row: 4, answer: argmax }", /scores has 3×3 entries, and none at 4,1/],
  ["{ question: q, of: scores, column: 9, answer: value }", /none at 1,9/],
];

for (const [probe, says] of refused)
  test(`when ${probe} asks for what is not there, then the file is refused at its place`, () => {
    const done = run(readExercise(written(probe), "p.yaml"));
    assert.throws(
      () => probesOf(done, names, 2),
      (error: { message: string; place?: { line: number } }) =>
        says.test(error.message) && error.place?.line === 5,
    );
  });

test("when the user's numbers take a row away that is asked about, then that probe is left out", () => {
  const exercise = readExercise(written("{ question: q, of: scores, row: 3, answer: argmax }"), "p.yaml");
  const given = [givenOf({ X: [[1, 0]] })];
  assert.deepEqual(probesOf(run(exercise, { given }), names, 2), []);
});

test("when the answer to a probe is in its question, then the question is no question", () => {
  const all = shipped.filter(({ exercise }) => exercise.file.probes !== undefined);
  assert.ok(all.length >= 8);
  for (const { name, exercise } of all)
    for (const { question, answer, value } of probesOf(run(exercise), names, 4)) {
      assert.ok(!question.includes(answer), `${name}: ${question}`);
      assert.ok(Number.isFinite(value));
    }
});

test("when the largest weight of a shipped probe is asked for, then there is only one", () => {
  for (const { name, exercise } of shipped) {
    const done = run(exercise);
    for (const { of, row = 1, answer } of exercise.file.probes ?? []) {
      const { shape, data } = done.values.get(of)!;
      const cols = shape.length === 2 ? shape[1] : data.length;
      const entries = [...data.slice((row - 1) * cols, row * cols)];
      const best = answer === "argmax" ? Math.max(...entries) : Math.min(...entries);
      if (answer !== "value")
        assert.equal(entries.filter((x) => Math.abs(x - best) < 1e-9).length, 1, `${name}: ${of} ${row}`);
    }
  }
});
