import assert from "node:assert/strict";
import test from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { runOutput } from "../../src/cli/pages/run-output.ts";
import { jsonSchemas } from "../../src/course/json-schemas.ts";
import { run } from "../../src/course/run.ts";
import { shipped } from "../helpers/exercises.ts";

const schemas = jsonSchemas();
const isExercise = new Ajv2020().compile(schemas.exercise);
const isRun = new Ajv2020().compile(schemas.run);

for (const { name, text } of shipped)
  test(`when ${name} is held against the JSON Schema of exercises, then it is one`, () => {
    assert.ok(isExercise(parse(text)), JSON.stringify(isExercise.errors));
  });

for (const { name, exercise } of shipped)
  test(`when ${name}'s JSON is held against the JSON Schema of runs, then it is one`, () => {
    const printed = JSON.parse(JSON.stringify(runOutput(run(exercise))));
    assert.ok(isRun(printed), JSON.stringify(isRun.errors));
  });

const good: readonly [what: string, exercise: object][] = [
  ["nothing but a model and parameters", { model: "gru", parameters: {} }],
  ["a preset by name", { model: "gru", convention: "pytorch", parameters: {} }],
  ["choices", { model: "gru", convention: { preset: "keras", update: "new" }, parameters: {} }],
  ["a single number", { model: "rnn", parameters: { W_hh: 1 } }],
  ["numbers as texts", { model: "rnn", parameters: { x_t: ["1/3", "0,5", 1] } }],
  ["stacked weights", { model: "lstm", parameters: { weight_ih: [[1, 2]] } }],
];

for (const [what, exercise] of good)
  test(`when an exercise holds ${what}, then the JSON Schema takes it`, () =>
    assert.ok(isExercise(exercise), JSON.stringify(isExercise.errors)));

const bad: readonly [what: string, exercise: unknown][] = [
  ["is a list", []],
  ["is empty", {}],
  ["has no parameters", { model: "gru" }],
  ["has no model", { parameters: {} }],
  ["has an unknown model", { model: "gruu", parameters: {} }],
  ["has an unknown key", { model: "gru", parameters: {}, statment: "a" }],
  ["has an unknown parameter", { model: "gru", parameters: { W_q: [[1]] } }],
  ["has another model's parameter", { model: "gru", parameters: { c_prev: [1] } }],
  ["has a number for a title", { model: "gru", parameters: {}, title: 3 }],
  ["has too long a title", { model: "gru", parameters: {}, title: "a".repeat(121) }],
  ["has too many digits", { model: "gru", parameters: {}, digits: 16 }],
  ["has broken digits", { model: "gru", parameters: {}, digits: 2.5 }],
  ["has an id with a space", { model: "gru", parameters: {}, id: "a b" }],
  ["has an unknown option", { model: "gru", parameters: {}, convention: { updat: "old" } }],
  ["has an unknown choice", { model: "gru", parameters: {}, convention: { update: "older" } }],
  ["has a list for a convention", { model: "gru", parameters: {}, convention: ["sheet"] }],
  ["has an empty vector", { model: "gru", parameters: { x_t: [] } }],
  ["has an empty row", { model: "gru", parameters: { W_z: [[1], []] } }],
  ["has a matrix three deep", { model: "gru", parameters: { W_z: [[[1]]] } }],
  ["has a matrix for a vector", { model: "gru", parameters: { x_t: [[1, 2]] } }],
  ["has a null entry", { model: "gru", parameters: { x_t: [1, null] } }],
  ["has an erratum without proof", { model: "gru", parameters: {}, errata: [{ where: "a", note: "b" }] }],
];

for (const [what, exercise] of bad)
  test(`when an exercise ${what}, then the JSON Schema refuses it`, () =>
    assert.equal(isExercise(exercise), false));
