import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Graph } from "../../src/graph/graph.ts";
import { unroll } from "../../src/graph/unroll.ts";
import { random } from "../../src/linalg/random.ts";
import type { Tensor } from "../../src/linalg/tensor.ts";
import { recurrent } from "../../src/models/index.ts";
import { gradient } from "../../src/readings/gradient.ts";
import { value } from "../../src/readings/value.ts";
import { everyConvention } from "../helpers/conventions.ts";
import { weighed } from "../helpers/differences.ts";
import { randomGraph } from "../helpers/expressions.ts";
import { assertSame } from "../helpers/numbers.ts";
import { fromRepr, type NumpyCase, runNumpy } from "../helpers/numpy.ts";

// The gradient as it is printed in numpy's notation, run by numpy, gives the numbers of `value`.

const RANDOM = 100;

const withNumbers = (graph: Graph, seed: number): NumpyCase => {
  const draw = random(seed);
  const inputs = new Map(graph.inputs.map(({ key, shape }) => [key, draw.tensor(shape, 0.2, 2, 3)]));
  return { graph, inputs };
};

const differentiated = (g: Graph, seed: number): NumpyCase => withNumbers(gradient(weighed(g), "L"), seed);

/** Whether every number is finite and of moderate size, and stays so close by. */
function isSound({ graph, inputs }: NumpyCase): boolean {
  const moved = new Map(
    [...inputs].map(([key, t]) => [key, { ...t, data: t.data.map((x) => x * (1 + 1e-9)) }]),
  );
  const [here, there] = [value(graph, inputs), value(graph, moved)];
  return graph.lines.every(({ key }) => {
    const [a, b] = [here.get(key) as Tensor, there.get(key) as Tensor];
    return a.data.every((x, i) => Math.abs(x) < 1e3 && Math.abs(x - b.data[i]) < 1e-6);
  });
}

const drawn = fc
  .sample(randomGraph, { seed: 8, numRuns: RANDOM * 4 })
  .map(differentiated)
  .filter(isSound)
  .slice(0, RANDOM);

const ofModels = Object.values(recurrent).flatMap((model) =>
  everyConvention(model).map((convention) =>
    differentiated(unroll(model.build({ input: 3, hidden: 2, output: 2 }, convention), 2), 5),
  ),
);

test(`when numpy runs the gradients of every recurrent model and of ${RANDOM} random graphs as they are printed, then it finds the same numbers`, () => {
  assert.equal(drawn.length, RANDOM);
  const cases = [...ofModels, ...drawn];
  for (const [i, theirs] of runNumpy(cases).entries()) {
    const ours = value(cases[i].graph, cases[i].inputs);
    for (const { key } of cases[i].graph.lines) {
      const { shape, data } = ours.get(key) as Tensor;
      assert.deepEqual(theirs[key].shape, [...shape], `case ${i}: the shape of ${key}`);
      assertSame([...data], theirs[key].data.map(fromRepr), `case ${i}, ${key}`, 1e-10);
    }
  }
});
