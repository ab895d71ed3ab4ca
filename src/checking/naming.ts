import type { Tensor } from "../linalg/tensor.ts";
import { type Explanation, total } from "./diagnose.ts";
import { isStrong } from "./evidence.ts";
import { grouped, type Hypothesis } from "./hypotheses.ts";
import type { Desk, Judgement } from "./judgement.ts";
import { settling } from "./settle.ts";
import { near } from "./sheet.ts";
import type { Standing } from "./standing.ts";
import type { Typed } from "./typed.ts";

// What is said of an answer that mistakes explain: one of them, all of them, or that more digits would tell.

/** Right with rounding on the way, unless a mistake gives every number of the sheet without any. */
export function guarded(desk: Desk, base: Judgement, every: readonly Explanation[]): Judgement {
  const exact = every.filter((one) => total(one) === 0 && one.changes.has(base.key));
  if (exact.length === 0) return base;
  const { answer, key } = base;
  const ref = desk.right.values.get(key) as Tensor;
  return { ...ambiguous(desk, base, exact, true), right: near(answer as Typed, ref) };
}

/** One explanation is named; several are all listed, and so is one that so few digits can fit by chance. */
export function named(
  desk: Desk,
  base: Judgement,
  found: readonly Explanation[],
  keys: readonly string[],
): Judgement {
  const { right, sheet } = desk;
  const rounding = isWeak(base.standing) && found.every(({ levels }) => levels.get(base.key) === 2);
  const strong = found.some((one) =>
    isStrong(
      one,
      right,
      sheet,
      keys.filter((key) => one.changes.has(key)),
    ),
  );
  const groups = groupsOf(desk, found);
  if (groups.length > 1 || rounding) return ambiguous(desk, base, found, rounding);
  if (!strong) return { ...ambiguous(desk, base, found, rounding), thin: true };
  const isConvention = groups[0].some(({ mistake }) => mistake.kind === "convention");
  return { ...base, verdict: isConvention ? "convention" : "mistake", candidates: groups };
}

const isWeak = (standing: Standing | undefined): boolean => standing?.is === "off" && standing.weak;

export function unexplained(base: Judgement): Judgement {
  return isWeak(base.standing) ? { ...base, verdict: "ambiguous", rounding: true } : base;
}

function ambiguous(desk: Desk, base: Judgement, found: readonly Explanation[], rounding: boolean): Judgement {
  const { run, right, sheet, digits } = desk;
  const candidates = groupsOf(desk, found);
  const workings = candidates.map(([{ values }]) => values);
  const settled = settling(run, sheet, rounding ? [right.values, ...workings] : workings, digits);
  return { ...base, verdict: "ambiguous", candidates, rounding, settling: settled };
}

const groupsOf = ({ run }: Desk, found: readonly Explanation[]): (readonly Hypothesis[])[] =>
  grouped(
    found.map(({ hypothesis }) => hypothesis),
    run.graph.lines.map(({ key }) => key),
  );
