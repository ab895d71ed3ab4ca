import assert from "node:assert/strict";
import test from "node:test";
import { type Graph, graph } from "../../../src/graph/graph.ts";
import { unroll } from "../../../src/graph/unroll.ts";
import { random } from "../../../src/linalg/random.ts";
import type { Tensor } from "../../../src/linalg/tensor.ts";
import { attentions, charactersModel } from "../../../src/models/characters.ts";
import { encoderDecoder } from "../../../src/models/encoder-decoder.ts";
import { models, type RecurrentName, recurrent } from "../../../src/models/index.ts";
import { eachChoice, isRecurrent } from "../../../src/models/model.ts";
import { gradient, gradientKey } from "../../../src/readings/gradient.ts";
import { compile, withTables } from "../../../src/readings/program/index.ts";
import { type Values, value } from "../../../src/readings/value.ts";
import { batchFor, oneByOne, runProgram } from "../../helpers/batches.ts";
import { weighed } from "../../helpers/differences.ts";

const weightsOf = ({ inputs }: Graph): ReadonlySet<string> =>
  new Set(inputs.filter(({ role }) => role === "weight" || role === "bias").map(({ key }) => key));

/** Within 10⁻¹² · (1 + |v|); a masked score is −∞. */
const isSame = (found: number, v: number): boolean =>
  Object.is(found, v) || Math.abs(found - v) <= 1e-12 * (1 + Math.abs(v));

function assertAsValue(g: Graph, samples: readonly Values[], shared: ReadonlySet<string>): void {
  const keys = g.lines.map(({ key }) => key);
  for (const [key, found] of runProgram(g, samples, shared, keys)) {
    const expected = oneByOne(g, samples, shared, key);
    assert.equal(found.length, expected.length, key);
    for (const [i, v] of expected.entries())
      assert.ok(isSame(found[i], v), `${key}: ${found[i]}, expected ${v}`);
  }
}

const SIZES = { input: 3, hidden: 4, output: 2, tokens: 3, source: 4, model: 4, d_k: 2, d_v: 3 };

for (const [name, model] of Object.entries(models))
  for (const batch of [1, 3])
    test(`when the model ${name} and its gradient are compiled for a batch of ${batch}, then every line is what value finds`, () => {
      for (const convention of eachChoice(model)) {
        const cell = model.build(SIZES, convention);
        const forward = isRecurrent(model) ? unroll(cell, 3) : graph(cell.inputs, cell.lines);
        const g = gradient(weighed(forward), "L");
        const shared = weightsOf(g);
        assertAsValue(g, batchFor(g, batch, shared, 3, 1), shared);
      }
    });

for (const attention of ["none", "dot", "general", "additive"] as const)
  test(`when the encoder–decoder with attention ${attention} is compiled, then every line is what value finds`, () => {
    const sizes = { input: 3, hidden: 4, output: 2 };
    const g = gradient(weighed(encoderDecoder.build(sizes, { source: 3, target: 2 }, { attention })), "L");
    assertAsValue(g, batchFor(g, 3, weightsOf(g), 4, 1), weightsOf(g));
  });

/** A character model whose sizes reach the blocks of the matrix product, with one-hot tokens and a row without one. */
function characters(cell: RecurrentName, attention: (typeof attentions)[number], embedding?: number) {
  const made = charactersModel({
    ...{ cell, attention, hidden: 9 },
    ...(embedding === undefined ? {} : { embedding }),
    vocabulary: { source: 7, target: 10 },
    ...{ length: 3, outLength: 4 },
  });
  const keys = made.parameters.map(({ key }) => key);
  const shared = new Set(keys);
  const draw = random(11);
  const samples = batchFor(made.graph, 9, shared, 12, 1).map((inputs) => {
    const tokens = made.graph.inputs.filter(({ oneHot }) => oneHot);
    return new Map([
      ...inputs,
      ...tokens.map(({ key, shape }): [string, Tensor] => {
        const data = new Float64Array((inputs.get(key) as Tensor).data.length);
        const width = shape[shape.length - 1] as number;
        for (let at = 0; at < data.length; at += width)
          if (draw.unit() < 0.9) data[at + draw.integer(0, width - 1)] = 1;
        return [key, { shape, data }];
      }),
    ]);
  });
  return { ...made, keys, shared, samples };
}

