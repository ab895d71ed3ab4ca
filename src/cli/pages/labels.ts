import type { Run } from "../../course/run.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Shape } from "../../linalg/tensor.ts";
import { type Axes, axesOf } from "../../readings/axes.ts";

/** What each row or column is called: a token's word, `unit 1`, `dim 2`. */
export interface Labels {
  /** The names along each axis of an expression. */
  of(expr: Expr): readonly (readonly string[])[];
}

/** The words of the exercise's tokens, where there are as many of them as this run has. */
export function labelsOf({ exercise, graph }: Run, shown: (line: Line) => boolean = () => true): Labels {
  const { tokens, source } = exercise.file;
  const words: Readonly<Record<string, readonly string[] | undefined>> = { tokens, source };
  const axes = axesOf({ inputs: graph.inputs, lines: graph.lines.filter(shown) });
  const names = (axis: Axes[number], count: number): readonly string[] => {
    const found = axis === undefined ? undefined : words[axis];
    if (found?.length === count) return found;
    return Array.from({ length: count }, (_, i) => `${nouns[axis ?? ""] ?? "dim"} ${i + 1}`);
  };
  return { of: (expr) => named(axes(expr), expr.shape, names) };
}

const named = (
  axes: Axes,
  shape: Shape,
  names: (axis: Axes[number], count: number) => readonly string[],
): readonly (readonly string[])[] => shape.map((count, i) => names(axes[i], count));

const nouns: Readonly<Record<string, string>> = {
  tokens: "token",
  source: "source",
  hidden: "unit",
  output: "output",
};
