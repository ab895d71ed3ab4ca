import type { Pair } from "../../checking/answer-text.ts";
import { answersTo, pairsFrom, resultKey, sourcesIn } from "../../checking/answers.ts";
import { type Marking, marked, markingOf } from "../../checking/marking.ts";
import { askingGradients } from "../../course/gradients.ts";
import { asked } from "../../course/quantity.ts";
import type { Run } from "../../course/run.ts";
import { namesGradient } from "../../course/slope-keys.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { isUserError, UserError } from "../../text/user-error.ts";
import type { Asking, Item, Marked, Marker } from "../marker.ts";
import { checkPage } from "../pages/check.ts";
import { checkOutput, checkRecords } from "../pages/check-output.ts";
import { judgedProbes, probeKey, probesIn } from "../pages/check-probes.ts";
import { questionBlocks } from "../pages/question.ts";
import { hintsOn } from "./hint.ts";

export interface MarkOptions {
  readonly digits?: number | undefined;
  readonly reveal?: boolean | undefined;
  /** Of the gradients: squared or cross-entropy. */
  readonly loss?: string | undefined;
}

/**
 * Checks the numbers of a run, and its small questions where they are answered too; the gradients of its loss where
 * the exercise asks for them, or an answer names one.
 */
export function numbersMarker(run: Run, name: string, { digits, reveal = false, loss }: MarkOptions): Marker {
  const { id, title, file, variant } = run.exercise;
  const plain = once(() => markingOf(run, digits));
  const sloped = once(() => markingOf(askingGradients(run, loss), digits));
  const own = file.loss === undefined ? plain : sloped;
  const markPairs = (pairs: readonly Pair[]): Marked => {
    const isSloped = pairs.some(({ spelled }) => namesGradient(spelled, run));
    return sheetMarked(isSloped ? sloped() : own(), pairs, name, reveal);
  };
  return {
    ...{ id, title, name },
    files: (words) => sourcesIn(words).files,
    mark: async (words) => markPairs(ofThisVariant(await pairsFrom(sourcesIn(words)), variant)),
    asking: () => askingOf(own(), markPairs),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function sheetMarked(marking: Marking, pairs: readonly Pair[], name: string, reveal: boolean): Marked {
  const { run, digits } = marking;
  const isProbe = ({ spelled }: Pair): boolean => probeKey(spelled) !== undefined;
  const numbers = pairs.filter((pair) => !isProbe(pair));
  const judged = marked(marking, answersTo(run, numbers));
  const probes = judgedProbes(marking, pairs.filter(isProbe), { all: false, reveal });
  const output = checkOutput(marking, judged, probes, reveal);
  return {
    output,
    // one sheet of a class has no page
    get report() {
      const blocks = checkPage(run, judged, probes, output, { name, digits, reveal });
      return { digits, blocks, data: output, records: checkRecords(output) };
    },
  };
}

/** A form names the variant that it was written for; other numbers would make its right answers wrong. */
function ofThisVariant(pairs: readonly Pair[], variant: string | undefined): readonly Pair[] {
  const named = pairs.find(({ spelled }) => spelled.trim() === "variant");
  const said = String(named?.raw).trim();
  if (named && said !== variant)
    throw new UserError(`these are answers to variant ${said}; --variant ${said} checks them`, named.place);
  return pairs.filter((pair) => pair !== named);
}

function askingOf(marking: Marking, markPairs: (pairs: readonly Pair[]) => Marked): Asking {
  const { run } = marking;
  return {
    head: questionBlocks(run, false),
    items: [...numberItems(marking), ...probeItems(marking)],
    identity: [
      run.convention,
      [...run.parameters.shown].map(([key, { shape, data }]) => [key, shape, ...data]),
    ],
    keyOf: (spelled) => probeKey(spelled) ?? attempt(() => resultKey(spelled, run, undefined)),
    mark: (answers) => markPairs([...answers].map(([spelled, raw]) => ({ spelled, raw }))),
  };
}

function numberItems({ run, digits }: Marking): Item[] {
  const lines = new Map(run.graph.lines.map((line) => [line.key, line]));
  return run.asked.map((key) => {
    const { shape } = run.values.get(key) as Tensor;
    const line = lines.get(key);
    const rows = shape.length === 2 ? ", a ; between its rows" : "";
    return {
      key,
      asks: `$${line?.symbol}$, the ${line?.title}: ${asked(shape)}, to ${digits} decimals${rows}`,
      hints: () => hintsOn(run, key),
    };
  });
}

/** The small questions of a run, each with the hints about the line that it asks about. */
export const probeItems = (marking: Marking): Item[] =>
  [...probesIn(marking)].map(([key, probe]) => ({
    ...{ key, asks: probe.question },
    hints: () => hintsOn(marking.run, probe.key),
  }));

/** A spelling of nothing that is there is no key. */
function attempt(key: () => string): string | undefined {
  try {
    return key();
  } catch (error) {
    if (isUserError(error)) return undefined;
    throw error;
  }
}
