import type { Tensor } from "../../linalg/tensor.ts";
import { frequency } from "../../models/pointing-attention.ts";
import { BITS, caseOf, code, prompts, sourceTokens, targetTokens } from "./alphabet.ts";
import { matrixOf, range, type Weight } from "./construct.ts";
import { BIT_WEIGHT, CASE_WEIGHT } from "./with-attention.ts";

// The Transformer's version: nothing recurs, so nothing can count; the positions do. A row of 32 units:
//
//   units 0–6   the bits of the token       unit 7  whether it is a prompt       unit 8  the case that a prompt asks for
//   unit  9     always 1                    units 10–31  11 pairs sin(i ω), cos(i ω)
//
// Head 1 picks the character. The row that has written p characters stands at position p and wants the character p + 1:
// W_Q turns every pair by its ω, which is the position p + 1 (sin(a + ω) = sin a cos ω + cos a sin ω), W_K leaves
// it, so that the score β Σ cos(ω_k (p + 1 − i)) is largest at i = p + 1. Head 2 asks every token whether it is the
// prompt, and takes the case from it.

const PAIRS = 11;
const IS_PROMPT = BITS;
const CASE = BITS + 1;
const ONE = BITS + 2;
export const CONTENT = BITS + 3;
export const POSITION = 2 * PAIRS;
const WIDTH = CONTENT + POSITION;

/** How sharply the heads look. */
export const SHARPNESS = { character: 16, prompt: 16 } as const;

export const sizesFor = (source: number, target: number) => ({
  ...{ source, target, input: sourceTokens.length, output: targetTokens.length },
  ...{ content: CONTENT, position: POSITION, model: WIDTH, read: BITS + 1 },
  ...{ key_1: POSITION, value_1: BITS, key_2: 1, value_2: 1 },
});

const isPrompt = (token: string): boolean => prompts.some((prompt) => prompt === token);

/** A row a token. */
const embedding = (tokens: readonly string[]): Tensor =>
  matrixOf(
    [tokens.length, CONTENT],
    tokens.flatMap((token, row): Weight[] => [
      [row, ONE, 1],
      ...(isPrompt(token)
        ? ([
            [row, IS_PROMPT, 1],
            [row, CASE, token === "<U>" ? 1 : -1],
          ] as const)
        : code(token).map((bit, b): Weight => [row, b, bit])),
    ]),
  );

/** Every pair turned by its own ω: the position that comes next. */
function next(): Tensor {
  const factor = SHARPNESS.character * Math.sqrt(POSITION);
  const weights = range(0, PAIRS).flatMap((pair): Weight[] => {
    const [sin, cos] = [2 * pair, 2 * pair + 1];
    const turn = frequency(pair, POSITION);
    return [
      [CONTENT + sin, sin, factor * Math.cos(turn)],
      [CONTENT + cos, sin, factor * Math.sin(turn)],
      [CONTENT + sin, cos, -factor * Math.sin(turn)],
      [CONTENT + cos, cos, factor * Math.cos(turn)],
    ];
  });
  return matrixOf([WIDTH, POSITION], weights);
}

/** Takes `count` units from `from` on as they are. */
const taking = (from: number, count: number, factor = 1): Tensor =>
  matrixOf(
    [WIDTH, count],
    range(0, count).map((i): Weight => [from + i, i, factor]),
  );

/** The bits from head 1, the case from head 2. */
const writing = (): Tensor =>
  matrixOf(
    [BITS + 1, targetTokens.length],
    targetTokens.flatMap((token, column): Weight[] => [
      ...code(token).map((bit, b): Weight => [b, column, BIT_WEIGHT * bit]),
      [BITS, column, CASE_WEIGHT * caseOf(token)],
    ]),
  );

/** The parameters, by key. */
export const positionWeights = (): ReadonlyMap<string, Tensor> =>
  new Map([
    ["E", embedding(sourceTokens)],
    ["F", embedding(targetTokens)],
    ["W_Q_1", next()],
    ["W_K_1", taking(CONTENT, POSITION)],
    ["W_V_1", taking(0, BITS)],
    ["W_Q_2", taking(ONE, 1, SHARPNESS.prompt)],
    ["W_K_2", taking(IS_PROMPT, 1)],
    ["W_V_2", taking(CASE, 1)],
    ["W_O", writing()],
  ]);
