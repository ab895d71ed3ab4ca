import assert from "node:assert/strict";
import test from "node:test";
import { type Asked, chosen, conventionOf, inWords, namesOf } from "../../src/course/convention.ts";
import { models } from "../../src/models/index.ts";
import { UserError } from "../../src/text/user-error.ts";

const { gru, rnn, lstm } = models;
const pytorch = { update: "old", reset: "after", biases: "two" };

const rows: readonly [asked: Asked, chosen: object][] = [
  ["pytorch", pytorch],
  ["PyTorch", pytorch],
  ["update=old", { update: "old" }],
  ["update=old,reset=after", { update: "old", reset: "after" }],
  ["update=old reset=after", { update: "old", reset: "after" }],
  [" update=old ,  reset=after ", { update: "old", reset: "after" }],
  ["pytorch, reset=before", { ...pytorch, reset: "before" }],
  ["reset=before pytorch", { ...pytorch, reset: "before" }],
  ["preset=pytorch", pytorch],
  ["update=old,update=new", { update: "new" }],
  [{}, {}],
  [{ update: "old" }, { update: "old" }],
  [{ preset: "pytorch" }, pytorch],
  [
    { preset: "pytorch", reset: "before" },
    { ...pytorch, reset: "before" },
  ],
  [
    { reset: "before", preset: "pytorch" },
    { ...pytorch, reset: "before" },
  ],
];

for (const [asked, expected] of rows)
  test(`when ${JSON.stringify(asked)} is asked for, then the choices are ${JSON.stringify(expected)}`, () =>
    assert.deepEqual({ ...chosen(gru, asked) }, expected));

const refused: readonly [asked: Asked, message: string | RegExp][] = [
  ["torch", 'GRU has no convention "torch"; did you mean pytorch?'],
  ["tensorflow", 'GRU has no convention "tensorflow"; it has sheet, cho2014, pytorch, keras, onnx'],
  ["toString", 'GRU has no convention "toString"; it has sheet, cho2014, pytorch, keras, onnx'],
  ["updat=old", 'GRU has no option "updat"; did you mean update?'],
  ["peepholes=full", 'GRU has no option "peepholes"; it is one of update, reset, biases, output'],
  ["__proto__=x", 'GRU has no option "__proto__"; it is one of update, reset, biases, output'],
  ["update=older", `update can't be "older"; it is one of new, old`],
  ["update=", `update can't be ""; it is one of new, old`],
  ["update=toString", `update can't be "toString"; it is one of new, old`],
  ["biases=twp", `biases can't be "twp"; did you mean two?`],
  ["update=old=new", /old=new/],
  ["=old", /option ""/],
  [{ updat: "old" }, 'GRU has no option "updat"; did you mean update?'],
  [{ preset: "torch" }, 'GRU has no convention "torch"; did you mean pytorch?'],
];

for (const [asked, message] of refused)
  test(`when ${JSON.stringify(asked)} is asked for, then it is refused with the nearest word`, () =>
    assert.throws(
      () => chosen(gru, asked),
      (error: Error) => {
        assert.ok(error instanceof UserError);
        if (typeof message === "string") assert.equal(error.message, message);
        else assert.match(error.message, message);
        return true;
      },
    ));

test("when conventions are laid over each other, then the later choice holds, over the model's own", () => {
  assert.deepEqual(conventionOf(gru, { update: "old" }, { update: "new", reset: "after" }), {
    update: "new",
    reset: "after",
    biases: "one",
    output: "none",
  });
  assert.deepEqual(conventionOf(gru), gru.defaults);
});

const names: readonly [model: typeof gru, convention: Record<string, string>, names: string[]][] = [
  [gru, { update: "new", reset: "before", biases: "one" }, ["sheet"]],
  [gru, { update: "old", reset: "before", biases: "one" }, ["cho2014"]],
  [gru, { ...pytorch, output: "none" }, ["pytorch", "keras"]],
  [gru, { update: "new", reset: "after", biases: "two" }, []],
  [lstm, { peepholes: "none", coupled: "no", biases: "two" }, ["pytorch", "onnx"]],
  [rnn, { activation: "tanh", biases: "one" }, ["sheet", "keras"]],
];

for (const [model, convention, expected] of names)
  test(`when the ${model.name} runs with ${Object.values(convention).join(", ")}, then it goes by ${expected.join(" and ") || "no name"}`, () =>
    assert.deepEqual(namesOf(model, convention), expected));

test("when a convention is put in words, then one bias and the output go without saying", () => {
  assert.equal(inWords(gru, { ...gru.defaults, output: "linear" }).length, 2);
  assert.equal(inWords(gru, { ...gru.defaults, biases: "two" }).length, 3);
  assert.match(inWords(gru, { ...gru.defaults, update: "old" })[0], /old state/);
});
