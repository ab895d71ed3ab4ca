import { type Counterexample, compare, sameFormula } from "./compare.ts";
import { derivative } from "./derivative.ts";
import { type Formula, keysIn, substitute } from "./formula.ts";
import { polynomial } from "./normal.ts";
import { readFormula } from "./parse.ts";
import type { Asked, Named, SymbolicQuestion } from "./question.ts";
import { showCounterexample } from "./show.ts";
import { slips } from "./slips.ts";

/** What is said of one typed expression; prose with `$…$` for mathematics. */
export interface SymbolicResult {
  readonly key: string;
  readonly symbol: string;
  /** `exact` by normal forms, `right` by trying points; `follows` from the student's own earlier answer. */
  readonly verdict:
    | "exact"
    | "right"
    | "follows"
    | "mistake"
    | "ambiguous"
    | "wrong"
    | "missing"
    | "unreadable";
  readonly given: string;
  readonly message: string;
  readonly counterexample?: Counterexample;
  readonly mistakes: readonly Named[];
}

/** Checks the expressions that were typed, by the keys of what is asked. Pure; throws nothing whatever is typed. */
export function checkSymbolic(
  typed: Readonly<Record<string, string>>,
  question: SymbolicQuestion,
): readonly SymbolicResult[] {
  const read = new Map<string, Formula>();
  for (const [key, text] of Object.entries(typed)) {
    const reading = readFormula(text, vocabularyOf(question));
    if ("value" in reading) read.set(key, reading.value);
  }
  return question.asked.map((asked) => checkOne(typed[asked.key] ?? "", asked, question, read));
}

const vocabularyOf = ({ keys, understood = [], definitions }: SymbolicQuestion) => ({
  keys,
  understood: [...understood, ...definitions.keys()],
});

function checkOne(
  text: string,
  asked: Asked,
  question: SymbolicQuestion,
  own: ReadonlyMap<string, Formula>,
): SymbolicResult {
  const about = { key: asked.key, symbol: asked.symbol, given: text, mistakes: [] };
  if (text.trim() === "") return { ...about, verdict: "missing", message: "There is no answer." };
  const reading = readFormula(text, vocabularyOf(question));
  if ("problem" in reading)
    return { ...about, verdict: "unreadable", message: `This can't be read: ${reading.problem}.` };
  const typed = substitute(reading.value, question.definitions);
  const comparison = compare(typed, asked.expected);
  if (comparison.same) {
    const verdict = comparison.by === "normal form" ? "exact" : "right";
    return { ...about, verdict, message: `Right.${notes(reading.value, question)}` };
  }
  const { counterexample } = comparison;
  const shown = counterexample ? { counterexample } : {};
  const where = counterexample ? showCounterexample(counterexample) : "";
  const from = followed(typed, asked, own);
  if (from !== undefined)
    return {
      ...about,
      ...shown,
      verdict: "follows",
      message: `This follows from your own ${from}, which is not right.`,
    };
  const mistakes = mistakesIn(typed, asked, others(asked, question, own));
  const verdict = mistakes.length === 0 ? "wrong" : mistakes.some((m) => m.either) ? "ambiguous" : "mistake";
  const named = mistakes.map(({ either: _, ...mistake }) => mistake);
  const said = verdict === "ambiguous" ? either(named) : named.map(({ feedback }) => feedback);
  return {
    ...about,
    ...shown,
    verdict,
    mistakes: named,
    message: [...said, where].filter(Boolean).join(" "),
  };
}

const either = (all: readonly Named[]): readonly string[] => [
  `Several slips give this: ${all.map(({ feedback }) => feedback).join(" Or: ")}`,
];

/** Right, but a line stands in it that the question wants put in. */
function notes(formula: Formula, { definitions }: SymbolicQuestion): string {
  const used = [...keysIn(formula)].filter((key) => definitions.has(key));
  return used.length === 0 ? "" : ` What is left is to put in $${used.join("$ and $")}$.`;
}

/** The earlier answer whose derivative this is. */
function followed(
  typed: Formula,
  { derivative: asked }: Asked,
  own: ReadonlyMap<string, Formula>,
): string | undefined {
  const before = asked ? own.get(asked.of) : undefined;
  if (!asked || !before) return undefined;
  return sameFormula(typed, derivative(before, asked.by)) ? `$${asked.of}$` : undefined;
}

/** What was typed for the other answers, and what they are with each mistake. */
const others = (asked: Asked, question: SymbolicQuestion, own: ReadonlyMap<string, Formula>) =>
  question.asked.flatMap((other) => {
    const typed = own.get(other.key);
    return other === asked || typed === undefined
      ? []
      : [{ typed: substitute(typed, question.definitions), other }];
  });

/** The mistakes of the question that give just this; where none does, what is wrong with its terms. */
function mistakesIn(
  typed: Formula,
  { mistakes, expected }: Asked,
  beside: ReturnType<typeof others>,
): readonly (Named & { either?: boolean })[] {
  const elsewhere = (id: string): boolean =>
    beside.every(({ typed: answer, other }) =>
      other.mistakes.some((mistake) => mistake.id === id && sameFormula(answer, mistake.formula)),
    );
  const found = mistakes.filter((m) => sameFormula(typed, m.formula) && (!m.earlier || elsewhere(m.id)));
  const [given, wanted] = [polynomial(typed), polynomial(expected)];
  const terms = given && wanted ? slips(given, wanted) : [];
  // an earlier mistake that nothing else shows explains no more than a slip does
  const all = found.every((m) => m.earlier) && terms.length < 2 ? [...found, ...terms] : found;
  if (all.length === 0) return terms;
  return all.map(({ id, kind, feedback }) => ({ id, kind, feedback, either: all.length > 1 }));
}
