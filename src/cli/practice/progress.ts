import { keepState, readState } from "../state.ts";
import { added, nothing, outcomes, type Tally } from "./tally.ts";

/** What was practised, by the exercise's id. */
export type Progress = Readonly<Record<string, Practised>>;

export interface Practised extends Tally {
  readonly title: string;
  /** The day of the last answer: 2026-01-31. */
  readonly last: string;
}

const FILE = "practice.json";

export function readProgress(): { readonly progress: Progress; readonly note?: string | undefined } {
  const { value, note } = readState(FILE, asProgress);
  return { progress: value ?? {}, note };
}

/** Adds to what is kept: read again just before, as another terminal may practise too. Gives a sentence for a trouble. */
export function addProgress(id: string, title: string, tally: Tally): string | undefined {
  const { progress, note } = readProgress();
  const before = Object.hasOwn(progress, id) ? progress[id] : nothing;
  const last = new Date().toISOString().slice(0, 10);
  const kept = keepState(FILE, {
    schema: 1,
    exercises: { ...progress, [id]: { ...added(before, tally), title, last } },
  });
  return note ?? kept;
}

/** Undefined for what we have not written. */
function asProgress(data: unknown): Progress | undefined {
  if (!isObject(data) || data.schema !== 1 || !isObject(data.exercises)) return undefined;
  const all = Object.entries(data.exercises).map(([id, one]) => [id, asPractised(one)] as const);
  return all.every((entry): entry is [string, Practised] => entry[1] !== undefined)
    ? Object.fromEntries(all)
    : undefined;
}

function asPractised(data: unknown): Practised | undefined {
  if (!isObject(data)) return undefined;
  const { questions, outcomes: found, mistakes, title, last } = data;
  const isSound =
    isCount(questions) &&
    isCounts(found) &&
    isCounts(mistakes) &&
    Object.keys(found).every((name) => outcomes.some((outcome) => outcome === name));
  if (!isSound || typeof title !== "string" || typeof last !== "string") return undefined;
  return { questions, outcomes: found, mistakes, title, last };
}

const isObject = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === "object" && data !== null && !Array.isArray(data);

const isCount = (data: unknown): data is number => Number.isSafeInteger(data) && (data as number) >= 0;

const isCounts = (data: unknown): data is Readonly<Record<string, number>> =>
  isObject(data) && Object.values(data).every(isCount);
