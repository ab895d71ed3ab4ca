import { pairsFrom, sourcesIn } from "../../checking/answers.ts";
import { checkCode } from "../../checking/code/check.ts";
import { checkDiagram, unknownBoxes } from "../../checking/diagram/check.ts";
import { markingOf } from "../../checking/marking.ts";
import { askedKey } from "../../checking/symbolic/asked-key.ts";
import { checkSymbolic } from "../../checking/symbolic/check.ts";
import { derivativesQuestion, recurrenceQuestion, unrolledQuestion } from "../../checking/symbolic/linear.ts";
import type { SymbolicQuestion } from "../../checking/symbolic/question.ts";
import { isBlank } from "../../checking/typed.ts";
import type { Concept } from "../../course/exercise.ts";
import { textOf } from "../../course/read-text.ts";
import { run } from "../../course/run.ts";
import { recurrent } from "../../models/index.ts";
import { linearRnn } from "../../models/linear-rnn.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk } from "../desk.ts";
import type { Marker } from "../marker.ts";
import { conceptMarked, type Judged } from "../pages/check-concept.ts";
import { judgedProbes } from "../pages/check-probes.ts";

const STEPS = 3;
const cell = () => linearRnn.build({}, linearRnn.defaults);

const expressions: Readonly<Record<string, () => SymbolicQuestion>> = {
  recurrence: () => recurrenceQuestion(cell()),
  unrolled: () => unrolledQuestion(cell(), STEPS),
  derivatives: () => derivativesQuestion(cell(), STEPS),
};

/** The expressions that answer a question, where they do. */
export const expressionsOf = (answers: string): SymbolicQuestion["asked"] =>
  expressions[answers]?.().asked ?? [];

/**
 * `check 2.2c dy_dw=… dy_du_1=…`, `check 2.3 rnn.py`, `check 1.3 gru.mmd`: expressions, code and drawings; and the small
 * questions of a question in words, `check 1.4 probe_1="here, 0.62"`.
 */
export async function conceptMarker(
  desk: Desk,
  question: Concept,
  target: string,
  reveal: boolean,
): Promise<Marker & { readonly example: string }> {
  const { id, title, concept } = question;
  const about = { id, title, name: target };
  if (concept.answers !== undefined) return { ...about, ...answersMarker(question, target, concept.answers) };
  const from = concept["probes-of"];
  if (from === undefined)
    throw new UserError(
      `${id} is answered in words; rnn-tutor explain ${target} has its key points to tick off`,
    );
  const marking = markingOf(run(await desk.exercise(from)));
  return {
    ...about,
    example: `${target} probe_1="…", or a file (rnn-tutor answers ${target} > answers.yaml writes a form)`,
    files: (words) => sourcesIn(words).files,
    mark: async (words) => {
      const pairs = await pairsFrom(sourcesIn(words));
      return conceptMarked(question, target, judgedProbes(marking, pairs, { all: true, reveal }));
    },
  };
}

function answersMarker(question: Concept, target: string, answers: string) {
  const [sort, model] = answers.split(" ");
  const asked = expressions[sort]?.();
  if (!asked && sort !== "code" && sort !== "diagram")
    throw new Error(`internal: ${question.id} has answers of the unknown sort ${sort}`);
  const judged = async (words: readonly string[]): Promise<Judged[]> => {
    if (sort === "code") return codeAnswers(words);
    if (sort === "diagram") return [drawing(model as keyof typeof recurrent, words)];
    return symbolic(asked as SymbolicQuestion, await expressionsIn(words));
  };
  return {
    example: `${target} ${exampleOf(sort)}`,
    files: filesIn,
    mark: async (words: readonly string[]) => conceptMarked(question, target, await judged(words)),
  };
}

const FILE = /^-$|^[^=>→]+\.(ya?ml|json|csv|tsv|txt|md|markdown|py|mmd|mermaid|dot|gv)$/i;

const filesIn = (words: readonly string[]): readonly string[] => words.filter((word) => FILE.test(word));

/** What stands in a file of expressions, as if it had been typed. */
async function expressionsIn(words: readonly string[]): Promise<readonly string[]> {
  if (words.length !== 1 || filesIn(words).length !== 1) return words;
  const pairs = await pairsFrom({ files: words, pairs: [] });
  return pairs.flatMap(({ spelled, raw }) =>
    isBlank(raw) ? [] : [`${spelled}=${[raw].flat(2).join(", ")}`],
  );
}

const examples: Readonly<Record<string, string>> = {
  code: 'hidden_state="np.tanh(…)" output="…", or a file: check 2.3 rnn.py',
  diagram: '"x_t -> h_t; h_prev -> h_t; …", or a file with an edge list, Mermaid or DOT',
  derivatives: 'dy_dw="…" dy_du_1="…"',
};

const exampleOf = (sort: string): string => examples[sort] ?? '"w (…)"';

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

function codeAnswers(words: readonly string[]): Judged[] {
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
