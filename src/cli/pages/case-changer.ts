import { caseless } from "../../course/seq2seq/alphabet.ts";
import { bitsNeeded, bitsPerCharacter, mostCharacters, twinsOf } from "../../course/seq2seq/capacity.ts";
import { byPosition, type Task, withAttention, withoutAttention } from "../../course/seq2seq/change-case.ts";
import { guaranteeByPosition, guaranteeWithAttention, smallestMargin } from "../../course/seq2seq/margin.ts";
import { HIDDEN, MOST_CHARACTERS } from "../../course/seq2seq/with-attention.ts";
import { places, unitsFor } from "../../course/seq2seq/without-attention.ts";
import type { Block } from "../../report/report.ts";
import { fixed } from "../../text/number.ts";
import { atLeast, atMost } from "./bounds.ts";
import { duties, keyTable, weightCounts } from "./case-changer-parts.ts";
import { positionBlocks } from "./case-changer-positions.ts";
import { wirings } from "./case-changer-wirings.ts";
import { twinBlocks } from "./seq2seq.ts";
import { attentionPictures, stepPicture } from "./seq2seq-heatmap.ts";
import { exactly, quoted } from "./seq2seq-tokens.ts";

/** The parts of question 4.1, and the erratum of its problem. */
export const caseChangerParts = ["a", "b", "c", "d", "e", "erratum"] as const;
export type CaseChangerPart = (typeof caseChangerParts)[number];

/** What a part of question 4.1 comes to for a sentence: words, and the numbers of runs made for them. */
export const caseChangerBlocks = (part: CaseChangerPart, task: Task): Block[] => [
  { kind: "heading", id: "4.1", title: titles[part] },
  ...parts[part](task),
];

const titles: Readonly<Record<CaseChangerPart, string>> = {
  a: "What each part must store and learn",
  b: "Why one context vector is a bottleneck",
  c: "What attention adds: queries, keys, values",
  d: "What is left to learn",
  e: "How positions count in a Transformer",
  erratum: "The last state as a state or as an input",
};

const parts: Readonly<Record<CaseChangerPart, (task: Task) => Block[]>> = {
  a: storing,
  b: bottleneck,
  c: attending,
  d: learning,
  e: positions,
  erratum: wirings,
};

const prose = (text: string): Block => ({ kind: "prose", text });

/** (a) What each part must store and learn, without attention. */
function storing(task: Task): Block[] {
  const { length } = task.text;
  const enough = withoutAttention(task, unitsFor(length));
  return [
    prose(
      "Without attention the decoder never sees the sentence. So the encoder has to learn to put three things into its last state: every character, the order of the characters, and the case that the prompt asks for; and to keep each of them while it reads on. The decoder has to learn to take one character after the other out of that state, to know how far it has come, to choose between the two cases of a letter, and to stop.",
    ),
    prose(
      `The case of the letters that are read may be forgotten, as the prompt decides on it: ${caseless.length} characters are left to tell apart, ${fixed(bitsPerCharacter, 2)} bits each. With 7 units for a character (the bits of its code), as many for the end and one for the case, this many units do it:`,
    ),
    {
      kind: "table",
      title: "What the last state has to hold",
      columns: ["characters", "bits", "units here"],
      rows: [...new Set([1, 4, length, MOST_CHARACTERS])]
        .sort((a, b) => a - b)
        .map((n) => [String(n), fixed(bitsNeeded(n), 1), String(unitsFor(n))]),
    },
    prose(
      `With ${unitsFor(length)} units a vanilla RNN encoder and decoder do change the case of this sentence:`,
    ),
    exactly([
      ["reads", `${task.prompt} ${task.text}`],
      ["writes", enough.output],
    ]),
  ];
}

/** (b) Why the single context vector is a bottleneck. */
function bottleneck(task: Task): Block[] {
  const change = withoutAttention(task);
  const precisions = [1, 8, 24, 53];
  return [
    prose(
      `The last state has the same ${HIDDEN} units for a word and for a page. There are ${caseless.length} to the n sentences of n characters that need different answers, and only so many states that can be told apart; as soon as there are more sentences than states, two of them leave the same one, and the decoder writes the same for both. That holds for any weights, trained or not; how soon it happens depends on how exactly a unit can be read:`,
    ),
    {
      kind: "table",
      title: `The longest sentences that ${HIDDEN} units can tell apart`,
      columns: ["bits a unit", "for example", "bits", "characters"],
      rows: precisions.map((bits, i) => [
        String(bits),
        ["units of ±1", "read to 1 in 256", "single precision", "double precision"][i],
        String(bits * HIDDEN),
        String(mostCharacters(HIDDEN, bits)),
      ]),
    },
    prose(
      `By hand, with units of ±1, ${HIDDEN} units hold ${places(HIDDEN)} places, one of them for the end:`,
    ),
    exactly([
      ["reads", `${task.prompt} ${task.text}`],
      ["writes", change.output],
    ]),
    ...twinBlocks(twinsOf(task)),
  ];
}

/** (c) What attention adds: queries, keys, values. */
function attending(task: Task): Block[] {
  const change = withAttention(task);
  const step = firstLetter(change.source);
  return [
    prose(
      `Attention keeps every state of the encoder, not the last alone: ${change.source.length} rows of ${HIDDEN} numbers for this sentence, and more for a longer one. At each step the decoder asks a question, the query $q_j = W_a s_j$; every row answers it as a key with a score; the softmax makes weights of the scores, and the context is the sum of the rows as values under these weights. Here the query is the count, so that the key with the same count gets nearly all of the weight: step ${step} looks at ${quoted(change.source[step])}.`,
    ),
    keyTable(change, step),
    stepPicture(change, step),
    prose(
      "The path from a character to the place where it is needed is one step long, however far apart they are; through the last state alone it is as long as the sentence, and a gradient has to come back all the way.",
    ),
  ];
}

/** The first letter after the first character, as something to look at; position and step are the same. */
const firstLetter = (source: readonly string[]): number =>
  Math.max(
    1,
    source.findIndex((token, i) => i > 1 && /^[a-z]$/i.test(token)),
  );

/** (d) What the encoder, the scores and the decoder then have to learn. */
function learning(task: Task): Block[] {
  const change = withAttention(task);
  const { margin, step } = smallestMargin(change.logits);
  const proved = guaranteeWithAttention(task.text.length);
  return [
    prose(
      "Nobody has to carry the whole sentence any more. What is left to learn is small and the same at every position:",
    ),
    duties,
    weightCounts(change),
    prose(
      `These weights were not trained but written down, and they are right for every sentence of up to ${MOST_CHARACTERS} characters: at this length a step gives its character all but ${atMost(1 - proved.weight)} of its weight, and the right logit is at least ${atLeast(proved.margin)} above any other. In this run the smallest margin is ${atLeast(margin)}, at step ${step}.`,
    ),
    ...attentionPictures(change),
  ];
}

/** (e) How positional encoding counts in a Transformer. */
function positions(task: Task): Block[] {
  const change = byPosition(task);
  const { margin } = smallestMargin(change.logits);
  return [
    ...positionBlocks(change),
    prose(
      `The smallest margin of the logits is ${atLeast(margin)} (proved for this length: ${atLeast(guaranteeByPosition(task.text.length).margin)}), and the output is right:`,
    ),
    exactly([
      ["reads", `${task.prompt} ${task.text}`],
      ["writes", change.output],
    ]),
  ];
}
