import { type Tensor, zeros } from "../../linalg/tensor.ts";
import {
  BITS,
  caseOf,
  characters,
  code,
  END,
  indexInSource,
  sourceTokens,
  targetTokens,
} from "./alphabet.ts";
import { matrixOf, range, type Weight } from "./construct.ts";
import { BIT_WEIGHT, CASE_WEIGHT, GAIN } from "./with-attention.ts";

// Without attention the last state is all that the decoder gets, so it has to hold every character at once. This is a
// pile of k = ⌊(h − 1)/7⌋ places of 7 bits, and a unit for the case. The encoder reads the sentence from its end (as
// Sutskever et al. did), each character pushing the others one place down; so the first character lies on top when the
// decoder starts to take them off. What is pushed below the last place is gone.

/** Characters (the end counts as one) that a state of this size holds in saturated units. */
export const places = (hidden: number): number => Math.floor((hidden - 1) / BITS);

/** The units that a sentence needs with this construction: its characters, its end, its case. */
export const unitsFor = (length: number): number => BITS * (length + 1) + 1;

/** Moves the bits of place `from` to place `to`. */
const moved = (from: number, to: number): Weight[] =>
  range(0, BITS).map((b): Weight => [to * BITS + b, from * BITS + b, GAIN]);

/** Every place goes one down, the case (the last unit) stays. */
const pushing = (hidden: number): Tensor =>
  matrixOf(
    [hidden, hidden],
    [...range(1, places(hidden)).flatMap((place) => moved(place - 1, place)), [hidden - 1, hidden - 1, GAIN]],
  );

/** The top goes to the lowest place, where the output reads it, and every other place one up. */
const taking = (hidden: number): Tensor => {
  const count = places(hidden);
  return matrixOf(
    [hidden, hidden],
    [
      ...range(0, count).flatMap((place) => moved(place, (place + count - 1) % count)),
      [hidden - 1, hidden - 1, GAIN],
    ],
  );
};

/** A prompt sets the case; a character or the end goes on top. */
const reading = (hidden: number): Tensor =>
  matrixOf(
    [hidden, sourceTokens.length],
    [
      [hidden - 1, indexInSource("<U>"), GAIN],
      [hidden - 1, indexInSource("<L>"), -GAIN],
      ...[...characters, END].flatMap((token) =>
        code(token).map((bit, b): Weight => [b, indexInSource(token), GAIN * bit]),
      ),
    ],
  );

const writing = (hidden: number): Tensor =>
  matrixOf(
    [targetTokens.length, hidden],
    targetTokens.flatMap((token, row): Weight[] => [
      [row, hidden - 1, CASE_WEIGHT * caseOf(token)],
      ...code(token).map((bit, b): Weight => [row, (places(hidden) - 1) * BITS + b, BIT_WEIGHT * bit]),
    ]),
  );

/** The parameters, by key, for a state of at least 8 units. */
export const pileWeights = (hidden: number): ReadonlyMap<string, Tensor> =>
  new Map([
    ["W_xh", reading(hidden)],
    ["W_hh", pushing(hidden)],
    ["B_h", zeros([hidden])],
    ["W_ys", zeros([hidden, targetTokens.length])],
    ["W_ss", taking(hidden)],
    ["B_s", zeros([hidden])],
    ["W_o", writing(hidden)],
    ["B_o", zeros([targetTokens.length])],
  ]);
