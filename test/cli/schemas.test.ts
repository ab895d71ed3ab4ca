import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { prints } from "./helpers.ts";

const cases: readonly (readonly [schema: string, command: readonly string[]])[] = [
  ["expand", ["expand"]],
  ["expand", ["expand", "--steps", "4", "--w", "0", "-2"]],
  ["expand", ["expand", "--steps", "30", "--w", "1e200"]],
  ["sweep", ["sweep", "gru"]],
  ["sweep", ["sweep", "lstm", "i_t", "--points", "3"]],
  ["vanishing", ["vanishing"]],
  ["vanishing", ["vanishing", "--models", "rnn,lstm,gru", "--clip", "0.5", "--steps", "4"]],
  ["vanishing", ["vanishing", "--w", "0", "1e8"]],
  ["vanishing", ["vanishing", "gru-sequence"]],
  ["seq2seq", ["seq2seq", "<U> Hi"]],
  ["seq2seq", ["seq2seq", "<L> Hi", "--step"]],
  ["seq2seq", ["seq2seq", "<U> I am a student", "--no-attention", "--hidden", "8", "--step"]],
  ["seq2seq", ["seq2seq", "<U> Hi", "--transformer", "--step=2"]],
];

describe("what --json prints", () => {
  for (const [schema, command] of cases)
    it(`when ${command.join(" ")} is printed, then it is what the schema says`, async () => {
      const valid = new Ajv2020().compile(JSON.parse(await prints(["schema", schema])));
      const printed: unknown = JSON.parse(await prints([...command, "--json"]));
      assert.ok(valid(printed), JSON.stringify(valid.errors));
    });
});
