import { checkDiagram, unknownBoxes } from "../../checking/diagram/check.ts";
import { askedKey } from "../../checking/symbolic/asked-key.ts";
import { checkSymbolic } from "../../checking/symbolic/check.ts";
import { derivativesQuestion, recurrenceQuestion, unrolledQuestion } from "../../checking/symbolic/linear.ts";
import type { SymbolicQuestion } from "../../checking/symbolic/question.ts";
import type { Verdict } from "../../checking/verdict.ts";
import type { Concept } from "../../course/exercise.ts";
import { textOf } from "../../course/read-text.ts";
import { recurrent } from "../../models/index.ts";
import { linearRnn } from "../../models/linear-rnn.ts";
import type { CheckedAnswer, Report } from "../../report/report.ts";
import { symbolMath } from "../../text/formula.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { marks } from "../pages/check.ts";

/** One answer as it was judged, whatever sort of question it is to. */
interface Judged {
  readonly key: string;
  readonly symbol: string;
  readonly verdict: Verdict;
  readonly given?: string;
  readonly message: string;
  readonly details?: readonly string[];
  readonly mistakes: readonly { readonly id: string; readonly kind: string; readonly feedback: string }[];
}

const STEPS = 3;
const cell = () => linearRnn.build({}, linearRnn.defaults);

const expressions: Readonly<Record<string, () => SymbolicQuestion>> = {
  recurrence: () => recurrenceQuestion(cell()),
  unrolled: () => unrolledQuestion(cell(), STEPS),
  derivatives: () => derivativesQuestion(cell(), STEPS),
};

/** `check 2.2c dy_dw=… dy_du_1=…`, `check 2.3 rnn.py`, `check 1.3 gru.mmd`: expressions, code and drawings. */
export async function checkConcept(
  desk: Desk,
  question: Concept,
  target: string,
  words: readonly string[],
  flags: Flags,
): Promise<void> {
  const { answers } = question.concept;
  if (answers === undefined)
    throw new UserError(
      `${question.id} is answered in words; rnn-tutor explain ${target} has its key points to tick off`,
    );
  const judged = await judgedAs(answers, question, target, words);
  const given = judged.filter(({ verdict }) => verdict !== "missing");
  await desk.show(reportOf(question, target, judged), flags);
  if (!given.every(({ verdict }) => RIGHT.includes(verdict))) desk.exitCode = 1;
}

const RIGHT = ["exact", "right"];

async function judgedAs(
  answers: string,
  question: Concept,
  target: string,
  words: readonly string[],
): Promise<Judged[]> {
  const [sort, model] = answers.split(" ");
  if (words.length === 0) throw new UserError(howTo(sort, target));
  if (sort === "code") return codeAnswers(words);
  if (sort === "diagram") return [drawing(model as keyof typeof recurrent, words)];
  const asked = expressions[sort]?.();
  if (!asked) throw new Error(`internal: ${question.id} has answers of the unknown sort ${sort}`);
  return symbolic(asked, words);
}

const howTo = (sort: string, target: string): string => {
  const example =
    sort === "code"
      ? 'hidden_state="np.tanh(…)" output="…", or a file: check 2.3 rnn.py'
      : sort === "diagram"
        ? '"x_t -> h_t; h_prev -> h_t; …", or a file with an edge list, Mermaid or DOT'
        : sort === "derivatives"
          ? 'dy_dw="…" dy_du_1="…"'
          : '"w (…)"';
  return `check takes your answer: rnn-tutor check ${target} ${example}`;
};

/** `key=text` by key, other words in the order of what is asked. */
function symbolic(question: SymbolicQuestion, words: readonly string[]): Judged[] {
  const typed: Record<string, string> = {};
  let next = 0;
  for (const word of words) {
    const at = word.indexOf("=");
    const named = at > 0 ? askedKey(word.slice(0, at).trim(), question) : undefined;
    if (at > 0 && !named) {
      const keys = question.asked.map(({ key }) => key).join(", ");
      throw new UserError(
        `${word.slice(0, at).trim()} is not asked here; ${keys} ${question.asked.length > 1 ? "are" : "is"}`,
      );
    }
    const key = named ?? question.asked[next++]?.key;
    if (key === undefined) throw new UserError(`"${word}" is one answer more than is asked`);
    typed[key] = named ? word.slice(at + 1) : word;
  }
  return [...checkSymbolic(typed, question)];
}

