import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Work } from "../mistake.ts";
import type { Rule } from "../rewrite.ts";
import { adjointsIn, sumOf, termsOf } from "./terms.ts";

// The terms of a gradient's lines: which come back from a later step, and which are the step's own.

export const isAdjointOf =
  (...roles: readonly string[]) =>
  ({ role }: Line): boolean =>
    roles.some((of) => role === `gradient-of-${of}`);

export const isOfState = isAdjointOf("hidden-state", "new-state", "cell-state");

/** The terms of a line that `kept` knows, and no others. */
export const keeping =
  (wanted: (line: Line) => boolean, kept: (term: Expr, line: Line, i: number) => boolean): Rule =>
  (line) => {
    if (!wanted(line)) return undefined;
    const terms = termsOf(line.expr);
    const left = terms.filter((term, i) => kept(term, line, i));
    return left.length < terms.length ? sumOf(left, line.expr.shape) : undefined;
  };

/** Whether a term comes back from a later step. */
export const isCarried = (work: Work, term: Expr, { at = 0 }: Line): boolean =>
  adjointsIn(work, term).some((line) => (line.at ?? 0) > at);

export const withoutCarried = (work: Work, wanted: (line: Line) => boolean = isOfState): Rule =>
  keeping(wanted, (term, line) => !isCarried(work, term, line));

export const stepOf = (work: Work, term: Expr): number =>
  Math.max(0, ...adjointsIn(work, term).map(({ at }) => at ?? 0));

export const lastStep = (work: Work): number => Math.max(0, ...work.graph.lines.map(({ at }) => at ?? 0));
