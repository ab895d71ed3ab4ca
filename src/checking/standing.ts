import type { Line } from "../graph/graph.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { bound } from "../readings/bound.ts";
import type { Values } from "../readings/value.ts";
import { brokenBy } from "./legal.ts";
import { allNear, allowance, epsilon, fromPut, hangsOn, isNear, type Sheet, type Working } from "./sheet.ts";
import type { Typed } from "./typed.ts";

/** How an answer stands to the right working, before anybody asks for a mistake. */
export type Standing =
  | { readonly is: "exact" }
  /** Right to the digits given; `cut` where the last of them was cut off instead of rounded. */
  | { readonly is: "right"; readonly cut: boolean }
  /** Right method, every written row rounded to as many decimals as the answer has. */
  | { readonly is: "rounded" }
  /** Right from earlier answers: from wrong ones, or from right ones that were given to too few decimals. */
  | { readonly is: "follows"; readonly from: readonly string[]; readonly coarse: boolean }
  /**
   * `weak` where rounding to one decimal less on the way may be all that is the matter; `impossible` are the answers
   * from which it would follow, if a σ could be what they are.
   */
  | { readonly is: "off"; readonly weak: boolean; readonly impossible: readonly string[] };

export const isGood = ({ is }: Standing): boolean => is === "exact" || is === "right" || is === "rounded";

/** Half a unit of the second decimal: rounding to fewer than two on the way explains too much. */
const FINE = 0.005 * (1 + 1e-9);

const nothing: Values = new Map();

/** Every answer's standing, in the order of the working. */
export function standings(right: Working, sheet: Sheet): Map<string, Standing> {
  const found = new Map<string, Standing>();
  const computed = fromPut(right, sheet.put);
  for (const key of sheet.answers.keys()) {
    const answer = sheet.answers.get(key) as Typed;
    const ref = right.values.get(key) as Tensor;
    found.set(
      key,
      toTheDigits(answer, ref) ?? onTheWay(right, sheet, key, computed.get(key) as Tensor, found),
    );
  }
  return found;
}

function toTheDigits(answer: Typed, ref: Tensor): Standing | undefined {
  const all = (holds: (x: number, i: number) => boolean): boolean => ref.data.every(holds);
  if (all((x, i) => answer.tensor.data[i] === x || Math.abs(answer.tensor.data[i] - x) <= epsilon(x)))
    return { is: "exact" };
  if (allNear(answer, ref)) return { is: "right", cut: false };
  if (all((x, i) => isNear(answer, i, x) || isCut(answer, i, x))) return { is: "right", cut: true };
  return undefined;
}

/** v is x without what comes after its decimals: 0.53 for 0.5349. */
function isCut({ tensor, half, numbers }: Typed, i: number, x: number): boolean {
  const v = tensor.data[i];
  const rest = Math.abs(x) - Math.abs(v);
  return (numbers[i].decimals ?? 0) > 0 && v * x >= 0 && rest >= 0 && rest < 2 * half[i];
}

/** What an answer is that is not right to its digits, from what was answered before it. */
function onTheWay(
  right: Working,
  sheet: Sheet,
  key: string,
  computed: Tensor,
  before: ReadonlyMap<string, Standing>,
): Standing {
  const answer = sheet.answers.get(key) as Typed;
  const ref = right.values.get(key) as Tensor;
  const bad = [...before].filter(([, standing]) => !isGood(standing)).map(([of]) => of);
  const good = bad.length === 0 ? sheet.put : goodOf(sheet, before);
  const from = leading(right, sheet, key, bad);
  const isFrom = (put: Values, centre: Tensor, used: "rounded" | "as typed" = "rounded"): boolean =>
    allNear(answer, centre) || allNear(answer, centre, allowance(right, sheet, key, put, used));

  const impossible = from.filter((of) => !isLegal(right, sheet, of));
  const isFromBad = from.length > 0 && isFrom(sheet.put, computed);
  if (isFromBad && impossible.length === 0) return { is: "follows", from, coarse: false };
  const centre = from.length > 0 ? (fromPut(right, good).get(key) as Tensor) : computed;
  const isRounding = allNear(answer, ref, allowance(right, sheet, key, nothing));
  const own = isFrom(good, centre);
  const coarsestHalf = Math.max(...answer.half);
  if (isRounding && own && coarsestHalf <= FINE) return { is: "rounded" };
  if (!isRounding && isFrom(good, centre, "as typed"))
    return {
      is: "follows",
      from: coarsest(sheet, leading(right, sheet, key, [...goodOf(sheet, before).keys()])),
      coarse: true,
    };
  const hangs = hangsOn(right, key, nothing);
  const lessRounded = (i: number): number => bound(hangs[i], 10 * answer.half[i], () => 0);
  const weak = isRounding || (10 * coarsestHalf <= FINE && allNear(answer, ref, lessRounded));
  return { is: "off", weak, impossible: isFromBad ? impossible : [] };
}

/** The answers before that are right. */
const goodOf = ({ put }: Sheet, before: ReadonlyMap<string, Standing>): Values =>
  new Map([...put].filter(([of]) => isGood(before.get(of) ?? { is: "off", weak: false, impossible: [] })));

/** Those of some answers that the result hangs on directly, with a slope that is not 0 where they are off. */
function leading(right: Working, sheet: Sheet, key: string, of: readonly string[]): string[] {
  if (of.length === 0) return [];
  const hangs = hangsOn(right, key, sheet.put);
  return of.filter((one) => hangs.some(({ put }) => put.get(one)?.some((slope) => slope > 0)));
}

function coarsest({ answers }: Sheet, keys: readonly string[]): string[] {
  const coarse = (key: string): number => Math.max(...((answers.get(key) as Typed).half ?? [0]));
  const most = Math.max(...keys.map(coarse));
  return keys.filter((key) => coarse(key) === most);
}

/** With what no activation gives nothing is worked out. */
const isLegal = ({ graph }: Working, { answers }: Sheet, key: string): boolean =>
  brokenBy(graph.lines.find((line) => line.key === key) as Line, answers.get(key) as Typed) === undefined;
