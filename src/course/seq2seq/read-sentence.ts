import { didYouMean } from "../../text/nearest.ts";
import { UserError } from "../../text/user-error.ts";
import { characters, type Prompt, prompts } from "./alphabet.ts";
import type { Task } from "./change-case.ts";
import { HOURS, MOST_CHARACTERS, POSITIONS } from "./with-attention.ts";

const EXAMPLE = 'as in rnn-tutor seq2seq "<U> I am a student"';

/** What a model can read. */
export interface Reader {
  readonly characters: ReadonlySet<string>;
  /** The characters in words. */
  readonly inWords: string;
  /** The longest text, and why no longer one: `this model counts to 141: …`. */
  readonly longest: number;
  readonly because: string;
}

const byHand: Reader = {
  characters: new Set(characters),
  inWords: "letters from A to Z, digits, spaces and the punctuation of ASCII",
  longest: MOST_CHARACTERS,
  because: `this model counts to ${MOST_CHARACTERS}: its clocks of ${HOURS.join(" and ")} hours show the same again after ${POSITIONS} steps`,
};

/**
 * `<U> I am a student` → the prompt, and the text after it and one space.
 * @throws UserError when there is no prompt or several, no text, too much of it, or a character outside the alphabet
 */
export function readSentence(typed: string, reader: Reader = byHand): Task {
  const sentence = typed.trimStart();
  if (sentence === "") throw new UserError(`the sentence is empty; write it after its prompt, ${EXAMPLE}`);
  const prompt = prompts.find((token) => sentence.startsWith(token));
  if (!prompt) throw new UserError(withoutPrompt(sentence));
  const text = sentence.slice(prompt.length).replace(/^ /, "");
  if (text === "") throw new UserError(`nothing stands after ${prompt}; write a sentence there, ${EXAMPLE}`);
  mustHaveOnePrompt(prompt, text);
  mustBeReadable(text, reader);
  mustBeCountable(text, reader);
  return { prompt, text };
}

function withoutPrompt(sentence: string): string {
  const later = prompts.find((token) => sentence.includes(token));
  if (later)
    return `the prompt ${later} stands at character ${placeOf(sentence, later)}; it goes before the sentence, ${EXAMPLE}`;
  const [, word] = /^<([^<>\s]{1,9})>/.exec(sentence) ?? [];
  const choice = "<U> asks for capitals, <L> for small letters";
  if (word === undefined)
    return `the sentence has no prompt: begin it with <U> for capitals or <L> for small letters, ${EXAMPLE}`;
  const meant = didYouMean(`<${word}>`, /^[ul]$/i.test(word) ? [`<${word.toUpperCase()}>`] : []);
  return `there is no prompt "<${word}>"${meant || `; ${choice}`}`;
}

/** Where a piece begins, in characters from 1. */
const placeOf = (text: string, piece: string): number => [...text.slice(0, text.indexOf(piece))].length + 1;

function mustHaveOnePrompt(prompt: Prompt, text: string): void {
  const again = prompts.find((token) => text.includes(token));
  if (again)
    throw new UserError(
      `the sentence has two prompts: ${prompt} before it, and ${again} at its character ${placeOf(text, again)}; keep one`,
    );
}

function mustBeReadable(text: string, { characters: allowed, inWords }: Reader): void {
  const all = [...text];
  const at = all.findIndex((c) => !allowed.has(c));
  if (at < 0) return;
  const others = all.slice(at + 1).filter((c) => !allowed.has(c)).length;
  const more = others > 0 ? ` (and ${others} more)` : "";
  throw new UserError(
    `character ${at + 1} of the sentence is ${named(all[at])}${more}, which this model has no unit for; it reads ${inWords}`,
  );
}

const names: Readonly<Record<string, string>> = { "\t": "a tab", "\n": "a line break", "\r": "a line break" };

/** `"é" (U+00E9)`; what can't be seen alone by its number. */
function named(character: string): string {
  const number = `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}`;
  if (names[character]) return names[character];
  if (/\p{M}/u.test(character)) return `a combining mark (${number})`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `"${character}" (${number})` : number;
}

function mustBeCountable(text: string, { longest, because }: Reader): void {
  if (text.length <= longest) return;
  throw new UserError(`the sentence has ${text.length} characters, and ${because}; take a shorter one`);
}
