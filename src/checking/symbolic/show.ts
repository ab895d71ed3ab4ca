import { symbolOf } from "../../models/model.ts";
import { short } from "../../text/number.ts";
import type { Counterexample } from "./compare.ts";
import { isOne, type Rational, showRational, whole } from "./rational.ts";

/** `3 w^2 u_1`, as prose has it between dollar signs: letters before what has a subscript. */
export function showPowers(powers: ReadonlyMap<string, number>, coefficient: Rational = whole(1)): string {
  const ordered = [...powers].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const factors = ordered.map(([key, n]) => symbolOf(key) + (n === 1 ? "" : raised(n)));
  return [...(isOne(coefficient) ? [] : [showRational(coefficient).replace("-", "−")]), ...factors].join(" ");
}

const rank = (key: string): number => (key.includes("_") ? 1 : 0);

const raised = (n: number): string => ({ 2: "²", 3: "³" })[n] ?? `^${n}`;

const DIGITS = 4;

/** `At w = 0.5, u_1 = 1 yours is 1.75, and it should be 2.75.` */
export function showCounterexample({ at, given, expected }: Counterexample): string {
  const names = [...at].map(([key, value]) => `$${symbolOf(key)} = ${short(value, 3)}$`);
  const where = names.length === 0 ? "Yours" : `At ${names.join(", ")} yours`;
  const yours = Number.isNaN(given) ? "has no value" : `is ${short(given, DIGITS)}`;
  return `${where} ${yours}; it should be ${short(expected, DIGITS)}.`;
}
