import type { Run } from "../course/run.ts";
import { keysOf } from "../graph/fold.ts";
import type { Line } from "../graph/graph.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { type Broken, brokenBy } from "./legal.ts";
import { isNear } from "./sheet.ts";
import { isGood } from "./standing.ts";
import type { Typed } from "./typed.ts";
import type { Judgement } from "./verdict.ts";

/** What can be said of a wrong number that no known mistake gives; nothing of it gives the right one away. */
export type Oddity =
  | { readonly is: "sign" | "digits" }
  /** So many times too large. */
  | { readonly is: "point"; readonly by: number }
  | { readonly is: "impossible"; readonly law: Broken }
  /** All that it is worked from was answered, and rightly: the slip is in this line. */
  | { readonly is: "here" }
  /** Answers that would tell in which line the slip is. */
  | { readonly is: "before"; readonly keys: readonly string[] };

export function oddityOf(run: Run, judged: Judgement, all: readonly Judgement[]): Oddity | undefined {
  const { answer, key } = judged;
  const line = run.graph.lines.find((one) => one.key === key);
  const ref = run.values.get(key);
  if (!answer || !line || !ref) return undefined;
  const slip = slips.find(({ holds }) => holdsWhereOff(answer, ref, holds));
  if (slip) return slip.said;
  const law = brokenBy(line, answer);
  return law ? { is: "impossible", law } : placeOf(run, line, all);
}

type Slip = (x: number, ref: number, text: string, half: number) => boolean;

const POWERS = [100, 10, 0.1, 0.01];

const slips: readonly { readonly said: Oddity; readonly holds: Slip }[] = [
  { said: { is: "sign" }, holds: (x, ref, _, half) => Math.abs(x + ref) <= half },
  ...POWERS.map((by) => ({
    said: { is: "point", by } as const,
    holds: (x: number, ref: number, _: string, half: number) =>
      Math.abs(x) >= 20 * half && Math.abs(x - by * ref) <= Math.max(half, by * half),
  })),
  {
    said: { is: "digits" },
    holds: (x, ref, text, half) => exchanged(text).some((y) => Math.abs(y * Math.sign(x) - ref) <= half),
  },
];

/** Whether what is off is off in one and the same way. */
function holdsWhereOff(answer: Typed, ref: Tensor, holds: Slip): boolean {
  const off = [...ref.data.keys()].filter((i) => !isNear(answer, i, ref.data[i]));
  return off.every((i) => {
    const { value, text, decimals } = answer.numbers[i];
    return decimals !== undefined && decimals > 1 && holds(value, ref.data[i], text, answer.half[i]);
  });
}

/** A number of plain digits with two neighbours of them in each other's place. */
function exchanged(text: string): number[] {
  const plain = text.replace(/^[-+−]/, "").replace(",", ".");
  if (!/^\d*\.\d+$/.test(plain)) return [];
  return [...plain].flatMap((digit, i) =>
    i > 0 && plain[i - 1] !== "." && digit !== "." && digit !== plain[i - 1]
      ? [Number(plain.slice(0, i - 1) + digit + plain[i - 1] + plain.slice(i + 1))]
      : [],
  );
}

/** Whether the slip is in the line itself, or which answers would say so. */
function placeOf({ graph, asked }: Run, line: Line, all: readonly Judgement[]): Oddity | undefined {
  const before = askedBefore(new Map(graph.lines.map((one) => [one.key, one])), line, new Set(asked));
  const judged = new Map(all.map((one) => [one.key, one]));
  const open = before.filter((key) => judged.get(key)?.verdict === "missing");
  if (open.length > 0) return { is: "before", keys: open };
  const isRight = (key: string): boolean => {
    const standing = judged.get(key)?.standing;
    return standing !== undefined && isGood(standing);
  };
  return before.length > 0 && before.every(isRight) ? { is: "here" } : undefined;
}

/** The asked lines that a line is worked from, through lines that are not asked. */
function askedBefore(lines: ReadonlyMap<string, Line>, line: Line, asked: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = ({ expr }: Line): void => {
    for (const key of keysOf(expr)) {
      const other = lines.get(key);
      if (!other || seen.has(key)) continue;
      seen.add(key);
      if (asked.has(key)) found.add(key);
      else visit(other);
    }
  };
  visit(line);
  return [...lines.keys()].filter((key) => found.has(key));
}
