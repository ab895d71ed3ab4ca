import { compile, type Program } from "../readings/program/index.ts";
import type { Config } from "./config.ts";
import { giveTokens, giveWeights, outputOf } from "./half.ts";
import type { Layout } from "./layout.ts";
import { modelFor } from "./model.ts";
import type { HeldOut } from "./sentences.ts";
import { cut, type Tokens, targetLength, tokensOf } from "./tokens.ts";

/** What share of the tokens is right, `<end>` included, each written behind the right ones: teacher forcing. */
export interface Accuracy {
  /** Over all tokens. */
  readonly all: number;
  readonly byLength: readonly OfLength[];
}

export interface OfLength {
  readonly length: number;
  readonly accuracy: number;
  /** What share of the sentences is right from beginning to end, which is then so without teacher forcing too. */
  readonly whole: number;
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
  const { logits } = modelFor(config, 1);
  return (weights) => {
    const counts = programs.map(({ tokens, total, count, program }) => {
      giveWeights(program, layout, weights);
      let [right, whole] = [0, 0];
      for (let from = 0; from < total; from += count)
        for (const each of rightOnes(program, logits, cut(tokens, from, from + count))) {
          right += each;
          if (each === targetLength(tokens.length)) whole += 1;
        }
      return { length: tokens.length, right, tokens: tokens.target.length, whole: whole / total };
    });
    const sum = (of: "right" | "tokens"): number => counts.reduce((total, count) => total + count[of], 0);
    return {
      all: sum("right") / sum("tokens"),
      byLength: counts.map(({ length, right, tokens, whole }) => ({
        length,
        accuracy: right / tokens,
        whole,
      })),
    };
  };
}

/** At a time; the number of held-out sentences is a multiple. */
const SENTENCES = 32;

function forward(config: Config, length: number, batch: number): Program {
  const { graph, parameters, logits } = modelFor(config, length);
  return compile(graph, { batch, shared: new Set(parameters.map(({ key }) => key)), outputs: [logits] });
}

/** How many tokens of each sentence are right. */
function rightOnes(program: Program, key: string, tokens: Tokens): Int32Array {
  giveTokens(program, tokens);
  program.run();
  const logits = outputOf(program, key);
  const width = logits.length / tokens.target.length;
  const each = targetLength(tokens.length);
  const right = new Int32Array(tokens.target.length / each);
  for (const [row, wanted] of tokens.target.entries())
    if (largestAt(logits, row * width, width) === wanted) right[Math.floor(row / each)] += 1;
  return right;
}

/** The place of the largest of some numbers, the first of equals, counted from `from`. */
function largestAt(all: Float64Array, from: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (all[from + i] > all[from + best]) best = i;
  return best;
}

/** What writing the commonest token every time would score. */
export function guessing(held: readonly HeldOut[]): number {
  const counts = new Map<number, number>();
  const all = held.flatMap(({ sentences }) => Array.from(tokensOf(sentences).target));
  for (const token of all) counts.set(token, (counts.get(token) ?? 0) + 1);
  return Math.max(...counts.values()) / all.length;
}
