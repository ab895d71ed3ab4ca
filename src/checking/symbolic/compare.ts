import { closeNumbers } from "../../linalg/close.ts";
import { random } from "../../linalg/random.ts";
import { evaluate, type Formula, keysIn } from "./formula.ts";
import { equalRatios, normal } from "./normal.ts";

/** Where two formulas differ: the numbers put in, and what comes out of each. */
export interface Counterexample {
  readonly at: ReadonlyMap<string, number>;
  readonly given: number;
  readonly expected: number;
}

/** How it was found out that two formulas are one: multiplied out, or tried at points. */
export type Comparison =
  | { readonly same: true; readonly by: "normal form" | "points" }
  | { readonly same: false; readonly counterexample: Counterexample | undefined };

const SEED = 2013;
const POINTS = 40;
/** Two formulas that agree at fewer points where both have values were not compared. */
const FEWEST = 6;
const tolerance = { relative: 1e-8, absolute: 1e-11 };

/** Whether two formulas are the same function, by exact normal forms where they have them, otherwise at seeded points. */
export function compare(given: Formula, expected: Formula): Comparison {
  const exact = byNormalForm(given, expected);
  if (exact === true) return { same: true, by: "normal form" };
  const found = atPoints(given, expected);
  if (exact === false) return { same: false, counterexample: found.far };
  const same = found.far === undefined && found.compared >= FEWEST;
  return same ? { same, by: "points" } : { same: false, counterexample: found.far };
}

export const sameFormula = (a: Formula, b: Formula): boolean => byNormalForm(a, b) ?? compare(a, b).same;

/** Undefined where they hold other functions, or are too large to be multiplied out. */
function byNormalForm(a: Formula, b: Formula): boolean | undefined {
  const [left, right] = [normal(a), normal(b)];
  return left && right ? equalRatios(left, right) : undefined;
}

function atPoints(given: Formula, expected: Formula): { far: Counterexample | undefined; compared: number } {
  const keys = [...new Set([...keysIn(expected), ...keysIn(given)])].sort();
  let compared = 0;
  for (const at of points(keys)) {
    const counterexample = { at, given: evaluate(given, at), expected: evaluate(expected, at) };
    // x in the place of e^{ln x} is right wherever that has a value
    if (!Number.isFinite(counterexample.expected) || Number.isNaN(counterexample.given)) continue;
    if (!closeNumbers(counterexample.given, counterexample.expected, tolerance))
      return { far: counterexample, compared };
    compared++;
  }
  return { far: undefined, compared };
}

const friendly = [0.5, 1, 2, 3, -1, 1.5, -2, 4] as const;

/** Numbers that are easy to put in first, all different; then seeded ones. */
function* points(keys: readonly string[]): Generator<ReadonlyMap<string, number>> {
  const letters = keys.filter((key) => !/_/.test(key));
  const ordered = [...letters, ...keys.filter((key) => !letters.includes(key))];
  yield new Map(ordered.map((key, i) => [key, friendly[i] ?? i]));
  const { pick, unit } = random(SEED);
  for (let i = 1; i < 8; i++) yield new Map(ordered.map((key) => [key, pick(friendly)]));
  for (let i = 8; i < POINTS; i++)
    yield new Map(ordered.map((key) => [key, (i % 2 ? 2 : 4) * unit() - (i % 2 ? 0 : 2)]));
}
