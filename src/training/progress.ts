import { random } from "../linalg/random.ts";
import { UserError } from "../text/user-error.ts";

/** What was measured at a step: the mean loss since the last time, and the accuracy on held-out sentences. */
export interface Point {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** How far training has come, beside the weights. */
export interface Progress {
  readonly step: number;
  readonly best: { readonly step: number; readonly accuracy: number };
  readonly points: readonly Point[];
  /** The losses since the last point: their sum, and how many. */
  readonly since: { readonly loss: number; readonly steps: number };
  /** The state of the random generator that draws batches. */
  readonly random: readonly number[];
}

export const noProgress = (): Progress => ({
  step: 0,
  best: { step: 0, accuracy: 0 },
  points: [],
  since: { loss: 0, steps: 0 },
  random: random(0).state(),
});

/** As words of a file's metadata; a number that is written and read again is the same number. */
export const progressWords = ({ step, best, points, since, random: state }: Progress) => ({
  progress: JSON.stringify({
    ...{ step, best, since, random: state },
    points: points.map((point) => [point.step, point.loss, point.accuracy]),
  }),
});

/** @throws UserError, naming the file, where the words are not those of `progressWords` */
export function progressIn(metadata: Readonly<Record<string, string>>, file: string): Progress {
  const read = checked(metadata.progress);
  if (read) return read;
  throw new UserError(`${file} has wrong metadata: progress is not what rnn-tutor train writes`);
}

type Loose = { readonly [key: string]: Loose } | null | undefined;

function checked(text: string | undefined): Progress | undefined {
  try {
    const { step, best, points, since, random: state } = JSON.parse(text ?? "") as Record<string, unknown>;
    if (!isCount(step) || !isRandom(state) || !Array.isArray(points)) return undefined;
    const [bestStep, accuracy] = [(best as Loose)?.step, (best as Loose)?.accuracy];
    const [loss, steps] = [(since as Loose)?.loss, (since as Loose)?.steps];
    if (!isCount(bestStep) || !isNumber(accuracy) || !isNumber(loss) || !isCount(steps)) return undefined;
    if (!points.every((point) => Array.isArray(point) && point.length === 3 && point.every(isNumber)))
      return undefined;
    return {
      ...{ step, best: { step: bestStep, accuracy }, since: { loss, steps }, random: state },
      points: points.map(([at, mean, right]) => ({ step: at, loss: mean, accuracy: right })),
    };
  } catch {
    return undefined;
  }
}

const isNumber = (x: unknown): x is number => typeof x === "number" && Number.isFinite(x);
const isCount = (x: unknown): x is number => Number.isSafeInteger(x) && (x as number) >= 0;
const isRandom = (x: unknown): x is readonly number[] =>
  Array.isArray(x) && x.length === 4 && x.every((n) => isCount(n) && n < 2 ** 32) && x.some((n) => n > 0);
