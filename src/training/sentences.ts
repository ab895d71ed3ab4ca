import { type Random, random } from "../linalg/random.ts";
import { END, prompts, rightAnswer, type Task } from "../text/case-change.ts";
import { characters, indexInSource, indexInTarget } from "./vocabulary.ts";

/** How often a space is drawn for every time that another character is: words of eight letters or so. */
const SPACES = 7;
const bag = [...characters, ...Array.from({ length: SPACES - 1 }, () => " ")];

/** A random text with a random prompt. */
export const drawSentence = (from: Random, length: number): Task => ({
  prompt: from.pick(prompts),
  text: Array.from({ length }, () => from.pick(bag)).join(""),
});

/** The tokens that are read, by number: the prompt, the text, the end. */
export const sourceOf = ({ prompt, text }: Task): readonly number[] =>
  [prompt, ...text, END].map(indexInSource);

/** The tokens that have to be written: the right answer and the end. */
export const targetOf = ({ prompt, text }: Task): readonly number[] =>
  [...rightAnswer(prompt, text), END].map(indexInTarget);

const PROGRAMS = 12;
const HELD_OUT_LENGTHS = 6;
const SHORTEST = 2;

/** Whole numbers spread evenly up to `most`, at most `count` of them. */
const spread = (most: number, count: number, least: number): readonly number[] => [
  ...new Set(Array.from({ length: count }, (_, i) => Math.max(least, Math.round((most * (i + 1)) / count)))),
];

/** The lengths of the texts that are learned from; a batch has one of them, and every one has a program of its own. */
export const learnedLengths = (longest: number): readonly number[] =>
  spread(longest, Math.min(PROGRAMS, longest), 1);

export interface HeldOut {
  readonly length: number;
  readonly sentences: readonly Task[];
}

/** Never the seed of what is learned from. */
const OTHER_SEED = 0x5eed;

/** Sentences that are measured on and never learned from, by length; from one seed always the same. */
export function heldOut(seed: number, longest: number, count: number): readonly HeldOut[] {
  const from = random((seed ^ OTHER_SEED) >>> 0);
  return spread(longest, HELD_OUT_LENGTHS, SHORTEST).map((length) => ({
    length,
    sentences: Array.from({ length: count }, () => drawSentence(from, length)),
  }));
}

/** Draws batches of one length each, without any text that is held out. */
export function batches(longest: number, held: readonly HeldOut[]) {
  const lengths = learnedLengths(longest);
  const taken = new Set(held.flatMap(({ sentences }) => sentences.map(({ text }) => text)));
  return (from: Random, count: number): readonly Task[] => {
    const length = from.pick(lengths);
    return Array.from({ length: count }, () => {
      for (;;) {
        const drawn = drawSentence(from, length);
        if (!taken.has(drawn.text)) return drawn;
      }
    });
  };
}
