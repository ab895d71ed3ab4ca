import { type Concept, isConcept, type Question } from "../../course/exercise.ts";
import { askingGradients } from "../../course/gradients.ts";
import { asked } from "../../course/quantity.ts";
import { type Run, run } from "../../course/run.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { probesIn } from "../pages/check-probes.ts";
import { callName } from "../pages/question.ts";
import { answeringOf } from "./concept-answers.ts";

const DIGITS = 4;

/** A line of a form: what is to be filled in, and what it is. */
type Blank = readonly [left: string, what: string];

/** `rnn-tutor answers gru`: a blank form in YAML, a line an answer. */
export async function answersCommand(desk: Desk, target: string, flags: Flags): Promise<void> {
  const question = await desk.question(target, flags);
  const { name, digits, blanks } = isConcept(question)
    ? await conceptForm(desk, question, target)
    : exerciseForm(run(question, await desk.changes(flags, question)), target);
  const width = Math.max(...blanks.map(([left]) => left.length));
  desk.print(
    [
      `# ${question.id}  ${question.title}${digits === undefined ? "" : `: ${digits} decimals`}.`,
      `# Fill in what you have, then: rnn-tutor check ${name} answers.yaml`,
      ...blanks.map(([left, what]) => `${left.padEnd(width)}  # ${what}`),
      "",
    ].join("\n"),
  );
}

interface Form {
  /** How the user names the question. */
  readonly name: string;
  readonly digits?: number;
  readonly blanks: readonly Blank[];
}

function exerciseForm(plain: Run, target: string): Form {
  const done = plain.exercise.file.loss === undefined ? plain : askingGradients(plain);
  const { variant, file } = done.exercise;
  const lines = new Map(done.graph.lines.map((line) => [line.key, line]));
  const numbers = done.asked.map((key): Blank => {
    const { shape } = done.values.get(key) as Tensor;
    return [`${key}: ${blankOf(shape.length)}`, `${lines.get(key)?.title}: ${asked(shape)}`];
  });
  return {
    name: callName(done, target),
    digits: file.digits ?? DIGITS,
    blanks: [
      ...(variant ? [[`variant: "${variant}"`, "whose numbers these are"] as const] : []),
      ...numbers,
      ...probeBlanks(done),
    ],
  };
}

const blankOf = (rank: number): string => ["", "[]", "[[]]"][rank];

const probeBlanks = (done: Run): Blank[] =>
  [...probesIn({ run: done, digits: DIGITS })].map(([key, { question }]) => [`${key}:`, question]);

async function conceptForm(desk: Desk, question: Concept, target: string): Promise<Form> {
  const { answers, "probes-of": from } = question.concept;
  const isForm = answers !== undefined && answers !== "code" && !answers.startsWith("diagram");
  if (isForm)
    return { name: target, blanks: answeringOf(answers).asked.map(({ key, asks }) => [`${key}:`, asks]) };
  if (from !== undefined) return { name: target, blanks: probeBlanks(run(await desk.exercise(from))) };
  throw new UserError(noForm(question, target));
}

const noForm = ({ id, concept: { answers } }: Concept & Question, target: string): string =>
  answers === undefined
    ? `${id} is answered in words; rnn-tutor check ${target} goes through its key points`
    : `${id} has no form: its answer is ${answers === "code" ? "a program" : "a drawing"}; rnn-tutor check ${target} says how it is given`;
