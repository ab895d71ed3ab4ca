import assert from "node:assert/strict";
import test from "node:test";
import { run } from "../../src/course/run.ts";
import { type RecurrentName, recurrent } from "../../src/models/index.ts";
import { cellStep } from "../helpers/cells.ts";
import { resultOf, shipped } from "../helpers/exercises.ts";
import { assertSame } from "../helpers/numbers.ts";

const isRecurrentName = (name: string): name is RecurrentName => Object.hasOwn(recurrent, name);

test("when the course is listed, then no number, alias or name stands for two exercises", () => {
  assert.ok(shipped.length >= 4);
  const names = shipped.flatMap(({ name, exercise: { id, file } }) => [...new Set([id, file.alias, name])]);
  const used = names.filter((name) => name !== undefined);
  assert.deepEqual(used, [...new Set(used)]);
});

for (const { name, text, exercise } of shipped) {
  const { file } = exercise;

  test(`when ${name} is read, then it says what is asked, how to go about it and where it is from`, () => {
    assert.ok(file.statement && file.solution && file.problem && exercise.title);
    for (const list of [file.hints, file["key-points"], file.sources]) assert.ok((list ?? []).length > 0);
    assert.ok((file.ask ?? []).length > 0);
    assert.match(text, /^# yaml-language-server: \$schema=/);
  });

  test(`when ${name} is run, then everything that is asked has finite numbers`, () => {
    const done = run(exercise);
    assert.deepEqual([...done.asked], file.ask);
    assert.deepEqual(done.parameters.notes, []);
    for (const { key, role } of done.graph.lines) {
      const { data } = resultOf(done, key);
      assert.ok(role.startsWith("mask") || data.every(Number.isFinite), key);
    }
  });

  const { model } = file;
  if (isRecurrentName(model))
    test(`when ${name} is worked without this project's code, then the numbers are the same`, () => {
      const done = run(exercise);
      const given = file.parameters as Record<string, never>;
      const weights = given as Parameters<typeof cellStep>[2];
      const single = "x_t" in given;
      const inputs: readonly (readonly number[])[] = single ? [given.x_t] : given.x;
      let state: Readonly<Record<string, readonly number[]>> = {
        h: given[single ? "h_prev" : "h_0"],
        c: given[single ? "c_prev" : "c_0"],
      };
      for (const [i, x] of inputs.entries()) {
        state = cellStep(model, done.convention, weights, x, state);
        for (const [key, value] of Object.entries(state))
          assertSame(resultOf(done, `${key}_${single ? "t" : i + 1}`), value, key);
      }
    });

  test(`when ${name}'s mathematics is looked at, then every dollar sign has its other one`, () => {
    const prose = [
      file.statement,
      file.solution,
      ...(file.hints ?? []),
      ...(file["key-points"] ?? []),
      ...(file.errata ?? []).flatMap(({ note, proof }) => [note, ...proof.map(({ label }) => label)]),
    ];
    for (const words of prose) assert.equal((words?.match(/\$/g) ?? []).length % 2, 0, words);
  });
}
