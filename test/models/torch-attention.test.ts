import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import type { ModelName } from "../../src/models/index.ts";
import type { Convention } from "../../src/models/model.ts";
import { type Numbers, resultOf, runOf } from "../helpers/exercises.ts";
import { assertSame, type Plain } from "../helpers/numbers.ts";

// PyTorch's own numbers for attention and the Transformer, in double precision, to 10⁻¹⁰.

interface Case {
  readonly id: number;
  readonly model: ModelName;
  readonly convention: Convention;
  readonly parameters: Numbers;
  readonly expected: Readonly<Record<string, Plain>>;
}

const file = join(__dirname, "../reference/torch-attention.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

test("when the reference is read, then it has every model that is not recurrent, under every mask and norm", () => {
  assert.equal(cases.length, 136);
  const found = new Set(cases.flatMap(({ model, convention }) => [model, ...Object.values(convention)]));
  for (const name of [
    ...["attention", "multi-head", "additive-attention", "positional-encoding", "layer-norm", "transformer"],
    ...["causal", "given", "none", "cross", "qkv", "pre", "post", "encoder", "decoder", "decoder-only", "8"],
  ])
    assert.ok(found.has(name), name);
});

for (const { id, model, convention, parameters, expected } of cases) {
  const title = `PyTorch runs its ${model} no. ${id} (${Object.values(convention).join(", ")})`;

  test(`when ${title}, then every result is the same here`, () => {
    const done = runOf(model, parameters, convention);
    for (const [key, value] of Object.entries(expected)) assertSame(resultOf(done, key), value, key, 1e-10);
  });

  test(`when ${title} and nobody names what can be seen from the numbers, then it is found`, () => {
    const { inputs: _i, biases: _b, affine: _a, values: _v, mask, ...told } = convention;
    const inferred = mask === "causal" ? { ...told, mask } : told;
    assert.deepEqual(runOf(model, parameters, inferred).convention, convention);
  });
}
