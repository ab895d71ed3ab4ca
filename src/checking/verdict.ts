import type { Run } from "../course/run.ts";
import type { Tensor } from "../linalg/tensor.ts";
import type { Given } from "./answers.ts";
import { caseOf, type Explanation, explanations, ofEverything, ofOne, type Rounding } from "./diagnose.ts";
import type { Hypotheses, Hypothesis } from "./hypotheses.ts";
import type { Desk, Judgement } from "./judgement.ts";
import { guarded, named, unexplained } from "./naming.ts";
import { allNear, isNear, rightWorking, type Sheet } from "./sheet.ts";
import { isGood, type Standing, standings } from "./standing.ts";
import { isBlank, readAnswer, type Typed } from "./typed.ts";

export type { Judgement, Verdict } from "./judgement.ts";

/** The verdict on every result that is asked or was given, in the order of the working. */
export function judge(
  run: Run,
  { visible }: Hypotheses,
  given: ReadonlyMap<string, Given>,
  digits: number,
): Judgement[] {
  const right = rightWorking(run);
  const wanted = new Set([...run.asked, ...given.keys()]);
  const keys = run.graph.lines.map(({ key }) => key).filter((key) => wanted.has(key));
  const read = new Map(keys.map((key) => [key, readGiven(given.get(key), right.values.get(key) as Tensor)]));
  const answers = new Map([...read].flatMap(([key, { answer }]) => (answer ? [[key, answer] as const] : [])));
  const sheet: Sheet = { answers, put: new Map([...answers].map(([key, { tensor }]) => [key, tensor])) };
  const desk: Desk = { run, right, sheet, standings: standings(right, sheet), hypotheses: visible, digits };
  const judged = diagnosed(desk);
  return keys.map(
    (key) => ({ ...blank(key), given: given.get(key), ...read.get(key), ...judged.get(key) }) as Judgement,
  );
}

const blank = (key: string): Judgement => ({
  ...{ key, verdict: "missing", right: [], candidates: [], rounding: false, thin: false, alike: [] },
});

function readGiven(
  given: Given | undefined,
  { shape }: Tensor,
): Pick<Judgement, "answer" | "problem" | "verdict"> {
  if (given === undefined || isBlank(given.raw)) return { verdict: "missing" };
  const read = readAnswer(given.raw, shape);
  return "value" in read
    ? { verdict: "wrong", answer: read.value }
    : { verdict: "unreadable", problem: read.problem };
}

/** The decision rule over all that could be read. */
function diagnosed(desk: Desk): Map<string, Judgement> {
  const found = search(desk);
  const judged = new Map<string, Judgement>();
  for (const key of desk.standings.keys()) judged.set(key, verdictOn(desk, key, found, judged));
  return judged;
}

interface Found {
  /** The answers that are not right to their digits. */
  readonly off: ReadonlySet<string>;
  /** Whether rounding is all that is the matter with them. */
  readonly isRight: boolean;
  /** Mistakes that explain something, and those of them that explain every answer. */
  readonly all: readonly Explanation[];
  readonly every: readonly Explanation[];
}

/** Mistakes without rounding on the way go first: with it far more numbers fit. */
function search({ right, sheet, hypotheses, standings: stand }: Desk): Found {
  const off = new Set(
    [...stand].filter(([, { is }]) => is !== "exact" && is !== "right").map(([key]) => key),
  );
  const isRight = [...stand.values()].every((one) => isGood(one) || (one.is === "follows" && one.coarse));
  if (off.size === 0) return { off, isRight, all: [], every: [] };
  const found = caseOf(right, sheet);
  const look = (rounding: Rounding): Found => {
    const all = explanations(found, hypotheses, off, rounding);
    return { off, isRight, all, every: ofEverything(all, sheet) };
  };
  const tight = look("none");
  if (isRight || tight.every.length > 0) return tight;
  const near = look("near");
  const isOpen = (key: string): boolean =>
    stand.get(key)?.is === "off" && !near.all.some(({ changes }) => changes.has(key));
  return near.every.length === 0 && [...off].some(isOpen) ? look("far") : near;
}

function verdictOn(desk: Desk, key: string, found: Found, before: ReadonlyMap<string, Judgement>): Judgement {
  const { off, isRight, all, every } = found;
  const standing = desk.standings.get(key) as Standing;
  const base = plainly(desk, key, standing);
  const explained = every.filter(({ changes }) => changes.has(key));
  // so few digits that 0 would have done as well, and a mistake that gives them with all others
  const isThin = base.thin && explained.length > 0;
  if (!off.has(key) && !isThin) return base;
  if (isRight) return guarded(desk, base, every);
  if (explained.length > 0) return named(desk, base, explained, [...off]);
  if (standing.is !== "off") return base;
  // a gate that can't be what it is said to be, but a mistake says how it came about
  const { impossible: from } = standing;
  if (from.length > 0 && from.every((of) => before.get(of)?.candidates.length))
    return { ...base, verdict: "follows", standing: { is: "follows", from, coarse: false } };
  if (from.length > 0) return base;
  const alone = ofOne(all, key, off);
  return alone.length > 0 ? named(desk, base, alone, [key]) : unexplained(base);
}

/** What is said where no mistake explains more. */
function plainly({ right, sheet, hypotheses, digits }: Desk, key: string, standing: Standing): Judgement {
  const answer = sheet.answers.get(key) as Typed;
  const ref = right.values.get(key) as Tensor;
  const good = isGood(standing);
  const base = {
    ...{ ...blank(key), answer, standing },
    right: Array.from(ref.data, (x, i) => good || isNear(answer, i, x)),
    alike: standing.is === "right" ? alikeTo(answer, key, ref, hypotheses) : [],
  };
  if (standing.is === "off") return { ...base, verdict: "wrong" };
  if (standing.is !== "right" || !saysNothing(answer, ref, digits)) return { ...base, verdict: standing.is };
  return { ...base, verdict: "ambiguous", thin: true, settling: { key, decimals: digits, settles: true } };
}

/** Whether 0 would have done as well: `h_t=0,0`, `z_t=1,1`. */
const saysNothing = ({ half, numbers }: Typed, ref: Tensor, digits: number): boolean =>
  ref.data.every((x, i) => 2 * half[i] >= Math.abs(x) && (numbers[i].decimals ?? digits) < digits);

const alikeTo = (answer: Typed, key: string, ref: Tensor, hypotheses: readonly Hypothesis[]): string[] => [
  ...new Set(
    hypotheses
      .filter(({ values }) => {
        const theirs = values.get(key);
        return (
          theirs &&
          theirs !== ref &&
          allNear(answer, theirs) &&
          theirs.data.some((x, i) => Math.abs(x - ref.data[i]) > SEEN)
        );
      })
      .map(({ mistake }) => mistake.id),
  ),
];

const SEEN = 1e-9;
