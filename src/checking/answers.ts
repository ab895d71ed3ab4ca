import { canonicalKey } from "../course/keys.ts";
import { textOf } from "../course/read-text.ts";
import type { Run } from "../course/run.ts";
import { plainName, slopeKey } from "../course/slope-keys.ts";
import { didYouMean } from "../text/nearest.ts";
import { type Place, UserError } from "../text/user-error.ts";
import { type Pair, pairsIn, pairsInText } from "./answer-text.ts";
import type { Raw } from "./typed.ts";

/** What a student gave for one result. */
export interface Given {
  readonly key: string;
  /** The key as it was typed. */
  readonly spelled: string;
  readonly raw: Raw;
}

/** Where the answers stand: pairs on the command line, or files (`-` is standard input). */
export interface Sources {
  readonly files: readonly string[];
  readonly pairs: readonly Pair[];
}

/**
 * The words behind the exercise: `z_t=0.5,0.5`, also with spaces in it, or names of files.
 * @throws UserError for a word that is neither
 */
export function sourcesIn(words: readonly string[]): Sources {
  const files: string[] = [];
  const rest: string[] = [];
  for (const word of words) {
    const isPart = word.includes("=") || (rest.length > 0 && /^[-+−–\d.,;[\](){}\s·×*^eE/?…]+$/.test(word));
    if (isPart || isKeyBefore(word, words)) rest.push(word);
    else if (/^--?[a-z]/i.test(word))
      throw new UserError(`there is no option ${word} for check; rnn-tutor check --help shows them`);
    else files.push(word);
  }
  return { files, pairs: pairsIn(rest.join(" ")) };
}

/** `h_t = 0.1` in three words. */
const isKeyBefore = (word: string, words: readonly string[]): boolean =>
  /^=/.test(words[words.indexOf(word) + 1] ?? "");

/** All that was answered, the files read. @throws UserError for a file that can't be used */
export async function pairsFrom(sources: Sources): Promise<Pair[]> {
  const pairs = [...sources.pairs];
  for (const file of sources.files) pairs.push(...(await pairsInText(textOf(file), file)));
  return pairs;
}

export const answersIn = async (sources: Sources, run: Run): Promise<Map<string, Given>> =>
  answersTo(run, await pairsFrom(sources));

/** Every answer by the key of its result. @throws UserError for a result that the run does not have, or given twice */
export function answersTo(run: Run, pairs: readonly Pair[]): Map<string, Given> {
  const found = new Map<string, Given>();
  for (const { spelled, raw, place } of pairs) {
    const key = resultKey(spelled, run, place);
    const other = found.get(key);
    if (other) throw new UserError(twice(key, other.spelled, spelled), place);
    found.set(key, { key, spelled, raw });
  }
  return found;
}

const twice = (key: string, first: string, second: string): string =>
  first === second
    ? `${key} is answered twice; keep one`
    : `${first} and ${second} are both ${key}; keep one`;

export function resultKey(spelled: string, run: Run, place: Place | undefined): string {
  const { graph, exercise, asked } = run;
  const { model } = exercise.file;
  const keys = graph.lines.map(({ key }) => key);
  const bare = plainName(spelled);
  const key =
    slopeKey(spelled, run) ?? canonicalKey(bare, model, keys) ?? canonicalKey(`${bare}_t`, model, keys);
  if (key) return key;
  if (
    canonicalKey(
      bare,
      model,
      graph.inputs.map((input) => input.key),
    )
  )
    throw new UserError(`${bare} is given and not a result; --set ${bare}=… gives it other numbers`, place);
  const hint = didYouMean(bare, keys) || `; it asks for ${asked.slice(0, 12).join(", ")}`;
  throw new UserError(`${exercise.id} has no result ${bare}${hint}`, place);
}
