import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  add,
  concat,
  fill,
  mul,
  product,
  ref,
  scale,
  softmax,
  spread,
  tanh,
  transpose,
} from "../../src/graph/build.ts";
import type { Expr, Kind } from "../../src/graph/expr.ts";
import { children } from "../../src/graph/fold.ts";
import { type Graph, graph } from "../../src/graph/graph.ts";
import { unroll } from "../../src/graph/unroll.ts";
import { random } from "../../src/linalg/random.ts";
import { type Shape, type Tensor, vector } from "../../src/linalg/tensor.ts";
import { models, recurrent } from "../../src/models/index.ts";
import { eachChoice, isRecurrent } from "../../src/models/model.ts";
import { numpyLines } from "../../src/readings/notation/numpy.ts";
import { value } from "../../src/readings/value.ts";
import { everyConvention } from "../helpers/conventions.ts";
import { randomGraph } from "../helpers/expressions.ts";
import { distance } from "../helpers/numbers.ts";
import { fromRepr, type NumpyCase, type NumpyResult, runNumpy } from "../helpers/numpy.ts";

// What is printed in numpy's notation, run by numpy, gives the numbers of `value`. One script holds all cases.

const GRAPHS = 300;

const inputsFor = ({ inputs }: Graph, seed: number): Map<string, Tensor> => {
  const draw = random(seed);
  return new Map(inputs.map(({ key, shape }) => [key, draw.tensor(shape, -2, 2, 3)]));
};

const kinds = (expr: Expr): Kind[] => [expr.kind, ...children(expr).flatMap(kinds)];
const kindsOf = ({ lines }: Graph): Kind[] => lines.flatMap(({ expr }) => kinds(expr));

/**
 * Whether the numbers say anything: finite, of moderate size, and not so sensitive to the last digits of the
 * inputs (a step at its edge, a difference of equal terms) that two right answers may differ.
 */
function isSound(g: Graph, inputs: ReadonlyMap<string, Tensor>): boolean {
  const moved = new Map(
    [...inputs].map(([key, t], n) => [
      key,
      { ...t, data: t.data.map((x, i) => x * (1 + 1e-9 * Math.sin(7 * n + i + 1))) },
    ]),
  );
  const [here, there] = [value(g, inputs), value(g, moved)];
  return g.lines.every(({ key }) => {
    const [a, b] = [here.get(key) as Tensor, there.get(key) as Tensor];
    return a.data.every((x) => Math.abs(x) < 1e4) && distance(a, b) < 1e-6;
  });
}

function soundCases(): NumpyCase[] {
  const found: NumpyCase[] = [];
  for (const [i, g] of fc.sample(randomGraph, { seed: 20, numRuns: GRAPHS * 4 }).entries()) {
    const inputs = inputsFor(g, i);
    if (found.length < GRAPHS && isSound(g, inputs)) found.push({ graph: g, inputs });
  }
  return found;
}

const whole = { tokens: 3, source: 2, model: 24, keys: 24, values: 24, d_k: 2, d_v: 3, memory: 5 };
const others = Object.values(models).filter((model) => !isRecurrent(model));

/** Constants keep their values; a mask holds 0 and 1. */
const givenFor = (g: Graph, seed: number): Map<string, Tensor> => {
  const drawn = inputsFor(g, seed);
  for (const { key, value: constant } of g.inputs) if (constant) drawn.set(key, constant);
  const mask = drawn.get("mask");
  if (mask)
    drawn.set("mask", { ...mask, data: mask.data.map((_, i) => (i % mask.shape[1]! === 0 ? 1 : i % 2)) });
  return drawn;
};

const timelessCases = others.flatMap((model) =>
  eachChoice(model)
    .map((convention) => ({ convention, graph: model.build(whole, convention) }))
    .map(({ convention, graph: g }, i) => ({
      title: `${model.name}, ${Object.values(convention).join(" ")}`,
      graph: g,
      inputs: givenFor(g, 2000 + i),
    })),
);

const recurrentCases = Object.values(recurrent).flatMap((model) =>
  everyConvention(model).flatMap((convention) =>
    [
      { input: 3, hidden: 2, output: 2 },
      { input: 1, hidden: 1, output: 1 },
    ].flatMap((sizes, i) => {
      const cell = model.build(sizes, convention);
      return [cell, unroll(cell, 2)].map((g, n) => ({
        title: `${model.name}, ${Object.values(convention).join(" ")}, ${sizes.hidden} units, ${n === 0 ? "a step" : "a sequence"}`,
        graph: g,
        inputs: inputsFor(g, 1000 + i),
      }));
    }),
  ),
);

