import type { Tensor } from "../linalg/tensor.ts";
import { rows } from "../readings/rows.ts";
import { evaluate, type Values } from "../readings/value.ts";
import type { Sheet, Working } from "./sheet.ts";

// Near the pole of a tangent, or below a small divisor, a mistake makes much of a little rounding. How much it may be
// is tried out, which is cheaper than the gradient that says it exactly.

const PATTERNS = [1, 2, 3];

/** By how much the lines of a working move when every row is off by half a unit, one way or the other. */
export function jolted(working: Working, sheet: Sheet, half: number): (key: string) => number {
  const still = followedRows(working, sheet, () => 0);
  const moved = PATTERNS.map((pattern) => followedRows(working, sheet, (n) => half * signOf(pattern, n)));
  return (key) => Math.max(...moved.map((values) => distance(values.get(key), still.get(key))));
}

/** What every line comes to with each number that is used, its own or the student's, off by what `error` says. */
function followedRows({ graph, inputs }: Working, { put }: Sheet, error: (n: number) => number): Values {
  const used = new Map(inputs);
  const found = new Map<string, Tensor>();
  let n = 0;
  for (const { key, expr } of rows(graph).lines) {
    const own = evaluate(expr, used);
    found.set(key, own);
    const { shape, data } = put.get(key) ?? own;
    used.set(key, { shape, data: data.map((x) => x + error(n++)) });
  }
  return found;
}

/** 1 or −1, without a rhythm that could cancel. */
const signOf = (pattern: number, n: number): number =>
  (Math.imul(n * 3 + pattern, 0x9e3779b1) >>> 15) % 2 === 0 ? 1 : -1;

function distance(a: Tensor | undefined, b: Tensor | undefined): number {
  if (!a || !b) return 0;
  return a.data.reduce((most, x, i) => (x === b.data[i] ? most : Math.max(most, Math.abs(x - b.data[i]))), 0);
}
