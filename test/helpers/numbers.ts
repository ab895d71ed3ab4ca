import assert from "node:assert/strict";
import type { Nested, Tensor } from "../../src/linalg/tensor.ts";

/** Numbers that may be nested, as plain JSON. */
export type Plain = Nested | readonly Plain[];

const flat = (value: Plain): number[] =>
  typeof value === "number" ? [value] : (value as readonly Plain[]).flatMap(flat);

const shapeOf = (value: Plain): number[] =>
  typeof value === "number" ? [] : [value.length, ...(value.length > 0 ? shapeOf(value[0] as Plain) : [])];

const plain = (value: Plain | Tensor): { shape: readonly number[]; data: readonly number[] } =>
  typeof value === "object" && "data" in value
    ? { shape: value.shape, data: Array.from(value.data) }
    : { shape: shapeOf(value), data: flat(value) };

/** The largest |a − b|; infinite where the shapes differ or one of them is NaN. */
export function distance(a: Plain | Tensor, b: Plain | Tensor): number {
  const [left, right] = [plain(a), plain(b)];
  if (left.shape.join() !== right.shape.join()) return Number.POSITIVE_INFINITY;
  const far = left.data.map((x, i) => (x === right.data[i] ? 0 : Math.abs(x - right.data[i])));
  return far.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(0, ...far);
}

/** Same shape and |a − b| ≤ 10⁻¹² · max(1, |a|, |b|) in every entry. */
export function assertSame(
  actual: Plain | Tensor,
  expected: Plain | Tensor,
  what = "",
  tolerance = 1e-12,
): void {
  const [left, right] = [plain(actual), plain(expected)];
  assert.deepEqual(left.shape, right.shape, `${what}: the shape`);
  for (const [i, x] of left.data.entries()) {
    const y = right.data[i];
    const near = x === y || Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x), Math.abs(y));
    assert.ok(near, `${what}: entry ${i} is ${x}, expected ${y}`);
  }
}