const [u, one, W, s] = [ref("u", [3]), ref("one", [1]), ref("W", [3, 3]), ref("s", [])];
const given: Readonly<Record<string, Tensor>> = {
  u: vector([1, -2, 3]),
  one: vector([0.5]),
  W: random(9).tensor([3, 3], -1, 1, 2),
  s: { shape: [], data: Float64Array.of(1.5) },
};

/** Shapes that numpy and we could easily read differently. */
const edges: readonly [what: string, expr: Expr][] = [
  ["a column times a vector of one", product(u, one)],
  ["a column times a vector of one, in a sum", add(u, product(u, one))],
  ["a matrix times a column times a vector of one", product(W, product(u, one))],
  ["a row times a column", product(transpose(u), u)],
  ["the softmax of a scalar", softmax(s)],
  ["the softmax of a vector of one", softmax(one)],
  ["a repeated scalar", spread(s, 0, 3)],
  ["a repeated sum", tanh(spread(add(u, u), 1, 2))],
  ["a product of constants", mul(fill(2, [3]), fill(3, [3]))],
  ["a sum of constants", add(fill(-2, [3, 3]), fill(3, [3, 3]))],
  ["a product with a constant behind it", mul(u, fill(-3, [3]))],
  ["a constant under an activation", tanh(fill(-2, [3]))],
  ["joined constants", concat([fill(2, [1]), fill(-1, [2])], 0)],
  ["a factor of many digits", scale(1 / 3, u)],
  ["a tiny factor", scale(-1e-7, u)],
];

const edgeCases = edges.map(([what, expr]) => {
  const keys = Object.keys(given);
  const inputs = keys.map((key) => {
    const shape: Shape = given[key].shape;
    return { key, symbol: key, title: key, role: "data" as const, shape, sizes: [] };
  });
  const line = { key: "y", symbol: "y", title: "y", role: "y", expr };
  return { title: what, graph: graph(inputs, [line]), inputs: new Map(Object.entries(given)) };
});

const modelCases = [...recurrentCases, ...timelessCases];
const randomCases = soundCases();
const all: readonly NumpyCase[] = [...randomCases, ...modelCases, ...edgeCases];
let results: NumpyResult[] | Error | undefined;

/** One run of Python for all tests, also where it fails. */
function resultOf(at: number): NumpyResult {
  results ??= attempt();
  if (results instanceof Error) throw results;
  return results[at];
}

function attempt(): NumpyResult[] | Error {
  try {
    return runNumpy(all);
  } catch (error) {
    return error as Error;
  }
}

function compare(at: number): void {
  const { graph: g, inputs } = all[at];
  const ours = value(g, inputs);
  const theirs = resultOf(at);
  for (const { key } of g.lines) {
    const { shape, data } = ours.get(key) as Tensor;
    assert.deepEqual(theirs[key].shape, [...shape], `the shape of ${key}`);
    for (const [i, x] of data.entries()) {
      const y = fromRepr(theirs[key].data[i]);
      const near = x === y || Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(x), Math.abs(y));
      assert.ok(near, `${key}[${i}]: ${x}, numpy ${y}, from\n${numpyLines(g).join("\n")}`);
    }
  }
}

test("when the random graphs are looked at, then every kind of expression occurs in many of them", () => {
  assert.equal(randomCases.length, GRAPHS);
  const counts = new Map<Kind, number>();
  for (const { graph: g } of randomCases)
    for (const kind of new Set(kindsOf(g))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  assert.equal(counts.size, 15);
  for (const [kind, count] of counts) assert.ok(count >= 10, `${kind} occurs in ${count} graphs`);
});

test(`when numpy runs ${GRAPHS} random graphs as they are printed, then it finds the same numbers`, () => {
  for (const at of randomCases.keys()) compare(at);
});

for (const [i, { title }] of modelCases.entries())
  test(`when numpy runs the ${title}, then it finds the same numbers`, () => compare(randomCases.length + i));

for (const [i, { title }] of edgeCases.entries())
  test(`when numpy runs ${title}, then it finds the same numbers`, () =>
    compare(randomCases.length + modelCases.length + i));
