import type { Tensor } from "../../linalg/tensor.ts";
import { caseless, rightAnswer } from "./alphabet.ts";
import { type CaseChange, type Task, withAttention, withoutAttention } from "./change-case.ts";
import { HIDDEN, MOST_CHARACTERS } from "./with-attention.ts";
import { places } from "./without-attention.ts";

/** What one character tells when its case does not count: log₂ 69. */
export const bitsPerCharacter = Math.log2(caseless.length);

/** What the decoder has to be told of a sentence: which characters in which order, and the case wanted. */
export const bitsNeeded = (length: number): number => length * bitsPerCharacter + 1;

/**
 * The longest sentences that a vector of `hidden` numbers can tell apart when each can be told apart at 2^bits levels: of
 * longer ones there are more than vectors, so that two of them end in the same one, whatever the weights.
 */
export const mostCharacters = (hidden: number, bits: number): number =>
  Math.floor((hidden * bits - 1) / bitsPerCharacter);

/** Two sentences with different answers, and how far apart the networks' memories of them are. */
export interface Twins {
  readonly sentences: readonly [Task, Task];
  readonly outputs: readonly [string, string];
  /** The largest difference between the entries of their last states, without attention. */
  readonly difference: number;
  /** The same of all that attention looks at. */
  readonly withAttention: number;
}

/** A sentence that ends in the same last state as another, without attention; undefined where all of it is held. */
export function twinsOf(task: Task, hidden: number = HIDDEN): Twins | undefined {
  const other = otherText(task, places(hidden));
  if (other === undefined) return undefined;
  const sentences = [task, { ...task, text: other }] as const;
  const [a, b] = [withoutAttention(sentences[0], hidden), withoutAttention(sentences[1], hidden)];
  const [seen, alsoSeen] = sentences.map((one) => withAttention(one).values.get("H") as Tensor);
  return {
    sentences,
    outputs: [a.output, b.output],
    difference: apart(lastState(a), lastState(b)),
    withAttention: apart(seen, alsoSeen),
  };
}

export const lastState = ({ values, source }: CaseChange): Tensor =>
  values.get(`h_${source.length}`) as Tensor;

/** What the pile of `held` places can't tell from a text: the same beginning, another end. */
function otherText({ prompt, text }: Task, held: number): string | undefined {
  if (text.length < held) return undefined;
  const [head, tail] = [text.slice(0, held), text.slice(held)];
  const choices = [head + backwards(tail, " "), head + backwards(tail, ""), `${text}?`, head];
  return choices.find(
    (other) => other.length <= MOST_CHARACTERS && rightAnswer(prompt, other) !== rightAnswer(prompt, text),
  );
}

/** The words, or the letters, in the opposite order behind the spaces at the start. */
function backwards(text: string, between: string): string {
  const start = / */.exec(text)?.[0] ?? "";
  return start + text.slice(start.length).split(between).reverse().join(between);
}

/** The largest difference between the entries that both have. */
function apart(a: Tensor, b: Tensor): number {
  const count = Math.min(a.data.length, b.data.length);
  let most = 0;
  for (let i = 0; i < count; i++) most = Math.max(most, Math.abs(a.data[i] - b.data[i]));
  return most;
}
