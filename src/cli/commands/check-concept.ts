import { pairsFrom, sourcesIn } from "../../checking/answers.ts";
import { type Marking, markingOf } from "../../checking/marking.ts";
import type { Concept } from "../../course/exercise.ts";
import { run } from "../../course/run.ts";
import type { Block } from "../../report/report.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk } from "../desk.ts";
import type { Asking, Marker, Typed } from "../marker.ts";
import { conceptMarked, type Judged } from "../pages/check-concept.ts";
import { judgedProbes, probeKey } from "../pages/check-probes.ts";
import { conceptHead } from "../pages/concept.ts";
import { hintBlocks } from "../pages/hints.ts";
import { probeItems } from "./check-numbers.ts";
import { type Answering, answeringOf, filesIn } from "./concept-answers.ts";
import { judgedPoints, pointItems } from "./key-points.ts";

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
  const { answers, "probes-of": from } = question.concept;
  if (answers !== undefined) return answersMarker(question, target, answeringOf(answers));
  const marking = from === undefined ? undefined : markingOf(run(await desk.exercise(from)));
  return wordsMarker(question, target, marking, reveal);
}

const aboutOf = ({ id, title }: Concept, name: string) => ({ id, title, name });

const hintsOf =
  ({ concept }: Concept) =>
  (): Block[] =>
    hintBlocks(concept.hints ?? []);

function answersMarker(question: Concept, target: string, answering: Answering) {
  const marked = (judged: readonly Judged[]) => conceptMarked(question, target, judged);
  const asking: Asking = {
    head: conceptHead(question),
    items: answering.asked.map((item) => ({ ...item, hints: hintsOf(question) })),
    identity: question.concept.statement,
    keyOf: answering.keyOf,
    mark: async (answers) => marked(await answering.judge(Object.fromEntries(answers))),
  };
  return {
    ...aboutOf(question, target),
    example: `${target} ${answering.example}`,
    files: filesIn,
    mark: async (words: readonly string[]) => marked(await answering.judgeWords(words)),
    asking: () => asking,
  };
}

/** A question that is answered in words: its key points are ticked off, its small questions are checked. */
function wordsMarker(question: Concept, target: string, marking: Marking | undefined, reveal: boolean) {
  const points = question.concept["key-points"] ?? [];
  const show = { all: true, reveal };
  const asked = (answers: Typed): Judged[] => {
    const pairs = [...answers].flatMap(([spelled, raw]) => (probeKey(spelled) ? [{ spelled, raw }] : []));
    return [...judgedPoints(points, answers), ...(marking ? judgedProbes(marking, pairs, show) : [])];
  };
  const asking: Asking = {
    head: conceptHead(question),
    items: [...pointItems(points, hintsOf(question)), ...(marking ? probeItems(marking) : [])],
    identity: [
      points,
      marking ? [...marking.run.parameters.shown].map(([key, { data }]) => [key, ...data]) : [],
    ],
    keyOf: probeKey,
    mark: (answers) => conceptMarked(question, target, asked(answers)),
  };
  return {
    ...aboutOf(question, target),
    example: `${target} probe_1="…", or a file (rnn-tutor answers ${target} > answers.yaml writes a form)`,
    files: (words: readonly string[]) => sourcesIn(words).files,
    mark: async (words: readonly string[]) => {
      if (!marking) throw inWords(question, target);
      const pairs = await pairsFrom(sourcesIn(words));
      return conceptMarked(question, target, judgedProbes(marking, pairs, show));
    },
    asking: () => asking,
  };
}

const inWords = ({ id }: Concept, target: string): UserError =>
  new UserError(`${id} is answered in words; rnn-tutor check ${target} goes through its key points with you`);
