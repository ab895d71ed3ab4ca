import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Hypotheses, type Hypothesis, hypothesesOf, sameOn } from "../src/checking/hypotheses.ts";
import { mistakesFor } from "../src/checking/mistakes/index.ts";
import { rightWorking } from "../src/checking/sheet.ts";
import { type Judgement, judge, type Verdict } from "../src/checking/verdict.ts";
import type { Exercise } from "../src/course/exercise.ts";
import { withGradients } from "../src/course/gradients.ts";
import { withLoss } from "../src/course/loss.ts";
import { readExercise } from "../src/course/read-file.ts";
import type { Run } from "../src/course/run.ts";
import type { Random } from "../src/linalg/random.ts";
import type { Tensor } from "../src/linalg/tensor.ts";
import { gradientKey } from "../src/readings/gradient.ts";
import { cut, handedIn, withNumbers, worked, written } from "../test/helpers/students.ts";

// Students who are right but messy, and students with one mistake of the catalogue, and what they are told.

export const handIns = ["asked", "all lines"] as const;
export type HandIn = (typeof handIns)[number];

/** What there is to answer: an exercise's results, or the gradients of its loss. */
export interface Task {
  readonly run: Run;
  readonly hypotheses: Hypotheses;
  readonly keys: Readonly<Record<HandIn, readonly string[]>>;
}

export function exerciseCalled(name: string): Exercise {
  const file = `${name}.yaml`;
  return readExercise(readFileSync(join(import.meta.dirname, "../exercises", file), "utf8"), file);
}

/** `rnn`, or `rnn gradient`; its own numbers where the seed is 0, else others of one decimal. */
export function taskOf(name: string, seed: number): Task {
  const [called, what] = name.split(" ");
  const plain = withNumbers(exerciseCalled(called), seed);
  const run = what === "gradient" ? withGradients(withLoss(plain)) : plain;
  const lines = run.graph.lines.map(({ key }) => key);
  const inputs = new Set(plain.graph.inputs.map(({ key }) => gradientKey(key)));
  const asked = what === "gradient" ? lines.filter((key) => inputs.has(key)) : run.asked;
  const hypotheses = hypothesesOf(run, mistakesFor(run.model.name));
  return { run: { ...run, asked }, hypotheses, keys: { asked, "all lines": lines } };
}

export const outcomes = [
  "right",
  "rounded",
  "follows",
  "named",
  "listed",
  "open",
  "others listed",
  "wrong",
  "misdiagnosed",
] as const;
export type Outcome = (typeof outcomes)[number];

export interface Told {
  readonly outcome: Outcome;
  readonly judged: readonly Judgement[];
  readonly truth: Hypothesis | undefined;
}

/** A student of the task who hands in so many decimals, and what the student is told. */
export function student(task: Task, kind: Kind, d: number, handIn: HandIn, draw: Random): Told {
  const { run, hypotheses, keys } = task;
  const { paper, write, truth } = paperOf(task, kind, d, handIn, draw);
  const judged = judge(run, hypotheses, handedIn(paper, keys[handIn], d, write), d);
  return { outcome: outcomeOf(judged, truth, keys["all lines"]), judged, truth };
}

/** What stands on the paper of a student, with all digits that were kept, and how the digits are written down. */
export interface Paper {
  readonly paper: ReadonlyMap<string, Tensor>;
  readonly write: typeof written;
  readonly truth: Hypothesis | undefined;
}

export function paperOf(task: Task, kind: Kind, d: number, handIn: HandIn, draw: Random): Paper {
  const truth = kind === "right" ? undefined : drawnMistake(task, d, handIn, draw);
  const manner = draw.pick(kind === "right" ? [...MANNERS, "cut" as const] : MANNERS);
  const rounds = manner === "cut" || manner === "none" ? undefined : d + manner;
  const paper = worked(truth ?? rightWorking(task.run), rounds, someRows(draw));
  // a divisor that was rounded to 0: such a student comes to no number, and begins anew
  if (task.keys[handIn].some((key) => !isWritable(paper.get(key))))
    return paperOf(task, kind, d, handIn, draw);
  return { paper, write: manner === "cut" ? cut : written, truth };
}

export const kinds = ["right", "mistaken"] as const;
export type Kind = (typeof kinds)[number];

/** Rounds rows to as many decimals as are handed in, or to one more; rounds none; cuts the last digit off instead. */
const MANNERS = [0, 0, 1, "none"] as const;

/** All rows, or two of three. */
function someRows(draw: Random): (key: string) => boolean {
  const salt = draw.integer(0, 1e6);
  const some = (key: string): boolean =>
    [...key].reduce((h, c) => (h * 31 + c.charCodeAt(0)) >>> 0, salt) % 3 > 0;
  return draw.pick([some, () => true]);
}

/** Each mistake that changes a digit of what is handed in as likely as the others, and each of its ways. */
function drawnMistake(task: Task, d: number, handIn: HandIn, draw: Random): Hypothesis {
  const { seen } = mistakesOf(task, d, handIn);
  const id = draw.pick([...new Set(seen.map(({ mistake }) => mistake.id))]);
  return draw.pick(seen.filter(({ mistake }) => mistake.id === id));
}

/** The ways to make a mistake, worked exactly: those that are seen in what is handed in, and how many are not. */
export function mistakesOf({ run, hypotheses, keys }: Task, d: number, handIn: HandIn): Seen {
  const right = rightWorking(run).values;
  const half = 0.5 * 10 ** -d;
  const isSeen = (a: Tensor, b: Tensor): boolean =>
    a.data.some((x, i) => !(x === b.data[i] || Math.abs(x - b.data[i]) <= half));
  const given = keys[handIn];
  const writable = hypotheses.visible.filter(({ values }) =>
    given.every((key) => isWritable(values.get(key))),
  );
  const seen = writable.filter(({ values }) =>
    given.some((key) => isSeen(values.get(key) as Tensor, right.get(key) as Tensor)),
  );
  return { seen, unseen: writable.length - seen.length };
}

export interface Seen {
  readonly seen: readonly Hypothesis[];
  readonly unseen: number;
}

/** Nobody writes NaN on a sheet. */
const isWritable = (tensor: Tensor | undefined): boolean =>
  tensor?.data.every((x) => !Number.isNaN(x)) ?? false;

const FINE: readonly Verdict[] = ["exact", "right", "rounded", "follows"];

function outcomeOf(
  judged: readonly Judgement[],
  truth: Hypothesis | undefined,
  keys: readonly string[],
): Outcome {
  const given = judged.filter((one) => one.given);
  const some = (wanted: Verdict): boolean => given.some(({ verdict }) => verdict === wanted);
  const off = given.filter(({ verdict }) => !FINE.includes(verdict));
  if (off.length === 0) return some("follows") ? "follows" : some("rounded") ? "rounded" : "right";
  const isTrue = ({ candidates }: Judgement): boolean =>
    truth !== undefined &&
    candidates
      .flat()
      .some((one) => one.mistake.id === truth.mistake.id || sameOn(one.values, truth.values, keys));
  const definite = off.filter(({ verdict }) => verdict === "mistake" || verdict === "convention");
  if (definite.some((one) => !isTrue(one))) return "misdiagnosed";
  if (definite.length > 0) return "named";
  if (off.some(isTrue)) return "listed";
  if (some("wrong") || some("unreadable")) return "wrong";
  return off.every(({ rounding, candidates }) => rounding || candidates.length === 0)
    ? "open"
    : "others listed";
}
