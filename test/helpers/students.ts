import { pairsIn } from "../../src/checking/answer-text.ts";
import { answersIn, type Given, type Sources } from "../../src/checking/answers.ts";
import { type Hypotheses, hypothesesOf } from "../../src/checking/hypotheses.ts";
import { mistakesFor } from "../../src/checking/mistakes/index.ts";
import { rightWorking, type Working } from "../../src/checking/sheet.ts";
import { type Judgement, judge } from "../../src/checking/verdict.ts";
import type { Exercise } from "../../src/course/exercise.ts";
import { type Run, run } from "../../src/course/run.ts";
import { random } from "../../src/linalg/random.ts";
import { rowList, type Tensor, toNested } from "../../src/linalg/tensor.ts";
import { rows } from "../../src/readings/rows.ts";
import { evaluate } from "../../src/readings/value.ts";

/** x as somebody writes it to so many decimals: half away from zero. */
export const written = (x: number, decimals: number): string => {
  const text = Math.abs(x).toFixed(decimals);
  return x < 0 && Number(text) !== 0 ? `-${text}` : text;
};

/** x with what comes behind its decimals cut off. */
export const cut = (x: number, decimals: number): string => {
  if (!Number.isFinite(x)) return String(x);
  const text = Math.abs(x)
    .toFixed(decimals + 10)
    .slice(0, decimals === 0 ? -11 : -10);
  return x < 0 && Number(text) !== 0 ? `-${text}` : text;
};

/** The exercise with other numbers of one decimal (of three, where the seed is even), or its own where it is 0. */
export function withNumbers(exercise: Exercise, seed: number): Run {
  const own = run(exercise);
  if (seed === 0) return own;
  const draw = random(seed);
  const given = [...own.parameters.shown]
    .filter(([key]) => key !== "mask")
    .map(
      ([key, { shape }]) =>
        [key, { value: toNested(draw.tensor(shape, -1, 1, seed % 2 === 1 ? 1 : 3)) }] as const,
    );
  return run(exercise, { given: [new Map(given)] });
}

/** The numbers of somebody who rounds every row that is written before going on; `wanted` says which rows. */
export function worked(
  { graph, inputs }: Working,
  decimals: number | undefined,
  wanted: (key: string) => boolean = () => true,
): Map<string, Tensor> {
  const values = new Map(inputs);
  for (const { key, expr } of rows(graph).lines) {
    const { shape, data } = evaluate(expr, values);
    const kept =
      decimals === undefined || !wanted(key) ? data : data.map((x) => Number(written(x, decimals)));
    values.set(key, { shape, data: kept });
  }
  return values;
}

/** What stands on the paper, to be handed in. */
export const handedIn = (
  values: ReadonlyMap<string, Tensor>,
  keys: readonly string[],
  decimals: number,
  write: (x: number, decimals: number) => string = written,
): Map<string, Given> =>
  new Map(
    keys.map((key) => {
      const tensor = values.get(key) as Tensor;
      const rows = rowList(tensor).map((row) => row.map((x) => write(x, decimals)));
      return [key, { key, spelled: key, raw: tensor.shape.length === 2 ? rows : rows.flat() }] as const;
    }),
  );

const known = new WeakMap<Run, Hypotheses>();

export function verdictsOf(run: Run, given: ReadonlyMap<string, Given>, digits = 4): Judgement[] {
  const hypotheses = known.get(run) ?? hypothesesOf(run, mistakesFor(run.exercise.file.model));
  known.set(run, hypotheses);
  return judge(run, hypotheses, given, digits);
}

/** The verdicts on `h_t=0.1,0.2 z_t=…`, by key. */
export async function checked(run: Run, text: string): Promise<Map<string, Judgement>> {
  const sources: Sources = { files: [], pairs: pairsIn(text) };
  return new Map(verdictsOf(run, await answersIn(sources, run)).map((one) => [one.key, one]));
}

export { rightWorking };
