import { type Random, random } from "../../linalg/random.ts";
import { type Shape, sizeOf, type Tensor } from "../../linalg/tensor.ts";

// Numbers that a person can calculate with: few decimals, none of them 0, and as few as can be alike.

/**
 * A stream of its own for every quantity, so that one that is drawn besides leaves the others as they are. The text is
 * hashed by FNV-1a.
 */
export function streamOf(...parts: readonly (string | number)[]): Random {
  let hash = 0x811c9dc5;
  for (const character of parts.join("/")) {
    hash ^= character.codePointAt(0) as number;
    hash = Math.imul(hash, 0x01000193);
  }
  return random(hash >>> 0);
}

/** Entries between −most and most to so many decimals, without 0; no entry comes twice before each has come once. */
export function friendly(from: Random, shape: Shape, most: number, decimals: number): Tensor {
  const unit = 10 ** decimals;
  const ticks = Math.round(most * unit);
  let left: number[] = [];
  const next = (): number => {
    if (left.length === 0) left = pool(ticks);
    const at = from.integer(0, left.length - 1);
    const [tick] = left.splice(at, 1);
    return tick / unit;
  };
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, next) };
}

/** −n … −1, 1 … n */
const pool = (n: number): number[] => Array.from({ length: 2 * n }, (_, i) => (i < n ? i - n : i - n + 1));

/** A mask in which every query sees its own place or the first, and about two thirds of the others. */
export function mask(from: Random, shape: Shape): Tensor {
  const cols = shape[1] ?? 1;
  const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => {
    const row = Math.floor(i / cols);
    return i % cols === Math.min(row, cols - 1) || from.integer(0, 2) > 0 ? 1 : 0;
  });
  return { shape, data };
}
