import { nameOf, type Polynomial, type Term } from "./normal.ts";
import type { Named } from "./question.ts";
import { equal, type Rational, times, toNumber, whole } from "./rational.ts";
import { showPowers } from "./show.ts";

// What is wrong with a sum, term by term: whatever the question, a term has the wrong sign, factor or power, is
// missing, or does not belong.

const MOST = 2;

/**
 * The slips that turn the expected sum into the given one; none where there are more than two of different sorts, as that
 * is no longer an explanation.
 */
export function slips(given: Polynomial, expected: Polynomial): readonly Named[] {
  const left = [...given.values()].filter((term) => !has(expected, term));
  const open = [...expected.values()].filter((term) => !has(given, term));
  const nothingRight = open.length === expected.size;
  const found = [...inFactors(left, open), ...inPowers(left, open)];
  if (nothingRight && left.length + open.length > 0) return [];
  found.push(...open.map(missing), ...left.map(extra));
  const sorts = new Set(found.map(({ id }) => id));
  return sorts.size <= 1 || found.length <= MOST ? found : [];
}

const has = (all: Polynomial, { coefficient, powers }: Term): boolean => {
  const other = all.get(nameOf(powers));
  return other !== undefined && equal(other.coefficient, coefficient);
};

/** Takes out the pairs of terms that `pairs` finds, with what it says of them. */
function paired(
  left: Term[],
  open: Term[],
  pairs: (given: Term, expected: Term) => Named | undefined,
): Named[] {
  const found: Named[] = [];
  for (const given of [...left])
    for (const expected of [...open]) {
      const slip = left.includes(given) && open.includes(expected) ? pairs(given, expected) : undefined;
      if (slip === undefined) continue;
      found.push(slip);
      left.splice(left.indexOf(given), 1);
      open.splice(open.indexOf(expected), 1);
    }
  return found;
}

const inFactors = (left: Term[], open: Term[]): Named[] =>
  paired(left, open, (given, expected) => {
    if (nameOf(given.powers) !== nameOf(expected.powers)) return undefined;
    const beside = given.powers.size === 0 ? "the number" : `$${showPowers(given.powers)}$`;
    const minus = times(whole(-1), given.coefficient);
    if (equal(minus, expected.coefficient))
      return { id: "sign", kind: "slip", feedback: `The sign in front of ${beside} is wrong.` };
    return isMultiple(expected.coefficient, given.coefficient)
      ? { id: "factor-missing", kind: "slip", feedback: `A number in front of ${beside} is missing.` }
      : { id: "factor-wrong", kind: "slip", feedback: `The number in front of ${beside} is not right.` };
  });

const inPowers = (left: Term[], open: Term[]): Named[] =>
  paired(left, open, (given, expected) => {
    const keys = [...new Set([...given.powers.keys(), ...expected.powers.keys()])];
    const apart = keys.filter((key) => by(given, key) !== by(expected, key));
    const [key] = apart;
    if (apart.length !== 1 || !equal(given.coefficient, expected.coefficient)) return undefined;
    const more = by(given, key) - by(expected, key);
    if (Math.abs(more) !== 1) return undefined;
    const much = more > 0 ? "once too often" : "once too seldom";
    const feedback = `${termText(given.powers, given.coefficient)} has $${showPowers(new Map([[key, 1]]))}$ ${much}.`;
    return { id: "power-off-by-one", kind: "slip", feedback };
  });

const by = ({ powers }: Term, key: string): number => powers.get(key) ?? 0;

const isMultiple = (a: Rational, b: Rational): boolean => {
  const ratio = toNumber(a) / toNumber(b);
  return ratio > 1 && Number.isInteger(ratio);
};

/** Not the term itself, as that would be the answer: its inputs. */
function missing({ powers }: Term): Named {
  const inputs = [...powers.keys()].filter((key) => key.includes("_"));
  const shown = new Map((inputs.length > 0 ? inputs : [...powers.keys()]).map((key) => [key, 1]));
  const what = shown.size === 0 ? "A number" : `A term with $${showPowers(shown)}$`;
  return { id: "term-missing", kind: "slip", feedback: `${what} is missing.` };
}

const extra = ({ powers, coefficient }: Term): Named => ({
  id: "term-extra",
  kind: "slip",
  feedback: `${termText(powers, coefficient)} does not belong there.`,
});

const termText = (powers: ReadonlyMap<string, number>, coefficient: Rational = whole(1)): string =>
  powers.size === 0 ? "The number without a letter" : `The term $${showPowers(powers, coefficient)}$`;
