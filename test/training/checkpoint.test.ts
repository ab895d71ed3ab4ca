import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import type { Tensor } from "../../src/linalg/tensor.ts";
import {
  type Checkpoint,
  readCheckpoint,
  readTrained,
  weightsFile,
  writeCheckpoint,
} from "../../src/training/checkpoint.ts";
import { type Config, defaults } from "../../src/training/config.ts";
import { layoutOf } from "../../src/training/layout.ts";
import { decode } from "../../src/training/safetensors/decode.ts";
import { encode } from "../../src/training/safetensors/encode.ts";

const folder = mkdtempSync(join(tmpdir(), "rnn-tutor-checkpoint-"));
after(() => rmSync(folder, { recursive: true }));
const path = join(folder, "case.safetensors");

const layout = layoutOf([
  { key: "W_z", start: { kind: "orthogonal" }, shape: [2, 2] },
  { key: "b_z", start: { kind: "constant", value: 0 }, shape: [2] },
]);
const layoutFor = () => layout;

const plain = { noNullPrototype: true } as const;
/** JSON has no −0. */
const positiveZero = (x: number): number => x + 0;
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map(positiveZero);
const numbers = fc
  .array(finite, { minLength: layout.size, maxLength: layout.size })
  .map((all) => Float64Array.from(all));
const count = fc.nat(1e6);
const bits = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const checkpoint: fc.Arbitrary<Checkpoint> = fc
  .record({
    config: fc.record(
      {
        cell: fc.constantFrom("rnn", "gru", "lstm"),
        attention: fc.constantFrom("none", "dot", "additive"),
        hidden: fc.integer({ min: 1, max: 256 }),
        length: fc.integer({ min: 4, max: 64 }),
        batch: fc.integer({ min: 1, max: 128 }).map((half) => 2 * half),
        lr: fc.double({ min: 1e-300, max: 10, noNaN: true }),
        clip: fc.double({ min: 1e-300, max: 1e6, noNaN: true }),
        seed: bits,
      },
      plain,
    ) as fc.Arbitrary<Config>,
    progress: fc.record(
      {
        step: count,
        best: fc.record({ step: count, accuracy: finite }, plain),
        points: fc.array(fc.record({ step: count, loss: finite, accuracy: finite }, plain)),
        since: fc.record({ loss: finite, steps: count }, plain),
        random: fc.tuple(bits, bits, bits, bits),
      },
      plain,
    ),
    ...{ best: numbers, weights: numbers, m: numbers, v: numbers },
  })
  .map(({ m, v, ...others }) => ({
    ...others,
    moments: { m, v, steps: others.progress.step },
  }));

describe("checkpoints", () => {
  it("when a checkpoint is written and read, then it is the same to the last bit", () => {
    fc.assert(
      fc.property(checkpoint, (written) => {
        writeCheckpoint(path, written, layout);
        assert.deepEqual(readCheckpoint(path, layoutFor), written);
        const { weights, config } = readTrained(path, layoutFor);
        assert.deepEqual([weights, config], [written.best, written.config]);
      }),
      { numRuns: 50 },
    );
  });

  it("when the weights alone are written as half-precision numbers, then they are read, and not trained on", () => {
    const progress = { ...sound.progress, best: { step: 7, accuracy: 0.5 } };
    writeFileSync(path, weightsFile({ config: defaults, weights: sound.best, progress }, layout, "F16"));
    const read = readTrained(path, layoutFor);
    assert.deepEqual([read.weights, read.progress.best], [sound.best, progress.best]);
    assert.throws(() => readCheckpoint(path, layoutFor), /a finished model, which can't be trained on/);
  });
});

const sound: Checkpoint = {
  config: defaults,
  progress: {
    ...{ step: 3, best: { step: 2, accuracy: 0.25 }, points: [] },
    ...{ since: { loss: 4, steps: 1 }, random: [1, 2, 3, 4] },
  },
  ...{ best: Float64Array.of(1, 2, 3, 4, 5, 6), weights: new Float64Array(6) },
  moments: { m: new Float64Array(6), v: new Float64Array(6), steps: 3 },
};

describe("checkpoints that can't be used", () => {
  type Change = (tensors: Map<string, Tensor>, metadata: Record<string, string>) => void;
  const vector = (...data: number[]): Tensor => ({ shape: [data.length], data: Float64Array.from(data) });
  const cases: readonly [title: string, change: Change, says: RegExp][] = [
    [
      "lacks a weight",
      (tensors) => tensors.delete("W_z"),
      /has no W_z, which the model .* \(GRU, dot .*32 units\) needs/,
    ],
    ["lacks a moment", (tensors) => tensors.delete("training.v.b_z"), /has no training\.v\.b_z/],
    ["holds another shape", (tensors) => tensors.set("W_z", vector(1, 2, 3, 4)), /W_z as 4; .* takes 2×2/],
    [
      "holds NaN",
      (tensors) => tensors.set("b_z", vector(1, Number.NaN)),
      /holds NaN among the numbers of b_z/,
    ],
    [
      "holds −∞",
      (tensors) => tensors.set("training.m.b_z", vector(1, -1 / 0)),
      /holds -Infinity among .* training\.m\.b_z/,
    ],
    ["holds more", (tensors) => tensors.set("W_q", vector(1)), /holds "W_q", which the model/],
    ["is another program's", (_, metadata) => delete metadata["rnn-tutor"], /is no model of rnn-tutor train/],
    [
      "has no cell",
      (_, metadata) => delete metadata.cell,
      /wrong metadata: cell is not there; it is one of rnn, lstm, gru/,
    ],
    [
      "has an odd batch",
      (_, metadata) => (metadata.batch = "3"),
      /batch is "3"; it is an even number from 2/,
    ],
    ["has a cell of its own", (_, metadata) => (metadata.cell = "toString"), /cell is "toString"/],
    ["has no learning rate", (_, metadata) => (metadata.lr = "NaN"), /lr is "NaN"; it is a number above 0/],
    [
      "has no progress",
      (_, metadata) => (metadata.progress = "{}"),
      /progress is not what rnn-tutor train writes/,
    ],
    ["has null for its progress", (_, metadata) => (metadata.progress = "null"), /progress is not what/],
    [
      "has a random generator that stands still",
      (_, metadata) => (metadata.progress = metadata.progress.replace("[1,2,3,4]", "[0,0,0,0]")),
      /progress is not what/,
    ],
  ];
  for (const [title, change, says] of cases)
    it(`when a checkpoint ${title}, then that is said, and in which file`, () => {
      writeCheckpoint(path, sound, layout);
      const { tensors, metadata } = decode(readFileSync(path), path);
      const [changed, words] = [new Map(tensors), { ...metadata }];
      change(changed, words);
      writeFileSync(path, encode({ tensors: changed, metadata: words }));
      assert.throws(() => readCheckpoint(path, layoutFor), { name: "UserError", message: says });
      assert.throws(() => readCheckpoint(path, layoutFor), { message: /case\.safetensors/ });
    });

  it("when there is no file, or a folder, then that is said", () => {
    assert.throws(() => readTrained(join(folder, "none"), layoutFor), /none does not exist/);
    assert.throws(() => readTrained(folder, layoutFor), /is a directory; name a file in it/);
  });
});
