import { ShapeError } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { replace, sameExpr } from "../graph/fold.ts";
import type { Line } from "../graph/graph.ts";
import { sameShape } from "../linalg/tensor.ts";
import type { Values } from "../readings/value.ts";
import type { Rewrite, Work } from "./mistake.ts";

// How a working is rewritten. A rule changes a line's expression; where it gives nothing, or nothing that fits the
// line's shape (the transpose of an oblong matrix), nobody can have made the mistake there.

/** What a line reads under a mistake; nothing where it stays as it is. */
export type Rule = (line: Line) => Expr | undefined;

/** Lines by key, with what they read under a mistake. */
type Edits = ReadonlyMap<string, Expr>;

/** The rule at every line of the model itself that it is for. */
export const everywhere = (work: Work, rule: Rule, where?: string): Rewrite[] =>
  rewritten(work, editsOf(work, isForward, rule), where);

/** The rule everywhere, then in each gate (or other part) alone, then at each step alone, then at one place alone. */
export const everywhereOrOnce = (work: Work, rule: Rule): Rewrite[] =>
  placesOf(work, editsOf(work, isForward, rule));

/** The most lines of a gradient of which each is looked at alone. */
const MOST_LINES = 40;

/** The rule at every line of the gradient, then at each alone. */
export function backwards(work: Work, rule: Rule): Rewrite[] {
  const edits = editsOf(work, isBackward, rule);
  const alone = edits.size > 1 && edits.size <= MOST_LINES ? [...edits] : [];
  return [
    ...rewritten(work, edits),
    ...alone.flatMap(([key, expr]) => rewritten(work, new Map([[key, expr]]), `in ${symbolOf(work, key)}`)),
  ];
}

/** The rule at every line of the gradient, and nowhere less. */
export const backwardsEverywhere = (work: Work, rule: Rule, where?: string): Rewrite[] =>
  rewritten(work, editsOf(work, isBackward, rule), where);

/** The same lines on other numbers. */
export const withInputs = (work: Work, changed: Values, where?: string): Rewrite => ({
  graph: work.graph,
  inputs: new Map([...work.inputs, ...changed]),
  ...(where === undefined ? {} : { where }),
});

/** The same numbers in other lines: those of the keys and shapes that they had, so that the graph stays sound. */
export function rewritten(work: Work, edits: Edits, where?: string): Rewrite[] {
  if (edits.size === 0) return [];
  const lines = work.graph.lines.map((line) => {
    const expr = edits.get(line.key);
    return expr ? { ...line, expr } : line;
  });
  const changed = { graph: { ...work.graph, lines }, inputs: work.inputs };
  return [where === undefined ? changed : { ...changed, where }];
}

/** Something else in the place of what `replacement` knows inside an expression; nothing where there is none. */
export function within(expr: Expr, replacement: (e: Expr) => Expr | undefined): Expr | undefined {
  let found = false;
  const changed = replace(expr, (e) => {
    const other = replacement(e);
    if (!other) return undefined;
    if (!sameShape(other.shape, e.shape)) throw new ShapeError("a replacement of another shape");
    found = true;
    return other;
  });
  return found ? changed : undefined;
}

const isForward = ({ adjointOf }: Line): boolean => adjointOf === undefined;
const isBackward = (line: Line): boolean => !isForward(line);

function editsOf({ graph: { lines } }: Work, wanted: (line: Line) => boolean, rule: Rule): Edits {
  const found = lines.filter(wanted).flatMap((line): [string, Expr][] => {
    const expr = fitting(line, rule);
    return expr ? [[line.key, expr]] : [];
  });
  return new Map(found);
}

function fitting(line: Line, rule: Rule): Expr | undefined {
  try {
    const expr = rule(line);
    return expr && sameShape(expr.shape, line.expr.shape) && !sameExpr(expr, line.expr) ? expr : undefined;
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}

/** The most steps of which each is looked at alone. */
const MOST_STEPS = 8;

function placesOf(work: Work, edits: Edits): Rewrite[] {
  const lines = work.graph.lines.filter(({ key }) => edits.has(key));
  const parts = [...new Set(lines.map(partOf))];
  const steps = [...new Set(lines.flatMap(({ at }) => (at === undefined ? [] : [at])))];
  const alone = (wanted: (line: Line) => boolean, where: string): Rewrite[] =>
    rewritten(work, new Map(lines.filter(wanted).map(({ key }) => [key, edits.get(key) as Expr])), where);
  const inParts = parts.length > 1 ? parts : [];
  const atSteps = steps.length > 1 && steps.length <= MOST_STEPS ? steps : [];
  return [
    ...rewritten(work, edits),
    ...inParts.flatMap((part) => alone((line) => partOf(line) === part, `in the ${part}`)),
    ...atSteps.flatMap((at) => alone((line) => line.at === at, `at step ${at}`)),
    ...atSteps.flatMap((at) =>
      inParts.flatMap((part) =>
        alone((line) => line.at === at && partOf(line) === part, `in the ${part} at step ${at}`),
      ),
    ),
  ];
}

/** What the student knows a line as: a pre-activation is part of its gate. */
const partOf = ({ title }: Line): string => title.replace(/(?<=.) pre-activation$/, "");

const symbolOf = ({ graph: { lines } }: Work, key: string): string =>
  `$${lines.find((line) => line.key === key)?.symbol ?? key}$`;
