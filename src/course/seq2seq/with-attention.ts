import type { Tensor } from "../../linalg/tensor.ts";
import { zeros } from "../../linalg/tensor.ts";
import {
  BITS,
  caseOf,
  characters,
  code,
  END,
  GO,
  indexInSource,
  indexInTarget,
  sourceTokens,
  targetTokens,
} from "./alphabet.ts";
import { joined, matrixOf, range, type Weight } from "./construct.ts";

// The encoder–decoder that changes the case, its weights written down by hand. A state of 32 units, all of them tanh
// units that are driven to about ±1:
//
//   units  0–10  a clock of 11 hours: one unit is +1, at the hour, the others are −1
//   units 11–23  a clock of 13 hours
//   units 24–30  the bits of the character that was just read
//   unit     31  the case that is wanted: +1 for capitals, −1 for small letters
//
// Why it works. (1) The prompt sets both clocks to 0, and each further step moves both by an hour, so that together they
// show the position i modulo 143 (11 and 13 have no common factor). (2) A unit that gets g v from a unit of v, g = 4,
// becomes tanh(g v): from v = tanh(g) on this falls to the fixed point v* = tanh(g v*) = 0.9993 and no further, so a
// clock and the case never fade. (3) The decoder reads <go>, which sets its clocks to 1, and counts on. (4) The score
// β (clocks of h_i)·(clocks of s_j) is about 24 β at i = j, and about 4 β less for every clock that differs; the softmax
// gives nearly all weight to the character at the count. (5) Its bits in c_j agree with the code of the right letter, in
// both its cases, in all 7 places and with any other code in 6 at most; the case unit of s_j decides between the two.

export const HOURS = [11, 13] as const;
export const HIDDEN = HOURS[0] + HOURS[1] + BITS + 1;

/** Positions that the clocks tell apart: 0 for the prompt, 1 … n for the characters, n + 1 for the end. */
export const POSITIONS = HOURS[0] * HOURS[1];

/** The longest sentence. */
export const MOST_CHARACTERS = POSITIONS - 2;

/** How hard a unit is driven, how sharply the attention looks, and how much a bit and the case count in the output. */
export const GAIN = 4;
export const SHARPNESS = 2;
export const BIT_WEIGHT = 4;
export const CASE_WEIGHT = 2;

/** Where the parts of the state are. */
export const clocks = [
  { at: 0, hours: HOURS[0] },
  { at: HOURS[0], hours: HOURS[1] },
] as const;
export const BITS_AT = HOURS[0] + HOURS[1];
export const CASE_AT = BITS_AT + BITS;

const go = indexInTarget(GO);

/** Both clocks go on by an hour, the case stays: W_hh of the encoder, W_ss of the decoder. */
const ticking = (): Tensor =>
  matrixOf(
    [HIDDEN, HIDDEN],
    [
      ...clocks.flatMap(({ at, hours }) =>
        range(0, hours).map((hour): Weight => [at + ((hour + 1) % hours), at + hour, GAIN]),
      ),
      [CASE_AT, CASE_AT, GAIN],
    ],
  );

/** Sets both clocks to an hour when the input `from` is on. */
const setting = (from: number, to: number, strength: number): Weight[] =>
  clocks.flatMap(({ at, hours }) =>
    range(0, hours).map((hour): Weight => [at + hour, from, hour === to ? strength : -strength]),
  );

/** A prompt sets the clocks to 0 and the case; a character or the end gives its bits. */
const reading = (): Tensor =>
  matrixOf(
    [HIDDEN, sourceTokens.length],
    [
      ...setting(indexInSource("<U>"), 0, GAIN),
      ...setting(indexInSource("<L>"), 0, GAIN),
      [CASE_AT, indexInSource("<U>"), GAIN],
      [CASE_AT, indexInSource("<L>"), -GAIN],
      ...[...characters, END].flatMap((token) =>
        code(token).map((bit, b): Weight => [BITS_AT + b, indexInSource(token), GAIN * bit]),
      ),
    ],
  );

/** <go> sets the clocks to 1, against whatever they showed; what was written since says nothing that is needed. */
const starting = (): Tensor => matrixOf([HIDDEN, targetTokens.length], setting(go, 1, 3 * GAIN));

/** Clock against clock: the other units take no part in the scores. */
const comparing = (): Tensor =>
  matrixOf(
    [HIDDEN, HIDDEN],
    range(0, BITS_AT).map((unit): Weight => [unit, unit, SHARPNESS]),
  );

/** The case from s_j, the bits from c_j, which starts at column `HIDDEN`. */
const writing = (): Tensor =>
  matrixOf(
    [targetTokens.length, 2 * HIDDEN],
    targetTokens.flatMap((token, row): Weight[] => [
      [row, CASE_AT, CASE_WEIGHT * caseOf(token)],
      ...code(token).map((bit, b): Weight => [row, HIDDEN + BITS_AT + b, BIT_WEIGHT * bit]),
    ]),
  );

/** The last state taken as an input at every step: the case alone is let through, as the clocks would be moved. */
const caseAlone = (): Tensor => matrixOf([HIDDEN, HIDDEN], [[CASE_AT, CASE_AT, GAIN]]);

/**
 * The parameters, by key. Where the decoder reads the encoder's last state as an input, W_ys has columns for it:
 * W_ss again (`same`), or those of the case alone (`own`).
 */
export function attentionWeights(lastState?: "same" | "own"): ReadonlyMap<string, Tensor> {
  const fromLast = lastState === "same" ? ticking() : lastState === "own" ? caseAlone() : undefined;
  return new Map([
    ["W_xh", reading()],
    ["W_hh", ticking()],
    ["B_h", zeros([HIDDEN])],
    ["W_ys", fromLast ? joined(starting(), fromLast) : starting()],
    ["W_ss", ticking()],
    ["B_s", zeros([HIDDEN])],
    ["W_a", comparing()],
    ["W_o", writing()],
    ["B_o", zeros([targetTokens.length])],
  ]);
}
