import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import { rowList, sameShape, type Tensor } from "../../linalg/tensor.ts";
import type { Run } from "../run.ts";

// What a draw of version 1 must be like. These rules belong to the version: another rule is another version. They do not
// ask the catalogue of mistakes, which grows, but for what lets a mistake hide: numbers that are alike, matrices that
// are their own transpose, a relu that never cuts, weights that are equal, results that are next to nothing.

/** Whether a run's numbers are fit to be calculated with, and tell right from wrong. */
export const isAcceptable = (run: Run): boolean =>
  givenDiffer(run) &&
  run.graph.lines.every((line) => fits(line, numbersOf(run, line))) &&
  activationsDiffer(run);

const numbersOf = ({ values }: Run, { key }: { readonly key: string }): Tensor => values.get(key) as Tensor;

/** No two quantities are the same, and no matrix is its own transpose; states may start from zero. */
function givenDiffer(run: Run): boolean {
  const given = run.graph.inputs.filter(({ role }) => role !== "constant");
  const tensors = given.map((input) => numbersOf(run, input)).filter(({ data }) => data.some((x) => x !== 0));
  return (
    !tensors.some(isSymmetric) && eachPair(tensors, (a, b) => !sameShape(a.shape, b.shape) || apart(a, b) > 0)
  );
}

/** Gates that come to the same could be exchanged, and so could heads. */
function activationsDiffer(run: Run): boolean {
  const open = run.graph.lines.filter(({ expr }) => ["sigmoid", "tanh", "softmax"].includes(kindOf(expr)));
  return eachPair(open, (a, b) => {
    const isComparable =
      a.at === b.at && kindOf(a.expr) === kindOf(b.expr) && sameShape(a.expr.shape, b.expr.shape);
    return !isComparable || apart(numbersOf(run, a), numbersOf(run, b)) >= LEAST_GAP;
  });
}

const eachPair = <T>(all: readonly T[], holds: (a: T, b: T) => boolean): boolean =>
  all.every((one, i) => all.every((other, j) => j >= i || holds(one, other)));

/** How far two tensors of a shape are apart where they are furthest. */
const apart = (a: Tensor, b: Tensor): number =>
  a.data.reduce((most, x, i) => Math.max(most, Math.abs(x - b.data[i])), 0);

/** As good as its own transpose: Q Kᵀ could be K Qᵀ. */
const isSymmetric = ({ shape: [rows = 1, cols], data }: Tensor): boolean =>
  cols === rows &&
  rows > 1 &&
  data.every((x, i) => Math.abs(x - data[(i % rows) * rows + Math.floor(i / rows)]) < LEAST_GAP - ROOM);

/** As good as one number: a gate of which could stand before a product as well as behind it. */
const isLevel = (data: Float64Array): boolean =>
  data.length > 1 && Math.max(...data) - Math.min(...data) < LEAST_GAP;

/** What a line ends in: an activation, a softmax, or something that has no rule of its own. */
const kindOf = (expr: Expr): string => (expr.kind === "map" ? expr.fields.fn : expr.kind);

/** Sums of short decimals come out even: with a little room the error of our arithmetic decides nothing. */
const ROOM = 1e-9;
/** Below this a result is 0.00 on paper. */
const LEAST = 0.005;
/** One entry of a line is at least so large: smaller, and tanh a is nearly a. */
const SOME = 0.12;
const SOME_TANH = 0.2;
const LEAST_GAP = 0.01;
/** Of many weights two are nearly the same before long. */
const leastGap = (count: number): number => Math.min(LEAST_GAP, 0.1 / count ** 2);
/** Beyond these σ, tanh and a softmax hardly change any more. */
const MOST_GATE = 0.9;
const MOST_TANH = 0.97;
const MOST_WEIGHT = 0.93;

function fits({ expr, role }: Line, { shape, data }: Tensor): boolean {
  if (role.startsWith("mask")) return true; // −∞ is compared with nothing
  if (isSymmetric({ shape, data })) return false;
  const rows = (): number[][] => (shape.length === 2 ? rowList({ shape, data }) : [Array.from(data)]);
  switch (kindOf(expr)) {
    case "sigmoid":
      return !isLevel(data) && data.every((x) => x >= 1 - MOST_GATE && x <= MOST_GATE);
    case "softmax":
      return rows().every(isDecided);
    // it cuts something, and lets something of every row pass
    case "relu":
      return data.some((x) => x === 0) && rows().every((row) => row.some((x) => x > 0));
    case "tanh":
      return isSeen(data, SOME_TANH) && data.every((x) => Math.abs(x) <= MOST_TANH);
    default:
      return isSeen(data, SOME);
  }
}

const isSeen = (data: Float64Array, most: number): boolean =>
  data.every((x) => Math.abs(x) > LEAST - ROOM) && data.some((x) => Math.abs(x) > most - ROOM);

/** No weight takes all, and no two are the same; what is masked does not count. */
function isDecided(row: readonly number[]): boolean {
  const seen = row.filter((x) => x > 0).sort((a, b) => a - b);
  if (seen.length === 1) return true;
  return (
    seen[seen.length - 1] <= MOST_WEIGHT &&
    seen.every((x, i) => i === 0 || x - seen[i - 1] >= leastGap(seen.length))
  );
}
