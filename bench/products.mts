import { multiplyIn } from "../src/linalg/blocked.ts";
import * as kernels from "../src/linalg/kernels.ts";
import { random } from "../src/linalg/random.ts";
import { median, printTable } from "./interleave.mts";
import { processorTime } from "./processor.mts";

// The matrix product in blocks against the most that scalar arithmetic reaches here, and against the plain loops.

const SIZES: readonly (readonly [number, number, number])[] = [
  [16, 16, 16],
  [64, 64, 64],
  [128, 128, 128],
  [256, 256, 256],
  [32, 64, 64],
  [64, 32, 64],
];
const ROUNDS = 9;
const SPAN = 25; // ms a measurement

/** Multiplications and additions that wait for nothing and read nothing, in 10⁹ a second. */
function peak(count: number): number {
  let [a, b, c, d, e, f, g] = [1, 2, 3, 4, 5, 6, 7];
  let [h, i, j, k, l, m, n] = [8, 9, 10, 11, 12, 13, 14];
  const [x, y] = [0.999999, 1e-7];
  for (let round = 0; round < count; round++) {
    a = a * x + y;
    b = b * x + y;
    c = c * x + y;
    d = d * x + y;
    e = e * x + y;
    f = f * x + y;
    g = g * x + y;
    h = h * x + y;
    i = i * x + y;
    j = j * x + y;
    k = k * x + y;
    l = l * x + y;
    m = m * x + y;
    n = n * x + y;
  }
  return a + b + c + d + e + f + g + h + i + j + k + l + m + n;
}

/** 10⁹ operations a second of something that takes `operations` a turn. */
function speed(run: (turns: number) => void, operations: number): number {
  const turns = Math.max(1, Math.round((SPAN * 2e6) / operations));
  return (operations * turns) / processorTime(() => run(turns)) / 1e6;
}

const arena = random(1).tensor([4 * 256 * 256], -1, 1).data;

function measured([rows, inner, cols]: readonly [number, number, number]): string[] {
  const tensor = (r: number, c: number) => ({ shape: [r, c] as const, data: arena.slice(0, r * c) });
  const [A, B] = [tensor(rows, inner), tensor(inner, cols)];
  const [b, c] = [rows * inner, rows * inner + inner * cols];
  const product = {
    a: { at: 0, row: inner, col: 1 },
    b: { at: b, row: cols, col: 1 },
    c: { at: c, row: cols, col: 1 },
    ...{ rows, cols, inner, factor: 1, adds: false },
  };
  const operations = 2 * rows * inner * cols;
  const rounds = Array.from({ length: ROUNDS }, () => ({
    peak: speed((turns) => peak(turns), 28),
    blocks: speed((turns) => {
      for (let i = 0; i < turns; i++) multiplyIn(arena, product);
    }, operations),
    plain: speed((turns) => {
      for (let i = 0; i < turns; i++) kernels.product(A, B, [rows, cols]);
    }, operations),
  }));
  const of = (what: (round: (typeof rounds)[number]) => number) => median(rounds.map(what));
  return [
    `${rows}×${inner} · ${inner}×${cols}`,
    of((round) => round.peak).toFixed(1),
    of((round) => round.blocks).toFixed(1),
    of((round) => round.plain).toFixed(1),
    `${(100 * of((round) => round.blocks / round.peak)).toFixed(0)} %`,
    of((round) => round.blocks / round.plain).toFixed(1),
  ];
}

measured(SIZES[0]); // warm
console.log("Matrix product, 10⁹ operations a second\n");
printTable([
  ["sizes", "scalar peak", "blocks", "plain loops", "of the peak", "× plain"],
  ...SIZES.map(measured),
]);
