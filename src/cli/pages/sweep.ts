import type { Run } from "../../course/run.ts";
import type { SweepOutput } from "../../course/study-schemas.ts";
import type { Sweep, Switch } from "../../course/sweep.ts";
import { type Tensor, toNested } from "../../linalg/tensor.ts";
import type { Block, Plot } from "../../report/report.ts";
import { inline } from "../../text/formula.ts";
import { fixed } from "../../text/number.ts";
import { namedExercise, symbolsOf } from "./names.ts";

const MOST_UNITS = 3;

/** A sweep, once for each of the conventions that are compared. */
export interface Swept {
  readonly run: Run;
  readonly sweep: Sweep;
  /** What tells it from the others: `update=new`, and in words; empty where it is alone. */
  readonly name: string;
  readonly label: string;
}

/** A line that goes from 0 to 1: what becomes of the rest, as a table, as curves, and at the two ends. */
export function sweepPage(all: readonly Swept[], soft: Switch | undefined, digits: number): Block[] {
  const [{ run, sweep }] = all;
  const name = heldName(run, sweep);
  const ends = all.flatMap(endLines);
  return [
    { kind: "heading", id: run.exercise.id, title: `${inline(name).unicode} from 0 to 1` },
    {
      kind: "prose",
      text: `$${name}$ is held at one value after another, the same for every unit; all else stays as the exercise gives it.`,
    },
    sweepTable(all, digits),
    { kind: "plot", ...sweepPlot(all) },
    ...(ends.length > 0
      ? [{ kind: "items", title: "The two ends, to the last digit", items: ends } as const]
      : []),
    ...(all.length > 1
      ? [
          {
            kind: "prose",
            text: `The two conventions exchange the ends. An answer that has $${name} = 1$ keep the old state is right for the one equation and wrong for the other.`,
          } as const,
        ]
      : []),
    ...(soft ? switchBlocks(run, soft, digits) : []),
  ];
}

/** The symbol of what is held: z_t, also where it is the gate of every step. */
function heldName(run: Run, { held }: Sweep): string {
  const symbol = symbolsOf(run.graph)(held[0].key);
  return held.length > 1 ? symbol.replace(/\d+(?=\}?$)/, "t") : symbol;
}

const vectorText = ({ data, shape }: Tensor, digits: number): string => {
  if (shape.length === 0) return fixed(data[0], digits);
  const shown = Array.from(data.slice(0, MOST_UNITS), (x) => fixed(x, digits));
  return `[${[...shown, ...(data.length > MOST_UNITS ? ["…"] : [])].join(", ")}]`;
};

/** A row for every value; a column for what changes, or for the last of it under each convention. */
function sweepTable(all: readonly Swept[], digits: number): Block {
  const [{ run, sweep }] = all;
  const symbol = symbolsOf(run.graph);
  const last = sweep.shown[sweep.shown.length - 1];
  const columns =
    all.length > 1
      ? all.map((one) => ({ title: `$${symbol(last.key)}$, ${one.name}`, key: last.key, sweep: one.sweep }))
      : sweep.shown.slice(-2).map(({ key }) => ({ title: `$${symbol(key)}$`, key, sweep }));
  return {
    kind: "table",
    ...(all.length > 1 ? { title: all.map(({ name, label }) => `${name}: ${label}`).join("; ") } : {}),
    columns: [`$${heldName(run, sweep)}$`, ...columns.map(({ title }) => title)],
    rows: sweep.at.map((at, i) => [
      fixed(at, 2),
      ...columns.map((column) => vectorText(column.sweep.values[i].get(column.key) as Tensor, digits)),
    ]),
  };
}

export function sweepPlot(all: readonly Swept[]): Plot {
  const [{ run, sweep }] = all;
  const last = sweep.shown[sweep.shown.length - 1];
  const symbol = symbolsOf(run.graph)(last.key);
  const units = Math.min(MOST_UNITS, last.expr.shape[0] ?? 1);
  return {
    title: `$${symbol}$ as $${heldName(run, sweep)}$ goes from 0 to 1`,
    x: { label: inline(heldName(run, sweep)).unicode, scale: "linear" },
    y: { label: inline(symbol).unicode, scale: "linear" },
    series: all.flatMap(({ sweep: { at, values }, label }) =>
      Array.from({ length: units }, (_, unit) => ({
        name: `unit ${unit + 1}${label ? `, ${label}` : ""}`,
        points: at.map((x, i) => [x, (values[i].get(last.key) as Tensor).data[unit]] as const),
      })),
    ),
  };
}

function endLines({ run, sweep, label }: Swept): string[] {
  const symbol = symbolsOf(run.graph);
  const last = symbol(sweep.shown[sweep.shown.length - 1].key);
  const name = heldName(run, sweep);
  return [0, 1].flatMap((end) => {
    const same = sweep.ends[end].map((key) => `$${symbol(key)}$`);
    if (same.length === 0) return [];
    const what = `$${name} = ${end}$, and $${last}$ is ${same.join(" and ")}`;
    return [`${label ? `${label}: ` : ""}${what}.`];
  });
}

function switchBlocks(run: Run, { line, curve, own }: Switch, digits: number): Block[] {
  const symbol = symbolsOf(run.graph)(line.key);
  const name = inline(symbol).unicode;
  return [
    { kind: "section", title: "The soft switch" },
    {
      kind: "prose",
      text: `σ takes any sum to a number between 0 and 1: far below 0 the gate is shut, far above it is open, and round 0 it is half open and follows its weights most readily.`,
    },
    {
      kind: "plot",
      title: `$${symbol}$ = σ of its sum`,
      x: { label: "the sum", scale: "linear" },
      y: { label: name, scale: "linear" },
      series: [
        { name: "σ", points: curve },
        ...own.slice(0, MOST_UNITS).map((point, i) => ({
          name: `unit ${i + 1} here: σ(${fixed(point[0], digits)}) = ${fixed(point[1], digits)}`,
          points: [point],
        })),
      ],
    },
  ];
}

/** What `--json` prints. */
export function sweepOutput(all: readonly Swept[]): SweepOutput {
  const [{ run, sweep }] = all;
  return {
    schema: 1,
    exercise: namedExercise(run.exercise),
    held: sweep.held.map(({ key }) => key),
    at: [...sweep.at],
    sweeps: all.map(({ sweep: one }) => ({
      convention: { ...one.convention },
      values: Object.fromEntries(
        one.shown.map(({ key }) => [key, one.values.map((found) => toNested(found.get(key) as Tensor))]),
      ),
      ends: { first: [...one.ends[0]], last: [...one.ends[1]] },
    })),
  };
}

/** What `--format csv` prints: a row for every value, line and entry. */
export const sweepRecords = (all: readonly Swept[]): (string | number)[][] => [
  ["convention", "at", "key", "entry", "value"],
  ...all.flatMap(({ sweep, label }) =>
    sweep.at.flatMap((at, i) =>
      sweep.shown.flatMap(({ key }) =>
        Array.from((sweep.values[i].get(key) as Tensor).data, (x, entry) => [label, at, key, entry + 1, x]),
      ),
    ),
  ),
];
