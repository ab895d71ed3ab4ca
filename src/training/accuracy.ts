import { compile, type Program } from "../readings/program/index.ts";
import type { Config } from "./config.ts";
import { giveTokens, giveWeights, outputOf } from "./half.ts";
import type { Layout } from "./layout.ts";
import { keys, modelFor } from "./model.ts";
import type { HeldOut } from "./sentences.ts";
import { cut, type Tokens, targetLength, tokensOf } from "./tokens.ts";

/** How many of the tokens are right, `<end>` included, each written behind the right ones: teacher forcing. */
export interface Accuracy {
  /** Over all tokens. */
  readonly all: number;
  readonly byLength: readonly { readonly length: number; readonly accuracy: number }[];
}

/** Measures weights on held-out sentences; a program for every length is compiled once. */
export function accuracyOn(
  held: readonly HeldOut[],
  config: Config,
  layout: Layout,
): (weights: Float64Array) => Accuracy {
  const programs = held.map(({ length, sentences }) => {
    const count = Math.min(SENTENCES, sentences.length);
    return {
      tokens: tokensOf(sentences),
      total: sentences.length,
      count,
      program: forward(config, length, count),
    };
  });
  return (weights) => {
    const counts = programs.map(({ tokens, total, count, program }) => {
      giveWeights(program, layout, weights);
      let right = 0;
      for (let from = 0; from < total; from += count)
        right += rightOnes(program, cut(tokens, from, from + count));
      return { length: tokens.length, right, tokens: tokens.target.length };
    });
    const sum = (of: "right" | "tokens"): number => counts.reduce((total, count) => total + count[of], 0);
    return {
      all: sum("right") / sum("tokens"),
      byLength: counts.map(({ length, right, tokens }) => ({ length, accuracy: right / tokens })),
    };
  };
}

/** At a time; the number of held-out sentences is a multiple. */
const SENTENCES = 32;

function forward(config: Config, length: number, batch: number): Program {
  const { graph, parameters } = modelFor(config, length);
  const outputs = Array.from({ length: targetLength(length) }, (_, j) => keys.logits(j + 1));
  return compile(graph, { batch, shared: new Set(parameters.map(({ key }) => key)), outputs });
}

function rightOnes(program: Program, tokens: Tokens): number {
  giveTokens(program, tokens);
  program.run();
  const steps = targetLength(tokens.length);
  const count = tokens.target.length / steps;
  let right = 0;
  for (let j = 0; j < steps; j++) {
    const logits = outputOf(program, keys.logits(j + 1));
    const width = logits.length / count;
    for (let i = 0; i < count; i++)
      if (largestAt(logits, i * width, width) === tokens.target[i * steps + j]) right += 1;
  }
  return right;
}

/** The place of the largest of some numbers, the first of equals, counted from `from`. */
function largestAt(all: Float64Array, from: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (all[from + i] > all[from + best]) best = i;
  return best;
}
