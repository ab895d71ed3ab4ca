import { type Shape, sizeOf, type Tensor } from "./tensor.ts";

/** Random numbers that are the same on every machine: integer arithmetic and exact divisions only. */
export interface Random {
  /** A whole number from 0 to 2³² − 1. */
  bits(): number;
  /** Uniform in [0, 1), 53 bits. */
  unit(): number;
  /** A whole number from `low` to `high`, both included, without bias. */
  integer(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** A tensor of uniform entries in [low, high), rounded to `digits` decimals where given. */
  tensor(shape: Shape, low: number, high: number, digits?: number): Tensor;
  /** Four whole numbers from which `resumed` draws on. */
  state(): readonly number[];
}

/** xoshiro128** (Blackman & Vigna, 2018), its state filled from the seed by splitmix32. */
export function random(seed: number): Random {
  const next = splitmix32(seed);
  return resumed(Array.from({ length: 4 }, next));
}

/** Draws on from a state as if it had never stopped. */
export function resumed(state: readonly number[]): Random {
  const s = Uint32Array.from(state);
  const bits = () => {
    const result = Math.imul(rotate(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11);
    return result;
  };
  const unit = () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
  const integer = (low: number, high: number) => {
    const span = high - low + 1;
    const limit = 2 ** 32 - (2 ** 32 % span);
    let draw = bits();
    while (draw >= limit) draw = bits();
    return low + (draw % span);
  };
  return {
    state: () => Array.from(s),
    bits,
    unit,
    integer,
    pick: (from) => from[integer(0, from.length - 1)],
    tensor: (shape, low, high, digits) => ({
      shape,
      data: Float64Array.from({ length: sizeOf(shape) }, () => rounded(low + (high - low) * unit(), digits)),
    }),
  };
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

const rounded = (x: number, digits?: number): number =>
  digits === undefined ? x : Math.round(x * 10 ** digits) / 10 ** digits;

function splitmix32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}
