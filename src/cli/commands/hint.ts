import { aboutOf, isConcept, type Question } from "../../course/exercise.ts";
import { type Run, run } from "../../course/run.ts";
import { namesGradient, slopeKey } from "../../course/slope-keys.ts";
import { keysOf } from "../../graph/fold.ts";
import { type Step, steps } from "../../readings/steps.ts";
import type { Block, Report } from "../../report/report.ts";
import { symbolMath } from "../../text/formula.ts";
import { didYouMean } from "../../text/nearest.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { hintBlocks } from "../pages/hints.ts";
import { symbolsOf } from "../pages/names.ts";
import { withVariant } from "../pages/question.ts";
import { writer } from "../pages/writer.ts";

const DIGITS = 4;

/** `rnn-tutor hint gru`, `hint gru 2`, `hint gru h_t`, `hint gru h_t 2`: no more than is asked for. */
export async function hintCommand(desk: Desk, target: string, what: readonly string[], flags: Flags) {
  const question = await desk.question(target, flags);
  const key = what.find((word) => !/^\d+$/.test(word));
  const strength = Number(what.find((word) => /^\d+$/.test(word)) ?? 1);
  const given =
    key === undefined ? hintsOf(question, target) : await lineHints(desk, question, target, key, flags);
  if (strength < 1 || strength > given.hints.length)
    throw new UserError(`there are ${given.hints.length} hints; ${strength} is none of them`);
  await desk.show(hintReport(question, given, flags.all ? given.hints.length : strength), flags);
}

interface Hints {
  /** The command that gives the first of them. */
  readonly command: string;
  /** How the user would name the question again. */
  readonly target: string;
  readonly hints: readonly Block[];
}

function hintReport(question: Question, { command, target, hints }: Hints, strength: number): Report {
  const { id, title, variant } = { variant: undefined, ...question };
  const shown = hints.slice(0, strength);
  const next = strength < hints.length;
  return {
    digits: DIGITS,
    blocks: [
      { kind: "heading", id, title, aside: `hint ${strength} of ${hints.length}` },
      ...shown,
      {
        kind: "commands",
        commands: [
          next
            ? ["A stronger one", `${command} ${strength + 1}`]
            : ["The whole working", `rnn-tutor explain ${variant === undefined ? id : target}`],
        ],
      },
    ],
    data: {
      schema: 1,
      exercise: { id, title, ...(variant === undefined ? {} : { variant }) },
      hints: shown.map((hint) => ("text" in hint ? hint.text : "")),
      of: hints.length,
    },
    records: [],
  };
}

function hintsOf(question: Question, target: string): Hints {
  const { hints = [] } = aboutOf(question);
  if (hints.length === 0)
    throw new UserError(`${question.id} has no hints; rnn-tutor explain ${target} works it`);
  const named = isConcept(question) ? target : withVariant(target, question.variant);
  return {
    command: `rnn-tutor hint ${named}`,
    target: named,
    hints: hintBlocks(hints),
  };
}

async function lineHints(
  desk: Desk,
  question: Question,
  target: string,
  key: string,
  flags: Flags,
): Promise<Hints> {
  if (isConcept(question))
    throw new UserError(`${question.id} has no quantities; rnn-tutor hint ${target} gives its hints`);
  const done = run(question, await desk.changes(flags, question));
  const named = withVariant(target, question.variant);
  const hints = namesGradient(key, done)
    ? await gradientHints(done, key)
    : hintsAbout(done, lineOf(done, key));
  return { command: `rnn-tutor hint ${named} ${key}`, target: named, hints };
}

async function gradientHints(done: Run, key: string): Promise<Block[]> {
  const { askingGradients } = await import("../../course/gradients.ts"); // few hints are about them
  const sloped = askingGradients(done);
  return hintsAbout(sloped, lineOf(sloped, slopeKey(key, sloped) ?? key));
}

export function lineOf({ exercise, graph, values }: Run, key: string): Step {
  const worked = steps(graph, values, (line) => line.key === key);
  if (worked[0]) return worked[0];
  const keys = graph.lines.filter(({ quiet }) => !quiet).map((line) => line.key);
  throw new UserError(
    `${exercise.id} does not compute ${key}${didYouMean(key, keys) || `; it computes ${keys.slice(0, 12).join(", ")}`}`,
  );
}

/** The hints about one quantity of a run; none about what it does not compute. */
export const hintsOn = (done: Run, key: string): Block[] =>
  steps(done.graph, done.values, (line) => line.key === key).flatMap((step) => hintsAbout(done, step));

/** What a line is made of, then its equation, then its numbers put in: all from the graph. */
export function hintsAbout(done: Run, { line, expr }: Step): Block[] {
  const symbol = symbolsOf(done.graph);
  const pen = writer(done, { digits: DIGITS, fine: false });
  const from = keysOf(expr).map((key) => symbolMath(symbol(key)).unicode);
  const name = symbolMath(line.symbol).unicode;
  return [
    { kind: "fact", label: "1", text: `${name}, the ${line.title}, is worked out from ${from.join(", ")}.` },
    { kind: "fact", label: "2", text: `${name} = ${pen.formula(expr).unicode}` },
    {
      kind: "working",
      number: 3,
      title: line.title,
      symbol: symbolMath(line.symbol),
      equation: pen.formula(expr),
      numbersIn: pen.numbersIn(expr),
      columns: [],
      rows: [],
    },
  ];
}
