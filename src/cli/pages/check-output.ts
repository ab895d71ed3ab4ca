import type { Marking } from "../../checking/marking.ts";
import type { Judgement } from "../../checking/verdict.ts";
import type { CheckOutput } from "../../course/check-schema.ts";
import type { Run } from "../../course/run.ts";
import { type Tensor, toNested } from "../../linalg/tensor.ts";
import { unicodeProse } from "../../text/formula.ts";
import { unicodeSymbol } from "../../text/symbol.ts";
import { type Judged, judgedResult } from "./check-concept.ts";
import { distinct, words } from "./check-words.ts";
import { marks, RIGHT } from "./marks.ts";
import { namedExercise, symbolsOf } from "./names.ts";

type Result = CheckOutput["results"][number];

/** What `check --json` prints. Right values are in it with `reveal` alone. */
export function checkOutput(
  { run, digits, hypotheses }: Marking,
  judged: readonly Judgement[],
  probes: readonly Judged[],
  reveal: boolean,
): CheckOutput {
  const { exercise, convention } = run;
  const given = judged.filter((one) => one.given !== undefined);
  return {
    schema: 1,
    exercise: namedExercise(exercise),
    convention: { ...convention },
    ok:
      probes.every(({ verdict }) => RIGHT.includes(verdict)) &&
      given.every(
        ({ verdict, standing }) => RIGHT.includes(verdict) || (standing?.is === "follows" && standing.coarse),
      ),
    score: {
      earned: [...judged, ...probes].filter(({ verdict }) => marks[verdict] === "right").length,
      possible: judged.length + probes.length,
    },
    invisible: hypotheses.invisible.map(({ id: mistake }) => mistake),
    results: [
      ...judged.map((one) => resultOf(run, one, judged, digits, reveal)),
      ...probes.map(judgedResult),
    ],
  };
}

function resultOf(
  run: Run,
  judged: Judgement,
  all: readonly Judgement[],
  digits: number,
  reveal: boolean,
): Result {
  const { key, verdict, answer, given, standing, settling, alike, candidates } = judged;
  const ref = run.values.get(key) as Tensor;
  const said = words(run, judged, all, digits);
  return {
    key,
    symbol: unicodeSymbol(symbolsOf(run.graph)(key)),
    verdict,
    ...(verdict === "missing" || given === undefined ? {} : { given: givenOf(judged) }),
    ...(reveal ? { expected: toNested(ref) } : {}),
    elements: (answer?.numbers ?? []).map(({ text }, i) => ({
      ...{ index: indexOf(i, ref), given: text },
      ...(reveal ? { expected: ref.data[i] } : {}),
      right: judged.right[i],
    })),
    mistakes: distinct(candidates.flat()).map(({ mistake: { id, kind, feedback, source }, where }) => ({
      ...{ id, kind, feedback },
      ...(where ? { where } : {}),
      ...(source ? { source } : {}),
    })),
    message: [said.short, ...said.details]
      .map(unicodeProse)
      .join(". ")
      .replace(/\.+\. /g, ". "),
    ...(standing?.is === "follows" && verdict === "follows" ? { follows: [...standing.from] } : {}),
    ...(settling ? { settle: { key: settling.key, decimals: settling.decimals } } : {}),
    ...(alike.length > 0 ? { alike: [...alike] } : {}),
  };
}

/** As it was typed: entry by entry where it could be read. */
function givenOf({ answer, given }: Judgement): NonNullable<Result["given"]> {
  if (!answer) return given?.raw as NonNullable<Result["given"]> & string;
  const texts = answer.numbers.map(({ text }) => text);
  const { shape } = answer.tensor;
  if (shape.length === 0) return texts[0];
  return shape.length === 1 ? texts : rowsOf(answer);
}

/** The texts of an answer, a row of a matrix each; a vector is one row. */
export function rowsOf({ numbers, tensor }: NonNullable<Judgement["answer"]>): string[][] {
  const texts = numbers.map(({ text }) => text);
  const cols = tensor.shape[1];
  if (cols === undefined) return [texts];
  return Array.from({ length: texts.length / cols }, (_, i) => texts.slice(i * cols, (i + 1) * cols));
}

const indexOf = (i: number, { shape }: Tensor): number[] => {
  const cols = shape[1];
  if (cols !== undefined) return [Math.floor(i / cols), i % cols];
  return shape.length === 0 ? [] : [i];
};

/** One record an entry. */
export function checkRecords({ results }: CheckOutput): (string | number)[][] {
  return [
    ["key", "verdict", "row", "column", "given", "right", "expected"],
    ...results.flatMap(({ key, verdict, elements }) =>
      elements.length === 0
        ? [[key, verdict, "", "", "", "", ""]]
        : elements.map(({ index: [row = 0, column = 0], given, right, expected = "" }) => [
            ...[key, verdict, row + 1, column + 1, given, right ? "yes" : "no", expected],
          ]),
    ),
  ];
}