for (const cell of Object.keys(recurrent) as RecurrentName[])
  for (const attention of attentions)
    for (const embedding of [undefined, 8])
      test(`when characters are learnt by ${cell}, attention ${attention}, embedding ${embedding}, then the program is what value finds, with tables too`, () => {
        const {
          graph: forward,
          keys,
          shared,
          samples,
          loss,
          logits,
        } = characters(cell, attention, embedding);
        const plain = gradient(forward, loss, keys);
        assertAsValue(plain, samples, shared);
        const tabled = gradient(withTables(forward, shared), loss, keys);
        const wanted = [loss, logits, ...keys.map(gradientKey)];
        for (const [key, found] of runProgram(tabled, samples, shared, wanted))
          for (const [i, v] of oneByOne(plain, samples, shared, key).entries())
            assert.ok(isSame(found[i], v), `${key}: ${found[i]}, expected ${v}`);
      });

test("when weights move along any direction, then the loss does as the program's gradients say", () => {
  const { graph: forward, keys, shared, samples, loss } = characters("gru", "dot", 8);
  const g = gradient(withTables(forward, shared), loss, keys);
  const found = runProgram(g, samples, shared, keys.map(gradientKey));
  const draw = random(13);
  for (const key of keys) {
    const slopes = found.get(gradientKey(key)) as Float64Array;
    const way = slopes.map(() => 2 * draw.unit() - 1);
    const moved = (by: number): number => {
      const at = samples[0].get(key) as Tensor;
      const weight = { shape: at.shape, data: at.data.map((w, i) => w + by * way[i]) };
      const losses = samples.map((inputs) => value(forward, new Map([...inputs, [key, weight]])).get(loss));
      return losses.reduce((total, one) => total + (one as Tensor).data[0], 0);
    };
    const expected = (moved(1e-5) - moved(-1e-5)) / 2e-5;
    const slope = slopes.reduce((total, d, i) => total + d * way[i], 0);
    assert.ok(Math.abs(slope - expected) <= 1e-7, `along ${key}: ${slope}, differences give ${expected}`);
  }
});

test("when a token's row is not one-hot, then the program names it", () => {
  const { graph: forward, shared, loss } = characters("rnn", "none");
  const program = compile(forward, { batch: 1, shared, outputs: [loss] });
  program.inputs.get("x_2")?.fill(1);
  assert.throws(() => program.run(), /x_2 is not one-hot/);
});

test("when something is wanted that the graph does not have, then it is named", () => {
  const { graph: forward, shared } = characters("rnn", "none");
  assert.throws(() => compile(forward, { batch: 1, shared, outputs: ["M"] }), /there is no M/);
});

test("when a number is NaN, then the loss is", () => {
  const { graph: forward, keys, shared, samples, loss } = characters("rnn", "none");
  const program = compile(forward, { batch: samples.length, shared, outputs: [loss] });
  for (const key of keys) program.inputs.get(key)?.fill(Number.NaN);
  for (const into of program.inputs.values()) if (into.every((x) => x === 0)) into[0] = 1;
  program.run();
  assert.ok(program.outputs.get(loss)?.every(Number.isNaN));
});

test("when a program runs twice on the same numbers, then it finds the same bits", () => {
  const { graph: forward, keys, shared, samples, loss } = characters("gru", "dot", 8);
  const g = gradient(withTables(forward, shared), loss, keys);
  const [a, b] = [1, 2].map(() => runProgram(g, samples, shared, keys.map(gradientKey)));
  for (const [key, found] of a) assert.deepEqual(found, b.get(key));
});
