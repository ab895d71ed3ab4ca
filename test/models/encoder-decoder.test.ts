import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { random } from "../../src/linalg/random.ts";
import { fromNested, type Nested, type Tensor } from "../../src/linalg/tensor.ts";
import {
  type EncoderDecoderConvention,
  encoderDecoder,
  type Lengths,
} from "../../src/models/encoder-decoder.ts";
import { pointingAttention } from "../../src/models/pointing-attention.ts";
import { atom, equation } from "../../src/readings/equation.ts";
import { unicode } from "../../src/readings/notation/unicode.ts";
import { value } from "../../src/readings/value.ts";
import { unicodeSymbol } from "../../src/text/symbol.ts";
import { assertSame } from "../helpers/numbers.ts";
import { fromRepr, runNumpy } from "../helpers/numpy.ts";

// The model with any weights, against PyTorch's cells and against numpy.

type Attention = EncoderDecoderConvention["attention"];
type Context = EncoderDecoderConvention["context"];

interface Case {
  readonly id: number;
  readonly attention: Attention;
  readonly context: Context;
  readonly lengths: Lengths;
  readonly parameters: Readonly<Record<string, Nested>>;
  readonly expected: Readonly<Record<string, Nested>>;
}

const file = join(__dirname, "../reference/torch-encoder-decoder.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

const kinds = Object.keys(encoderDecoder.choices.attention) as Attention[];
const contexts = Object.keys(encoderDecoder.choices.context) as Context[];

test("when the reference is read, then it has every way of scoring with every context, twice", () => {
  const met = new Set(cases.map(({ attention, context }) => `${attention} ${context}`));
  assert.equal(cases.length, 24);
  assert.equal(met.size, kinds.length * contexts.length);
});

for (const { id, attention, context, lengths, parameters, expected } of cases)
  test(`when PyTorch runs its encoder–decoder no. ${id} (${attention}, ${context}), then every number is the same here`, () => {
    const given = new Map(Object.entries(parameters).map(([key, numbers]) => [key, fromNested(numbers)]));
    const size = (key: string) => (parameters[key] as readonly number[]).length;
    const sizes = { input: size("x_1"), hidden: size("h_0"), output: size("y_0") };
    const values = value(encoderDecoder.build(sizes, lengths, { attention, context }), given);
    for (const [key, numbers] of Object.entries(expected))
      assertSame(values.get(key) as Tensor, numbers, key);
  });

test("when graphs of every convention are printed for numpy, then numpy finds the same numbers", () => {
  const draw = random(7);
  const graphs = [
    ...kinds.flatMap((attention) =>
      contexts.map((context) =>
        encoderDecoder.build(
          { input: 3, hidden: 4, output: 2 },
          { source: 3, target: 2 },
          { attention, context },
        ),
      ),
    ),
    pointingAttention.build({ source: 3, target: 2, content: 2, position: 6, model: 8, read: 48 }, {}),
  ];
  const made = graphs.map((graph) => ({
    graph,
    inputs: new Map(
      graph.inputs.map(({ key, shape, value: known }) => [key, known ?? draw.tensor(shape, -1, 1, 3)]),
    ),
  }));
  const found = runNumpy(made);
  for (const [i, { graph, inputs }] of made.entries()) {
    const values = value(graph, inputs);
    for (const { key } of graph.lines) {
      const { shape, data } = found[i][key];
      const ours = values.get(key) as Tensor;
      assert.deepEqual(shape, ours.shape, key);
      assertSame(Array.from(ours.data), data.map(fromRepr), key);
    }
  }
});

const written = (attention: Attention, context: Context, key: string): string => {
  const graph = encoderDecoder.build(
    { input: 1, hidden: 2, output: 3 },
    { source: 3, target: 2 },
    { attention, context },
  );
  const lines = [...graph.inputs, ...graph.lines];
  const symbol = (of: string) => unicodeSymbol(lines.find((line) => line.key === of)?.symbol ?? of);
  const line = graph.lines.find((one) => one.key === key);
  if (!line) return "";
  return `${symbol(key)} = ${equation(line.expr, unicode, (of) => atom(symbol(of)))}`;
};

const equations: readonly [Attention, Context, string, string][] = [
  ["general", "state", "s_0", "s_0 = h_3"],
  ["general", "state", "q_2", "q_2 = W_a s_2"],
  ["general", "state", "e_2", "e_2 = H q_2"],
  ["general", "state", "alpha_2", "α_2 = softmax(e_2)"],
  ["general", "state", "c_2", "c_2 = Hᵀ α_2"],
  ["general", "state", "o_2", "o_2 = W_o [s_2; c_2] + B_o"],
  ["dot", "state", "e_1", "e_1 = H s_1"],
  ["dot", "state", "q_1", ""],
  ["additive", "state", "K", "K = H U_aᵀ"],
  ["additive", "state", "e_1", "e_1 = tanh(K + q_1) v_a"],
  ["none", "state", "o_1", "o_1 = W_o s_1 + B_o"],
  ["none", "state", "H", ""],
  ["none", "state", "a_s_1", "a_{s,1} = W_ss s_0 + W_ys y_0 + B_s"],
  ["none", "input", "a_s_2", "a_{s,2} = W_ss s_1 + W_ys [y_1; h_3] + B_s"],
  ["none", "first", "a_s_2", "a_{s,2} = W_ss s_1 + W_ys [y_1; 0] + B_s"],
  ["none", "state", "a_h_2", "a_{h,2} = W_hh h_1 + W_xh x_2 + B_h"],
];

for (const [attention, context, key, expected] of equations)
  test(`when ${key} is written (${attention}, ${context}), then it is "${expected}"`, () => {
    assert.equal(written(attention, context, key), expected);
  });
