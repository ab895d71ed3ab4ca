import type { ProbeAnswer } from "../course/probes.ts";
import { sizeOf, type Tensor } from "../linalg/tensor.ts";
import { readTypedNumber, type TypedNumber } from "../text/read-number.ts";
import type { Hypothesis } from "./hypotheses.ts";
import type { Marking } from "./marking.ts";
import { quoted } from "./quoted.ts";
import { allowance, isNear, rightWorking } from "./sheet.ts";
import type { Typed } from "./typed.ts";
import type { Verdict } from "./verdict.ts";

// Small questions about a run, answered by a number (`0.62`), or by which entry it is and its number (`here, 0.62`).

/** What is said of an answer to a small question. */
export interface ProbeVerdict {
  readonly verdict: Verdict;
  readonly message: string;
  readonly candidates: readonly Hypothesis[];
}

/** Which entry was named and which number was given, as far as they were. */
interface Said {
  readonly name: string;
  readonly number: TypedNumber | undefined;
}

const NUMBER = String.raw`[-+−–]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+−]?\d+|\/\d+)?`;
const LAST_NUMBER = new RegExp(String.raw`^(.*?)[\s,:;(=≈]*(${NUMBER})\)?\.?$`);

/** The verdict on what was typed for a probe of the run that is marked. */
export function checkProbe(marking: Marking, probe: ProbeAnswer, typed: string): ProbeVerdict {
  const said = saidIn(typed, probe);
  if (probe.asks === "value" && !said.number)
    return plain("unreadable", `${quoted(typed)} is no number; the answer is one.`);
  const number = said.number ? judgedNumber(marking, probe, said.number) : undefined;
  return probe.asks === "value" ? (number as ProbeVerdict) : judgedChoice(probe, said, number);
}

const plain = (verdict: Verdict, message = ""): ProbeVerdict => ({ verdict, message, candidates: [] });

function saidIn(typed: string, { choices }: ProbeAnswer): Said {
  const text = typed.trim();
  if (choices.some(({ name }) => isCalled(text, name))) return { name: text, number: undefined };
  const [, name = text, last = ""] = LAST_NUMBER.exec(text) ?? [];
  const number = readTypedNumber(last);
  return number
    ? { name: name.replace(/[\s,:;]*\b(?:with|at)$/i, "").trim(), number }
    : { name: text, number };
}

const bare = (text: string): string =>
  text
    .trim()
    .replace(/^["'“”‘’`]+|["'“”‘’`]+$/g, "")
    .toLowerCase();
const isCalled = (text: string, name: string): boolean => bare(text) === bare(name);

/** Which entry is meant: by its name, or by its number counted from 1. */
function chosen(name: string, { choices }: ProbeAnswer): number {
  const named = choices.findIndex((one) => isCalled(name, one.name));
  const counted = /(?:^|\s)(\d+)$/.exec(name);
  return named >= 0 || !counted ? named : Number(counted[1]) <= choices.length ? Number(counted[1]) - 1 : -1;
}

/** Right where both are: the entry, and its number. */
function judgedChoice(
  probe: ProbeAnswer,
  { name, number }: Said,
  found: ProbeVerdict | undefined,
): ProbeVerdict {
  const { asks, at, choices } = probe;
  const names = choices.map((one) => one.name).join(", ");
  const isGood = found !== undefined && GOOD.includes(found.verdict);
  if (name === "")
    return plain("wrong", `${isGood ? "The number is right. " : ""}Say first which it is: ${names}.`);
  const which = chosen(name, probe);
  if (which < 0) return plain("unreadable", `${quoted(name)} is none of them: ${names}.`);
  if (which === at[1] - 1) {
    if (found === undefined) return plain("wrong", `${quoted(name)} is right; its number is asked too.`);
    return isGood
      ? found
      : { ...found, message: `${quoted(name)} is right, its number is not. ${found.message}`.trim() };
  }
  const values = choices.map(({ value }) => value);
  const other = asks === "argmax" ? Math.min(...values) : Math.max(...values);
  const turned = values[which] === other ? ` It is the ${asks === "argmax" ? "smallest" : "largest"}.` : "";
  return plain(
    "wrong",
    `It is not ${quoted(name)}.${turned}${isGood && number ? " The number is right." : ""}`,
  );
}

const GOOD: readonly Verdict[] = ["exact", "right", "rounded"];

/** Half a unit of the second decimal: with fewer, rounding on the way explains too much. */
const FINE = 0.005 * (1 + 1e-9);

function judgedNumber(
  { run, hypotheses }: Marking,
  { key, at, value }: ProbeAnswer,
  number: TypedNumber,
): ProbeVerdict {
  const right = rightWorking(run);
  const { shape } = right.values.get(key) as Tensor;
  const entry = (at[0] - 1) * (shape[1] ?? 0) + at[1] - 1;
  const answer = everywhere(shape, number);
  if (number.value === value) return plain("exact");
  if (isNear(answer, entry, value)) return plain("right");
  const sheet = { answers: new Map([[key, answer]]), put: new Map() };
  const more = allowance(right, sheet, key, sheet.put)(entry);
  if (isNear(answer, entry, value, more) && answer.half[entry] <= FINE)
    return plain("rounded", "The last digit is off because the lines before it were rounded.");
  const found = hypotheses.visible.filter(({ values }) => {
    const theirs = values.get(key)?.data[entry];
    return theirs !== undefined && isNear(answer, entry, theirs);
  });
  return explained(found, number);
}

/** Fewer digits than these are met by chance. */
const TELLING = 3;

function explained(found: readonly Hypothesis[], { value, decimals = 15 }: TypedNumber): ProbeVerdict {
  const digits = Math.min(decimals, decimals + Math.floor(Math.log10(Math.abs(value) || 1)) + 1);
  if (found.length === 0 || digits < TELLING) return plain("wrong");
  const simple = found.filter(({ special }) => !special);
  const candidates = simple.length > 0 ? simple : found;
  const isOne = new Set(candidates.map(({ mistake }) => mistake.id)).size === 1;
  return { verdict: isOne ? "mistake" : "ambiguous", message: "", candidates };
}

/** As if every entry had been typed so: only one of them is looked at. */
function everywhere(shape: Tensor["shape"], number: TypedNumber): Typed {
  const size = sizeOf(shape);
  const half = number.decimals === undefined ? 0 : 0.5 * 10 ** -number.decimals;
  return {
    numbers: Array.from({ length: size }, () => number),
    tensor: { shape, data: new Float64Array(size).fill(number.value) },
    half: new Float64Array(size).fill(half),
  };
}
