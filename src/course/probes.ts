import { rowList, type Tensor } from "../linalg/tensor.ts";
import { didYouMean } from "../text/nearest.ts";
import { fixed } from "../text/number.ts";
import { placed, UserError } from "../text/user-error.ts";
import type { Run } from "./run.ts";

/** A small question about a run, with its answer computed from the run. */
export interface ProbeAnswer {
  readonly question: string;
  /** The line that is asked about. */
  readonly key: string;
  /** The row and the column that are meant, from 1; a vector is one row. */
  readonly at: readonly [row: number, column: number];
  readonly value: number;
  /** `token 2, with 0.5759`, `0.5759` */
  readonly answer: string;
  readonly asks: Probe["answer"];
  /** Where it is asked which: what the entries are called that it may be, and their numbers. */
  readonly choices: readonly { readonly name: string; readonly value: number }[];
}

type Probe = NonNullable<Run["exercise"]["file"]["probes"]>[number];

/** The names of a line's rows and columns; a vector has columns alone. */
export type Names = (key: string) => { readonly columns: readonly string[] };

/** The probes of an exercise, answered from this run; those that its sizes or its convention took away are left out. */
export function probesOf(run: Run, names: Names, digits: number): ProbeAnswer[] {
  const probes = run.exercise.file.probes ?? [];
  return probes.flatMap((probe, i) => {
    const found = run.values.get(probe.of);
    if (found && isInside(found, probe)) return [answered(probe, found, names, digits)];
    if (run.isChanged) return [];
    return placed(run.exercise.places?.[`probes.${i}`], () => refuse(run, probe, found));
  });
}

const rowsOfTensor = (value: Tensor): number[][] =>
  value.shape.length === 2 ? rowList(value) : [Array.from(value.data)];

function isInside(value: Tensor, { row = 1, column = 1 }: Probe): boolean {
  const rows = rowsOfTensor(value);
  return row <= rows.length && column <= rows[0].length;
}

function answered(probe: Probe, found: Tensor, names: Names, digits: number): ProbeAnswer {
  const { question, of, row = 1, column, answer: what } = probe;
  const entries = rowsOfTensor(found)[row - 1];
  const at = what === "value" ? (column ?? 1) - 1 : extreme(entries, what);
  const number = fixed(entries[at], digits);
  const answer = what === "value" ? number : `${names(of).columns[at]}, with ${number}`;
  const columns = what === "value" ? [] : names(of).columns;
  return {
    ...{ question, key: of, at: [row, at + 1], value: entries[at], answer, asks: what },
    choices: columns.map((name, j) => ({ name, value: entries[j] })),
  };
}

/** The first of the largest (or smallest) entries. */
const extreme = (entries: readonly number[], what: "argmax" | "argmin"): number =>
  entries.indexOf(what === "argmax" ? Math.max(...entries) : Math.min(...entries));

function refuse(run: Run, { of, row = 1, column = 1 }: Probe, found: Tensor | undefined): never {
  const lines = run.graph.lines.map(({ key }) => key);
  if (!found)
    throw new UserError(`${of} is asked about, but this model does not compute it${didYouMean(of, lines)}`);
  const rows = rowsOfTensor(found);
  throw new UserError(`${of} has ${rows.length}×${rows[0].length} entries, and none at ${row},${column}`);
}
