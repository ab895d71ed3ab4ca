import type { Tensor } from "../../linalg/tensor.ts";
import { BITS } from "./alphabet.ts";
import { argmax } from "./decode.ts";
import { BITS_AT, CASE_AT, clocks } from "./with-attention.ts";

// What a state says, read off its units.

/** The hour of each clock: its unit that is on. */
export const hoursOf = (state: Tensor): readonly number[] =>
  clocks.map(({ at, hours }) => argmax({ shape: [hours], data: state.data.slice(at, at + hours) }));

/** The bits of a state or a context, before they are rounded. */
export const bitsOf = (state: Tensor): readonly number[] =>
  Array.from(state.data.slice(BITS_AT, BITS_AT + BITS));

export const caseUnitOf = (state: Tensor): number => state.data[CASE_AT];

/** `1000001`: a bit is on above 0. */
export const writtenBits = (bits: readonly number[]): string =>
  bits.map((bit) => (bit > 0 ? "1" : "0")).join("");
