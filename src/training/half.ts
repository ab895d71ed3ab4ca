import { gradient, gradientKey } from "../readings/gradient.ts";
import { compile, type Program } from "../readings/program/index.ts";
import type { Config } from "./config.ts";
import type { Layout } from "./layout.ts";
import { modelFor } from "./model.ts";
import { oneHotRows, oneHots, sourceLength, starts, type Tokens, targetLength } from "./tokens.ts";

/** Computes the gradient on half a batch: adds nothing, overwrites `into`. Returns the sum of the sentences' losses. */
export type Half = (tokens: Tokens, weights: Float64Array, into: Float64Array) => number;

/** A program for every length, compiled when the length comes up for the first time. */
export function halfOf(config: Config, layout: Layout): Half {
  const programs = new Map<number, Program>();
  const { loss: lossKey } = modelFor(config, 1);
  return (tokens, weights, into) => {
    const program = programs.get(tokens.length) ?? compiled(config, layout, tokens.length);
    programs.set(tokens.length, program);
    giveWeights(program, layout, weights);
    giveTokens(program, tokens);
    program.run();
    for (const { key, from } of layout.parts) into.set(outputOf(program, gradientKey(key)), from);
    // in the order of the sentences, always
    let loss = 0;
    for (const each of outputOf(program, lossKey)) loss += each;
    return loss;
  };
}

function compiled(config: Config, layout: Layout, length: number): Program {
  const { graph, loss } = modelFor(config, length);
  const wrt = layout.parts.map(({ key }) => key);
  return compile(gradient(graph, loss, wrt), {
    batch: config.batch / 2,
    shared: new Set(wrt),
    outputs: [loss, ...wrt.map(gradientKey)],
  });
}

export function giveWeights(program: Program, { parts }: Layout, weights: Float64Array): void {
  for (const { key, from, to } of parts) inputOf(program, key).set(weights.subarray(from, to));
}

/** What is read, what the decoder should have written before each step (teacher forcing), and what it should write. */
export function giveTokens(program: Program, { length, source, target }: Tokens): void {
  const [n, m] = [sourceLength(length), targetLength(length)];
  for (let i = 0; i < n; i++) oneHots(inputOf(program, `x_${i + 1}`), source, n, i);
  starts(inputOf(program, "y_0"), target.length / m);
  for (let j = 1; j < m; j++) oneHots(inputOf(program, `y_${j}`), target, m, j - 1);
  oneHotRows(inputOf(program, "target"), target);
}

const inputOf = (program: Program, key: string): Float64Array => program.inputs.get(key) as Float64Array;

export const outputOf = (program: Program, key: string): Float64Array =>
  program.outputs.get(key) as Float64Array;
