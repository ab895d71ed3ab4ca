import type { Run } from "../course/run.ts";
import type { Tensor } from "../linalg/tensor.ts";
import { type Values, value } from "../readings/value.ts";
import type { Mistake } from "./mistake.ts";
import { presetsOf } from "./presets.ts";
import { rightWorking, type Working } from "./sheet.ts";

/** One way to make a mistake in a run, worked through. */
export interface Hypothesis extends Working {
  readonly mistake: Mistake;
  readonly where?: string;
  /** Made in one place only, in one of several forms, or several at once: looked at where nothing simpler fits. */
  readonly special: boolean;
}

/** What mistakes there are in a run, and those that change none of the numbers that it asks for. */
export interface Hypotheses {
  readonly visible: readonly Hypothesis[];
  /** Mistakes that nobody can see on these numbers; they are never ruled out. */
  readonly invisible: readonly Mistake[];
}

const SAME = 1e-9;

export function hypothesesOf(run: Run, mistakes: readonly Mistake[]): Hypotheses {
  const right = rightWorking(run);
  const work = { model: run.model, convention: run.convention, graph: run.graph, inputs: right.inputs };
  const presets = presetsOf(run.model, run.convention);
  const all = [...mistakes, ...presets].flatMap((mistake) =>
    mistake.rewrites(work).map(
      ({ graph, inputs, where }): Hypothesis => ({
        ...{ mistake, graph, inputs, values: value(graph, inputs) },
        ...(where === undefined ? {} : { where }),
        special: where !== undefined || presets.includes(mistake),
      }),
    ),
  );
  const changing = (keys: readonly string[]): Hypothesis[] =>
    all.filter(({ values }) => !sameOn(right.values, values, keys));
  const seen = new Set(changing(run.asked).map(({ mistake }) => mistake.id));
  const made = new Map(all.map(({ mistake }) => [mistake.id, mistake]));
  return {
    visible: changing(run.graph.lines.map(({ key }) => key)),
    invisible: [...made.values()].filter(({ id }) => !seen.has(id)),
  };
}

/** Whether two workings have the same numbers for these lines, those that only one of them has left out. */
export const sameOn = (a: Values, b: Values, keys: readonly string[]): boolean =>
  keys.every((key) => same(a.get(key), b.get(key)));

export const same = (a: Tensor | undefined, b: Tensor | undefined): boolean =>
  !a ||
  !b ||
  (a.data.length === b.data.length &&
    // a masked score is −∞, and −∞ − (−∞) is no number
    a.data.every((x, i) => x === b.data[i] || Math.abs(x - b.data[i]) <= SAME * Math.max(1, Math.abs(x))));

/** Those that have the same numbers for all of these lines stand together: nothing there tells them apart. */
export function grouped(all: readonly Hypothesis[], keys: readonly string[]): (readonly Hypothesis[])[] {
  const groups: Hypothesis[][] = [];
  for (const one of all) {
    const alike = groups.find(
      ([first]) => first.mistake.id === one.mistake.id || sameOn(first.values, one.values, keys),
    );
    if (alike) alike.push(one);
    else groups.push([one]);
  }
  return groups;
}