async function codeAnswers(words: readonly string[]): Promise<Judged[]> {
  const { checkCode } = await import("../../checking/code/check.ts"); // it knows Python's grammar
  const pairs = words.flatMap((word) => {
    const found = /^\s*(?:self\.)?(hidden_state|output)\s*=(?!=)([\s\S]*)$/.exec(word);
    return found ? [[found[1], found[2]] as const] : [];
  });
  if (pairs.length < words.length && (pairs.length > 0 || words.length > 1))
    throw new UserError('check 2.3 takes hidden_state="…" output="…", or one file');
  const typed = Object.fromEntries(pairs);
  const results = checkCode(pairs.length > 0 ? typed : { file: textOf(words[0]) });
  return results.map(({ key, verdict, message, mistakes, notes }) => ({
    ...{ key, symbol: key.replace("hidden_state", "state"), verdict, message, mistakes, details: notes },
    ...(typed[key] === undefined ? {} : { given: typed[key].trim() }),
  }));
}

function drawing(name: keyof typeof recurrent, words: readonly string[]): Judged {
  const model = recurrent[name];
  const text = words.some((word) => /->|→|-->/.test(word)) ? words.join("\n") : textOf(words[0]);
  const result = checkDiagram(text, name, model.build({}, model.defaults));
  const left = unknownBoxes(result);
  const { verdict, message, mistakes } = result;
  return { key: "diagram", symbol: "diagram", verdict, message, mistakes, details: left ? [left] : [] };
}

const saidOf: Readonly<Partial<Record<Verdict, string>>> = {
  exact: "right",
  right: "right",
  follows: "follows from your answer before it",
  mistake: "a mistake that is known",
  ambiguous: "more than one explanation",
  wrong: "not right",
  missing: "not answered",
  unreadable: "can't be read",
};

function reportOf({ id, title, concept }: Concept, target: string, judged: readonly Judged[]): Report {
  const earned = judged.filter(({ verdict }) => marks[verdict] === "right").length;
  const stuck = judged.some(({ verdict }) => marks[verdict] !== "right");
  return {
    digits: 4,
    blocks: [
      { kind: "heading", id, title, aside: `${earned} of ${judged.length} right` },
      { kind: "checked", answers: judged.map(answerOf) },
      ...(stuck && concept.hints
        ? [{ kind: "commands", commands: [["Stuck", `rnn-tutor hint ${target}`]] } as const]
        : []),
    ],
    data: {
      schema: 1,
      exercise: { id, ...(concept.alias ? { alias: concept.alias } : {}), title },
      ok: judged.every(({ verdict }) => RIGHT.includes(verdict) || verdict === "missing"),
      score: { earned, possible: judged.length },
      results: judged.map(({ key, symbol, verdict, given, message, mistakes, details = [] }) => ({
        ...{ key, symbol, verdict },
        ...(given === undefined ? {} : { given }),
        mistakes: mistakes.map(({ id: name, kind, feedback }) => ({ id: name, kind, feedback })),
        message: [message, ...details].filter(Boolean).join(" "),
      })),
    },
    records: [
      ["key", "verdict", "message"],
      ...judged.map(({ key, verdict, message }) => [key, verdict, message]),
    ],
  };
}

const answerOf = ({ symbol, verdict, given, message, details = [] }: Judged): CheckedAnswer => ({
  mark: marks[verdict],
  symbol: symbolMath(symbol),
  given: given ? [[given]] : [],
  verdict: saidOf[verdict] ?? verdict,
  details: [message === "Right." ? "" : message, ...details].filter(Boolean),
});
