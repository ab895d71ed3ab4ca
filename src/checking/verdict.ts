import type { CheckOutput } from "../course/check-schema.ts";
import type { Run } from "../course/run.ts";
import type { Tensor } from "../linalg/tensor.ts";
import type { Given } from "./answers.ts";
import {
  caseOf,
  type Explanation,
  explanations,
  ofEverything,
  ofOne,
  type Rounding,
  total,
} from "./diagnose.ts";
import { isStrong } from "./evidence.ts";
import { grouped, type Hypotheses, type Hypothesis } from "./hypotheses.ts";
import { type Settling, settling } from "./settle.ts";
import { allNear, isNear, near, rightWorking, type Sheet, type Working } from "./sheet.ts";
import { isGood, type Standing, standings } from "./standing.ts";
import { isBlank, readAnswer, type Typed } from "./typed.ts";

/** As the schema of what `check --json` prints has them. */
export type Verdict = CheckOutput["results"][number]["verdict"];

/** What is said of one result. */
export interface Judgement {
  readonly key: string;
  readonly verdict: Verdict;
  readonly given?: Given;
  readonly answer?: Typed;
  /** Why it can't be read. */
  readonly problem?: string;
  readonly standing?: Standing;
  /** Which entries are right, whatever the others are. */
  readonly right: readonly boolean[];
  /** Explanations; those in one group give the same numbers, for this exercise as a whole. */
  readonly candidates: readonly (readonly Hypothesis[])[];
  /** Whether rounding on the way is another explanation. */
  readonly rounding: boolean;
  /** Whether so few digits can be met by chance. */
  readonly thin: boolean;
  readonly settling?: Settling | undefined;
  /** Mistakes that give a right answer's digits too, though not its number. */
  readonly alike: readonly string[];
}

interface Desk {
  readonly run: Run;
  readonly right: Working;
  readonly sheet: Sheet;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly hypotheses: readonly Hypothesis[];
  /** Decimals that are asked for. */
  readonly digits: number;
}

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

/** Right with rounding on the way, unless a mistake gives every number of the sheet without any. */
function guarded(desk: Desk, base: Judgement, every: readonly Explanation[]): Judgement {
  const exact = every.filter((one) => total(one) === 0 && one.changes.has(base.key));
  if (exact.length === 0) return base;
  const { answer, key } = base;
  const ref = desk.right.values.get(key) as Tensor;
  return { ...ambiguous(desk, base, exact, true), right: near(answer as Typed, ref) };
}

/** One explanation is named; several are all listed, and so is one that so few digits can fit by chance. */
function named(
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

function unexplained(base: Judgement): Judgement {
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
