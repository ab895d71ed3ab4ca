import { GO, type Task } from "../text/case-change.ts";
import { sourceOf, targetOf } from "./sentences.ts";
import { indexInTarget } from "./vocabulary.ts";

/** Sentences of one length as numbers of tokens, one sentence after the other; shared with a worker. */
export interface Tokens {
  readonly length: number;
  /** The prompt, the text, the end. */
  readonly source: Int32Array;
  /** The answer and the end. */
  readonly target: Int32Array;
}

/** Tokens that are read and that are written of a text of so many characters. */
export const sourceLength = (length: number): number => length + 2;
export const targetLength = (length: number): number => length + 1;

export function tokensOf(sentences: readonly Task[]): Tokens {
  return {
    length: sentences[0].text.length,
    source: Int32Array.from(sentences.flatMap(sourceOf)),
    target: Int32Array.from(sentences.flatMap(targetOf)),
  };
}

/** The sentences `from` up to, not including, `to`. */
export function cut({ length, source, target }: Tokens, from: number, to: number): Tokens {
  const [n, m] = [sourceLength(length), targetLength(length)];
  return { length, source: source.subarray(from * n, to * n), target: target.subarray(from * m, to * m) };
}

/** A one-hot row for every sentence: the tokens at one place, counted from 0. */
export function oneHots(into: Float64Array, tokens: Int32Array, each: number, place: number): void {
  const count = tokens.length / each;
  const width = into.length / count;
  into.fill(0);
  for (let i = 0; i < count; i++) into[i * width + tokens[i * each + place]] = 1;
}

/** A one-hot row for every token. */
export const oneHotRows = (into: Float64Array, tokens: Int32Array): void => oneHots(into, tokens, 1, 0);

/** What the decoder reads at its first step. */
export function starts(into: Float64Array, count: number): void {
  const width = into.length / count;
  into.fill(0);
  for (let i = 0; i < count; i++) into[i * width + indexInTarget(GO)] = 1;
}
