import type { Tensor } from "../../linalg/tensor.ts";
import { frequency } from "../../models/pointing-attention.ts";
import { SHARPNESS as LOOK, POSITION } from "./by-position.ts";
import { range } from "./construct.ts";
import { BIT_WEIGHT, CASE_WEIGHT, GAIN, HOURS, SHARPNESS } from "./with-attention.ts";

/** How far the largest of some logits is above the next. */
export function marginOf(logits: ArrayLike<number>): number {
  const [first, second] = Array.from(logits).sort((a, b) => b - a);
  return first - second;
}

/** The smallest margin of a run, and the step that has it, counted from 1. */
export function smallestMargin(logits: readonly Tensor[]): {
  readonly margin: number;
  readonly step: number;
} {
  const margins = logits.map(({ data }) => marginOf(data));
  const margin = Math.min(...margins);
  return { margin, step: margins.indexOf(margin) + 1 };
}

/** Below this no clock and no case unit ever falls: v* = tanh(g v*). */
export function fixedPoint(gain: number): number {
  let v = 1;
  for (let i = 0; i < 200; i++) v = Math.tanh(gain * v);
  return v;
}

/** What is proved for every sentence of a length: the weight on the right token, and the margin of every logit. */
export interface Guarantee {
  readonly weight: number;
  readonly margin: number;
}

/**
 * With attention. Clocks lie in v* … 1, so the right score is at least β 24 v*², one with a clock wrong at most
 * β (22 − 2 v*²), with both wrong at most β (20 − 4 v*²); of n + 2 positions at most ⌈(n + 2)/11⌉ + ⌈(n + 2)/13⌉ − 2 share
 * one clock's hour.
 */
export function guaranteeWithAttention(length: number): Guarantee {
  const v = fixedPoint(GAIN);
  const units = HOURS[0] + HOURS[1];
  const positions = length + 2;
  const near = Math.ceil(positions / HOURS[0]) + Math.ceil(positions / HOURS[1]) - 2;
  const gap = (wrong: number): number => SHARPNESS * ((units + 2 * wrong) * v * v - (units - 2 * wrong));
  const others = near * Math.exp(-gap(1)) + Math.max(0, positions - 1 - near) * Math.exp(-gap(2));
  return guarantee(1 / (1 + others), Math.tanh(GAIN), v);
}

/** By position. The score falls by β Σ (1 − cos(ω_k d)) at a distance d; the prompt's by β at every other token. */
export function guaranteeByPosition(length: number): Guarantee {
  const omegas = range(0, POSITION / 2).map((pair) => frequency(pair, POSITION));
  const gap = (d: number): number => omegas.reduce((sum, omega) => sum + 1 - Math.cos(omega * d), 0);
  const others = range(1, length + 2).reduce((sum, d) => sum + 2 * Math.exp(-LOOK.character * gap(d)), 0);
  const fromPrompt = 1 / (1 + (length + 1) * Math.exp(-LOOK.prompt));
  return guarantee(1 / (1 + others), 1, fromPrompt);
}

/**
 * With a weight a on the right token, bits of size t and a case of size v, each bit of the context agrees with the code by
 * at least a t − (1 − a) t. Another code differs in one bit or more, the other case in its case.
 */
function guarantee(weight: number, bit: number, caseUnit: number): Guarantee {
  const agreement = (2 * weight - 1) * bit;
  const otherCode = 2 * BIT_WEIGHT * agreement - CASE_WEIGHT;
  return { weight, margin: Math.min(otherCode, 2 * CASE_WEIGHT * caseUnit) };
}
