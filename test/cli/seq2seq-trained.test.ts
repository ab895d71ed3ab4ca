import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import widthOf from "string-width";
import { decode } from "../../src/training/safetensors/decode.ts";
import { encode } from "../../src/training/safetensors/encode.ts";
import { assertHarmless, assertRefused, folder, prints, root, together, tutor } from "./helpers.ts";

// A trained case changer as a user runs it, with the weights that come along.

const STUDENT = "<U> I am a student";
const cwd = folder("seq2seq-trained");
const shipped = readFileSync(join(root, "weights/gru-dot.safetensors"));

interface Output {
  readonly output: string;
  readonly right: boolean;
  readonly steps?: readonly { readonly step: number; readonly weights?: readonly number[] }[];
}

const json = async (...args: string[]): Promise<Output> =>
  JSON.parse(await prints(["seq2seq", "--json", ...args])) as Output;

describe("a trained model", together, () => {
  const outputs: readonly [sentence: string, output: string][] = [
    [STUDENT, "I AM A STUDENT"],
    ["<L> I am a student", "i am a student"],
    ["<U> a, b. It's", "A, B. IT'S"],
    ["<L> X", "x"],
  ];
  for (const [sentence, output] of outputs)
    it(`when ${sentence} is read with attention, then ${output} is written`, async () => {
      const found = await json(sentence, "--model", "gru-dot");
      assert.deepEqual([found.output, found.right, found.steps], [output, true, undefined]);
    });

  it("when a long sentence is read without attention, then it goes wrong, and that is said", async () => {
    const found = await json("<U> I am a student here", "--model", "gru-none");
    assert.equal(found.right, false);
    assert.match(
      await prints(["seq2seq", "<U> I am a student here", "--model", "gru-none"]),
      /Right would be/,
    );
  });

  it("when steps are asked for, then each has weights that sum to 1 and lie on its character", async () => {
    const { steps = [] } = await json(STUDENT, "--model", "gru-dot", "--step");
    assert.equal(steps.length, 15);
    for (const { weights = [], step } of steps) {
      assert.ok(Math.abs(weights.reduce((a, b) => a + b, 0) - 1) < 1e-12);
      assert.equal(weights.indexOf(Math.max(...weights)), step);
    }
    const { steps: one = [] } = await json(STUDENT, "--model", "gru-dot", "--step", "3");
    assert.deepEqual(
      one.map(({ step }) => step),
      [3],
    );
  });

  it("when a sentence is longer than what was learned from, then that is said", async () => {
    const page = await prints(["seq2seq", `<U> ${"long ".repeat(6)}`, "--model", "gru-dot"]);
    assert.match(page, /longer\s+than\s+any\s+of\s+them\s+\(30\)/);
  });
});

describe("a trained model on screens", together, () => {
  const pages = [["gru-dot"], ["gru-dot", "--step"], ["gru-dot", "--step", "2"], ["gru-none", "--step", "2"]];
  for (const page of pages)
    for (const width of [80, 50])
      it(`when --model ${page.join(" ")} is shown in ${width} columns, then it holds, in ASCII too`, async () => {
        const env = { COLUMNS: String(width) };
        const args = ["seq2seq", STUDENT, "--model", ...page];
        const shown = await prints(args, { env });
        assertHarmless(shown);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
        assert.ok(/^[\x00-\x7f]*$/.test(await prints([...args, "--ascii"], { env })), "not ASCII");
        for (const line of shown.replace(/^.*rnn-tutor (?:.*\\\n)*.*$/gm, "").split("\n"))
          assert.ok(widthOf(line) <= width, `${widthOf(line)} columns: ${line}`);
      });

  it("when a page is made for documents, then every format has it", async () => {
    for (const format of ["markdown", "latex", "csv", "html"])
      for (const step of [["--step"], ["--step", "2"]])
        assert.ok(
          (await prints(["seq2seq", STUDENT, "--model", "gru-dot", ...step, "--format", format])).length >
            200,
        );
  });
});

describe("what a trained model can't use", together, () => {
  const path = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(cwd, name), bytes);
    return join(cwd, name);
  };
  const { tensors, metadata } = decode(shipped, "shipped");
  const nan = new Map(
    [...tensors].map(([key, { shape, data }]) => [key, { shape, data: data.map(() => Number.NaN) }]),
  );
  const huge = Buffer.from(shipped);
  huge.writeBigUInt64LE(2n ** 31n);
  const models: readonly [name: string, bytes: Uint8Array, says: RegExp][] = [
    ["cut", shipped.subarray(0, shipped.length - 100), /cut\.safetensors is cut short/],
    [
      "shape",
      encode({ tensors, metadata: { ...metadata, hidden: "16" } }),
      /as 32×59; the model .* takes 16×59/,
    ],
    ["cell", encode({ tensors, metadata: { ...metadata, cell: "lstm" } }), /lstm|LSTM/],
    ["words", encode({ tensors, metadata: {} }), /is no model of rnn-tutor train/],
    ["nan", encode({ tensors: nan, metadata }), /holds NaN among the numbers of W_z_enc/],
    ["huge", huge, /header of 2147483648 bytes/],
    ["text", Buffer.from("I am a student"), /is no safetensors file/],
  ];
  for (const [name, bytes, says] of models)
    it(`when the model is wrong (${name}), then one line says so`, async () => {
      const file = path(`${name}.safetensors`, bytes);
      assertRefused(await tutor(["seq2seq", STUDENT, "--model", file]), says);
    });

  const refused: readonly [args: string[], says: RegExp][] = [
    [["--model", "gru-dto"], /there is no model "gru-dto"; did you mean gru-dot\?/],
    [["--model", ""], /the name of a file is empty/],
    [["--model", "./none.safetensors"], /none\.safetensors does not exist/],
    [["--model", "."], /is a directory/],
    [["--model", "gru-dot", "--no-attention"], /--model and --no-attention can't go together/],
    [["--model", "gru-dot", "--hidden", "8"], /--model and --hidden can't go together/],
    [["--model", "gru-dot", "--set", "W=1"], /seq2seq takes no --set/],
    [["--model", "gru-dot", "--step", "99"], /--step can't be "99"; it is a step from 1 to 15/],
  ];
  for (const [args, says] of refused)
    it(`when seq2seq ${args.join(" ")} is asked for, then it is refused`, async () => {
      assertRefused(await tutor(["seq2seq", STUDENT, ...args]), says);
    });

  it("when a sentence has a character that was not learned, or far too many, then that is said", async () => {
    const read = (sentence: string) => tutor(["seq2seq", sentence, "--model", "gru-dot"]);
    assertRefused(
      await read("<U> what?"),
      /character 5 of the sentence is "\?" \(U\+003F\), which this model has no unit/,
    );
    assertRefused(
      await read(`<U> ${"a".repeat(97)}`),
      /has 97 characters, and this model has learned from texts of up to 24/,
    );
  });
});
