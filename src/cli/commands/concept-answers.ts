import { pairsFrom } from "../../checking/answers.ts";
import type { checkCode } from "../../checking/code/check.ts";
import { checkDiagram, unknownBoxes } from "../../checking/diagram/check.ts";
import { askedKey } from "../../checking/symbolic/asked-key.ts";
import { checkSymbolic } from "../../checking/symbolic/check.ts";
import { derivativesQuestion, recurrenceQuestion, unrolledQuestion } from "../../checking/symbolic/linear.ts";
import type { SymbolicQuestion } from "../../checking/symbolic/question.ts";
import { isBlank } from "../../checking/typed.ts";
import type { ConceptFile } from "../../course/concept-schema.ts";
import { textOf } from "../../course/read-text.ts";
import { recurrent } from "../../models/index.ts";
import { linearRnn } from "../../models/linear-rnn.ts";
import { UserError } from "../../text/user-error.ts";
import type { Judged } from "../pages/check-concept.ts";
import { isAnswerFile } from "./answer-files.ts";

/** How a question is answered that has neither numbers nor words for an answer. */
export interface Answering {
  /** What is asked, each under its key; prose. */
  readonly asked: readonly { readonly key: string; readonly asks: string }[];
  /** How answers are given on the command line. */
  readonly example: string;
  keyOf(spelled: string): string | undefined;
  /** What was typed, by the keys of what is asked. */
  judge(typed: Readonly<Record<string, string>>): Promise<Judged[]>;
  /** The words of a command line. */
  judgeWords(words: readonly string[]): Promise<Judged[]>;
}

type Sort = NonNullable<ConceptFile["answers"]>;

const STEPS = 3;
const cell = () => linearRnn.build({}, linearRnn.defaults);

const answerings: Readonly<Record<Sort, () => Answering>> = {
  recurrence: () => expressions(recurrenceQuestion(cell()), '"w (…)"'),
  unrolled: () => expressions(unrolledQuestion(cell(), STEPS), '"w (…)"'),
  derivatives: () => expressions(derivativesQuestion(cell(), STEPS), 'dy_dw="…" dy_du_1="…"'),
  code: () => code,
  "diagram rnn": () => drawing("rnn"),
  "diagram lstm": () => drawing("lstm"),
  "diagram gru": () => drawing("gru"),
};

export const answeringOf = (sort: Sort): Answering => answerings[sort]();

/** Those of the words that are names of files. */
export const filesIn = (words: readonly string[]): readonly string[] => words.filter(isAnswerFile);

const expressions = (question: SymbolicQuestion, example: string): Answering => ({
  asked: question.asked.map(({ key, symbol }) => ({ key, asks: `${symbol}, as an expression` })),
  example,
  keyOf: (spelled) => askedKey(spelled, question),
  judge: async (typed) => [...checkSymbolic(typed, question)],
  judgeWords: async (words) => [
    ...checkSymbolic(expressionsByKey(question, await expressionsIn(words)), question),
  ],
});

/** What stands in a file of expressions, as if it had been typed. */
async function expressionsIn(words: readonly string[]): Promise<readonly string[]> {
  if (words.length !== 1 || filesIn(words).length !== 1) return words;
  const pairs = await pairsFrom({ files: words, pairs: [] });
  return pairs.flatMap(({ spelled, raw }) =>
    isBlank(raw) ? [] : [`${spelled}=${[raw].flat(2).join(", ")}`],
  );
}

/** `key=text` by key, other words in the order of what is asked. */
function expressionsByKey(question: SymbolicQuestion, words: readonly string[]): Record<string, string> {
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
  return typed;
}

const GAP = /^\s*(?:self\.)?(hidden_state|output)\s*=(?!=)([\s\S]*)$/;

const code: Answering = {
  asked: [
    { key: "hidden_state", asks: "`self.hidden_state = …`, the right-hand side in numpy" },
    { key: "output", asks: "`self.output = …`, the right-hand side in numpy" },
  ],
  example: 'hidden_state="np.tanh(…)" output="…", or a file: check 2.3 rnn.py',
  keyOf: (spelled) => GAP.exec(`${spelled}=`)?.[1],
  judge: (typed) => codeJudged(typed, typed),
  judgeWords: async (words) => {
    const pairs = words.flatMap((word) => {
      const found = GAP.exec(word);
      return found ? [[found[1], found[2]] as const] : [];
    });
    if (pairs.length < words.length && (pairs.length > 0 || words.length > 1))
      throw new UserError('check 2.3 takes hidden_state="…" output="…", or one file');
    const typed = Object.fromEntries(pairs);
    return codeJudged(pairs.length > 0 ? typed : { file: textOf(words[0]) }, typed);
  },
};

async function codeJudged(
  program: Parameters<typeof checkCode>[0],
  typed: Readonly<Record<string, string>>,
): Promise<Judged[]> {
  const { checkCode } = await import("../../checking/code/check.ts"); // it knows Python's grammar
  return checkCode(program).map(({ key, verdict, message, mistakes, notes }) => ({
    ...{ key, symbol: key.replace("hidden_state", "state"), verdict, message, mistakes, details: notes },
    ...(typed[key] === undefined ? {} : { given: typed[key].trim() }),
  }));
}

function drawing(name: keyof typeof recurrent): Answering {
  const model = recurrent[name];
  const judged = (text: string): Judged[] => {
    const result = checkDiagram(text, name, model.build({}, model.defaults));
    const left = unknownBoxes(result);
    const { verdict, message, mistakes } = result;
    return [{ key: "diagram", symbol: "diagram", verdict, message, mistakes, details: left ? [left] : [] }];
  };
  return {
    asked: [
      { key: "diagram", asks: "the arrows of the drawing, in one line: `x_t -> h_t; h_prev -> h_t; …`" },
    ],
    example: '"x_t -> h_t; h_prev -> h_t; …", or a file with an edge list, Mermaid or DOT',
    keyOf: () => undefined,
    judge: async ({ diagram = "" }) => judged(diagram.replaceAll(";", "\n")),
    judgeWords: async (words) =>
      judged(words.some((word) => /->|→|-->/.test(word)) ? words.join("\n") : textOf(words[0])),
  };
}
