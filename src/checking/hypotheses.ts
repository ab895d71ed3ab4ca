import type { Run } from "../course/run.ts";
import type { Tensor } from "../linalg/tensor.ts";
import type { Values } from "../readings/value.ts";
import { type Altered, alterations, reworking } from "./altered.ts";
import type { Mistake } from "./mistake.ts";
import { presetsOf } from "./presets.ts";
import { rightWorking, type Working } from "./sheet.ts";

/** One way to make a mistake in a run, worked through. */
export interface Hypothesis extends Working, Altered {
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
  const altered = alterations(right);
  const rework = reworking(right.inputs, right.values, new Map());
  const lines = run.graph.lines.map(({ key }) => key);
  const visible: Hypothesis[] = [];
  const made = new Map<string, Mistake>();
  for (const mistake of [...mistakes, ...presets])
    for (const rewrite of mistake.rewrites(work)) {
      made.set(mistake.id, mistake);
      const { where } = rewrite;
      const change = altered(rewrite);
      const values = new Map(right.values);
      for (const changed of [change.others, rework(change)])
        for (const [key, tensor] of changed) values.set(key, tensor);
      if (sameOn(right.values, values, lines)) continue;
      const special = where !== undefined || presets.includes(mistake);
      visible.push({ ...change, mistake, values, special, ...(where === undefined ? {} : { where }) });
    }
  const asked = visible.filter(({ values }) => !sameOn(right.values, values, run.asked));
  const seen = new Set(asked.map(({ mistake }) => mistake.id));
  return { visible, invisible: [...made.values()].filter(({ id }) => !seen.has(id)) };
}

/** Whether two workings have the same numbers for these lines, those that only one of them has left out. */
export const sameOn = (a: Values, b: Values, keys: readonly string[]): boolean =>
  keys.every((key) => same(a.get(key), b.get(key)));

export const same = (a: Tensor | undefined, b: Tensor | undefined): boolean =>
  !a ||
  !b ||
  a === b ||
  (a.data.length === b.data.length && a.data.every((x, i) => sameNumber(x, b.data[i])));

/** A masked score is −∞, the same as itself and as nothing else. */
const sameNumber = (x: number, y: number): boolean =>
  x === y || (Number.isFinite(x) && Math.abs(x - y) <= SAME * Math.max(1, Math.abs(x)));

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
