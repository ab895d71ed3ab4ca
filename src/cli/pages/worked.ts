import { type Erratum, errataOf, namesQuestion } from "../../course/errata.ts";
import type { Run } from "../../course/run.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { type Step, steps } from "../../readings/steps.ts";
import type { Block, Row, Working } from "../../report/report.ts";
import { positions } from "../../text/box.ts";
import { type Formula, symbolMath } from "../../text/formula.ts";
import { heatmapsOf } from "./attended.ts";
import { gridsOf, isMatrixWork } from "./grids.ts";
import { type Labels, labelsOf } from "./labels.ts";
import { resultsOf } from "./names.ts";
import { answersOf } from "./probes.ts";
import { callName, questionBlocks } from "./question.ts";
import { type Writer, writer } from "./writer.ts";

export interface Detail {
  readonly digits: number;
  readonly fine: boolean;
  /** Every unit and every step, however many. */
  readonly all: boolean;
}

const MOST_UNITS = 8;
const MOST_STEPS = 8;

/** The exercise worked line by line, from what is given to what is asked. */
export const workedPage = (run: Run, target: string, detail: Detail): Block[] => [
  ...questionBlocks(run, detail.all),
  ...workedBlocks(run, detail),
  ...errataBlocks(run, target),
];

/** The errata; where some name this very question, those of the questions around it stand on a page of their own. */
function errataBlocks(run: Run, target: string): Block[] {
  const { file, id } = run.exercise;
  const all = (file.errata ?? []).map(({ where }) => where);
  const own = all.filter((where) => namesQuestion(where, id));
  const isOwn = (where: string): boolean => own.length === 0 || own.includes(where);
  const others = all.filter((where) => !isOwn(where));
  const further: Block = {
    kind: "fact",
    label: "Errata",
    text: `of ${others.join("; ")}, with the numbers that prove them: rnn-tutor explain ${callName(run, target)}`,
  };
  return [...errataOf(run.exercise, isOwn).map(erratumBlock), ...(others.length > 0 ? [further] : [])];
}

/** The written lines, worked out one after the other, and what was asked. */
export function workedBlocks(run: Run, detail: Detail): Block[] {
  const times = shownTimes(run, detail);
  const pen = writer(run, detail);
  const wanted = new Set(times);
  const labels = labelsOf(run, ({ at }) => wanted.has(at));
  const worked = new Map<Time, Step[]>(times.map((at) => [at, []]));
  for (const step of steps(run.graph, run.values, ({ at }) => wanted.has(at)))
    worked.get(step.line.at)?.push(step);
  const shown = new Set([...worked.values()].flat().map(({ line }) => line.key));
  const results = resultsOf(
    run,
    run.asked.filter((key) => shown.has(key)),
    detail.all,
  );
  return [
    ...times.flatMap((at): Block[] =>
      at === "gap"
        ? [gap(times)]
        : [...sectionOf(run, at), ...workings(worked.get(at) ?? [], pen, labels, detail)],
    ),
    ...heatmapsOf(run, labels),
    { kind: "results", results },
    ...answersOf(run, labels, detail.digits),
  ];
}

export const erratumBlock = ({ where, note, proof }: Erratum): Block => ({
  kind: "note",
  label: `Erratum, ${where}`,
  text: note,
  evidence: proof.map(({ label, run, show }) => ({ label, results: resultsOf(run, show, true) })),
});

export type Time = number | "gap" | undefined;

/** The steps that are shown: all, or of many the first ones and the last. */
export function shownTimes({ parameters }: Run, { all }: Detail): Time[] {
  const { steps: count } = parameters;
  if (count === undefined) return [undefined];
  return positions(count, all ? count : MOST_STEPS).map((i) => (i === undefined ? "gap" : i + 1));
}

/** Says which steps are left out. */
export const gap = (times: readonly Time[]): Block => {
  const at = times.indexOf("gap");
  const [from, to] = [Number(times[at - 1]) + 1, Number(times[at + 1]) - 1];
  return { kind: "prose", text: `Steps ${from} to ${to} are worked in the same way; --all shows them.` };
};

const sectionOf = ({ parameters }: Run, at: number | undefined): Block[] =>
  at === undefined ? [] : [{ kind: "section", title: `Step ${at} of ${parameters.steps}` }];

/** The lines in order, a heading where another part of the model begins. */
const workings = (worked: readonly Step[], pen: Writer, labels: Labels, detail: Detail): Block[] =>
  worked.flatMap((step, i): Block[] => {
    const { part } = step.line;
    const isNew = part !== undefined && part !== worked[i - 1]?.line.part;
    const block: Block = { kind: "working", ...labelled(step, i + 1, pen, labels, detail) };
    return isNew ? [{ kind: "section", title: part }, block] : [block];
  });

const unitOf = ({ role }: Line): string =>
  role.endsWith("output") ? "output" : role.endsWith("data") ? "input" : "unit";

const headOf = ({ line, expr }: Step, number: number, pen: Writer) => ({
  number,
  title: line.title,
  symbol: symbolMath(line.symbol),
  equation: pen.formula(expr),
  numbersIn: pen.numbersIn(expr),
});

/** A line whose numbers are a vector, as a table of its rows of working. */
export function working(step: Step, number: number, pen: Writer, detail: Detail): Working {
  const names = Array.from(step.value.data, (_, i) => `${unitOf(step.line)} ${i + 1}`);
  return { ...headOf(step, number, pen), ...unitRows(step, pen, names, detail) };
}

/** A line as a table of units, or of tokens where its numbers are matrices. */
function labelled(step: Step, number: number, pen: Writer, labels: Labels, detail: Detail): Working {
  const head = headOf(step, number, pen);
  if (isMatrixWork(step))
    return { ...head, columns: [], rows: [], grids: gridsOf(step, pen, labels, detail) };
  const [names = ["value"]] = labels.of(step.expr);
  return { ...head, ...unitRows(step, pen, names, detail) };
}

function unitRows(
  step: Step,
  pen: Writer,
  names: readonly string[],
  detail: Detail,
): Pick<Working, "columns" | "rows"> {
  const { expr, last, parts, value } = step;
  const units = positions(value.data.length, detail.all ? value.data.length : MOST_UNITS);
  const row = (kind: Row["kind"], label: Formula, of: Expr, numbers: Tensor): Row => ({
    label,
    kind,
    numbers: units.map((i) => (i === undefined ? null : numbers.data[i % numbers.data.length])),
    fine: detail.fine ? pen.fine(of).filter(({ at }) => units.includes(at)) : [],
  });
  return {
    columns: units.map((i) => (i === undefined ? "" : names[i])),
    rows: [
      ...parts.map((part) => row(part.isSum ? "sum" : "part", pen.partLabel(part), part.expr, part.value)),
      row("result", pen.formula(last), expr, value),
    ],
  };
}
