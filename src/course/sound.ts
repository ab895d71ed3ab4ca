import { firstFar } from "../linalg/close.ts";
import { fromNested, type Nested, type Tensor } from "../linalg/tensor.ts";
import { errataOf } from "./errata.ts";
import { aboutOf, type Exercise, isConcept, type Question } from "./exercise.ts";
import { exchangeable, sameUnder } from "./indistinct.ts";
import { type Run, run } from "./run.ts";

/** What is wrong with a question of the course, in sentences; none when it is sound. */
export function complaints(question: Question): string[] {
  return [...lacking(question), ...(isConcept(question) ? [] : numbersOf(question))];
}

const FEWEST_HINTS = 2;

function lacking(question: Question): string[] {
  const about = aboutOf(question);
  const { hints = [], sources = [] } = about;
  const points = about["key-points"] ?? [];
  return [
    ...(about.statement ? [] : ["has no statement"]),
    ...(about.problem ? [] : ["stands under no problem"]),
    ...(hints.length >= FEWEST_HINTS ? [] : [`has ${hints.length} hints; it takes ${FEWEST_HINTS}`]),
    ...(points.length > 0 ? [] : ["has no key points"]),
    ...(sources.length > 0 ? [] : ["has no sources"]),
  ];
}

function numbersOf(exercise: Exercise): string[] {
  const done = run(exercise);
  errataOf(exercise);
  return [
    ...(done.asked.length > 0 ? [] : ["asks nothing"]),
    ...(exercise.file.solution ? [] : ["has no solution"]),
    ...unpublished(exercise, done),
    ...untold(exercise, done),
  ];
}

/** The published numbers that are not what the run has, to the decimals given. */
function unpublished({ file: { published } }: Exercise, { values }: Run): string[] {
  if (!published) return [];
  const tolerance = { relative: 0, absolute: 0.5 * 10 ** -published.digits + 1e-15 };
  return Object.entries(published.values).flatMap(([key, numbers]) => {
    const ours = values.get(key);
    if (!ours) return [`computes no ${key}, which ${published.source} has`];
    const theirs: Tensor = { ...fromNested(numbers as Nested), shape: ours.shape };
    const same = theirs.data.length === ours.data.length && firstFar(ours, theirs, tolerance) === undefined;
    return same ? [] : [`${key} is not what ${published.source} has`];
  });
}

/** What can be mistaken without another result and is not told, or is told and makes a difference. */
function untold(exercise: Exercise, done: Run): string[] {
  const told = (exercise.file["cannot-tell-apart"] ?? []).map(inOrder);
  const found = [...exchangeable(done), ...sameUnder(exercise, done)].map(inOrder);
  return [
    ...found
      .filter((one) => !told.includes(one))
      .map((one) => `${one}: may be mistaken without another result; cannot-tell-apart must say so`),
    ...told
      .filter((one) => !found.includes(one))
      .map((one) => `${one}: is told to make no difference, but it does`),
  ];
}

const inOrder = (entry: string | readonly string[]): string =>
  typeof entry === "string" ? entry : [...entry].sort().join(" = ");
