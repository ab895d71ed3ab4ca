/** The kinds of numbers that are written and read here, of those that the format has. */
export interface Dtype {
  readonly bytes: number;
  write(view: DataView, at: number, value: number): void;
  read(view: DataView, at: number): number;
}

export type DtypeName = "F64" | "F32" | "F16";

export const dtypes: Readonly<Record<DtypeName, Dtype>> = {
  F64: {
    bytes: 8,
    write: (view, at, value) => view.setFloat64(at, value, true),
    read: (view, at) => view.getFloat64(at, true),
  },
  F32: {
    bytes: 4,
    write: (view, at, value) => view.setFloat32(at, value, true),
    read: (view, at) => view.getFloat32(at, true),
  },
  F16: {
    bytes: 2,
    write: (view, at, value) => view.setUint16(at, halfBits(value), true),
    read: (view, at) => fromHalfBits(view.getUint16(at, true)),
  },
};

const FRACTION = 10;
const LEAST = 2 ** -24;
const OVER = 65520;
const INFINITE = 0x7c00;
const NOT_A_NUMBER = 0x7e00;

/** The bits of the nearest half-precision number of IEEE 754, of two as near the one with an even fraction. */
export function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  if (size >= OVER) return sign | INFINITE;
  // subnormal numbers are multiples of the least; the others of 2^(exponent − 10)
  const exponent = Math.max(-14, exponentOf(size));
  const steps = toEven(size / (LEAST * 2 ** (exponent + 14)));
  return sign | (steps + ((exponent + 14) << FRACTION));
}

function exponentOf(size: number): number {
  let exponent = -15;
  while (exponent < 15 && 2 ** (exponent + 1) <= size) exponent++;
  return exponent;
}

function toEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

export function fromHalfBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> FRACTION) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * LEAST;
  return sign * (1024 + fraction) * LEAST * 2 ** (exponent - 1);
}
