import { bitsNeeded, mostCharacters, twinsOf } from "../../course/seq2seq/capacity.ts";
import type { CaseChange } from "../../course/seq2seq/change-case.ts";
import { guaranteeByPosition, guaranteeWithAttention, smallestMargin } from "../../course/seq2seq/margin.ts";
import { HOURS, MOST_CHARACTERS } from "../../course/seq2seq/with-attention.ts";
import { places, unitsFor } from "../../course/seq2seq/without-attention.ts";
import type { Block } from "../../report/report.ts";
import { fixed } from "../../text/number.ts";
import { atLeast, atMost } from "./bounds.ts";
import { headBlocks, type Shown } from "./seq2seq-head.ts";
import { attentionPictures } from "./seq2seq-heatmap.ts";
import { stepTable } from "./seq2seq-steps.ts";
import { exactly, quoted } from "./seq2seq-tokens.ts";

/** The page of a run: what it writes, how, how safely, and where it looks. */
export function seq2seqPage(shown: Shown, steps: boolean, command: string): Block[] {
  return [
    ...headBlocks(shown),
    ...how(shown),
    ...attentionPictures(shown.change),
    ...(steps ? [stepTable(shown)] : []),
    { kind: "commands", commands: nextCommands(shown, steps, command) },
  ];
}

const how = (shown: Shown): Block[] =>
  ({ attention: withAttentionBlocks, none: withoutAttentionBlocks, transformer: transformerBlocks })[
    shown.variant
  ](shown);

function withAttentionBlocks({ change, hidden }: Shown): Block[] {
  const { weight } = guaranteeWithAttention(change.task.text.length);
  return [
    {
      kind: "prose",
      text: `A vanilla RNN reads, another writes, ${hidden} units each. The encoder's clocks of ${HOURS.join(" and ")} hours count its tokens beside the bits of the token that was just read; the decoder's clocks count what is written. The scores compare clocks with clocks, the context brings the bits, the prompt's unit chooses the case.`,
    },
    marginFact(change, guaranteeWithAttention(change.task.text.length).margin),
    {
      kind: "fact",
      label: "Proved",
      text: `at this length every step gives its character all but ${atMost(1 - weight)} of its weight; up to ${MOST_CHARACTERS} characters the output is right`,
    },
  ];
}

function transformerBlocks({ change }: Shown): Block[] {
  const { weight, margin } = guaranteeByPosition(change.task.text.length);
  return [
    {
      kind: "prose",
      text: "Nothing recurs. Each row holds its position as sines and cosines; the first head turns the position of what was written last to the next one and looks there, the second looks at the prompt. All rows are computed at once.",
    },
    marginFact(change, margin),
    {
      kind: "fact",
      label: "Proved",
      text: `at this length every row gives its character all but ${atMost(1 - weight)} of its weight`,
    },
  ];
}

function marginFact({ logits, written }: CaseChange, proved: number): Block {
  const { margin, step } = smallestMargin(logits);
  return {
    kind: "fact",
    label: "Margin",
    text: `the right logit is at least ${atLeast(margin)} above the next (step ${step}, ${quoted(written[step - 1])}); proved for this length: ${atLeast(proved)}`,
  };
}

function withoutAttentionBlocks({ change, hidden }: Shown): Block[] {
  const { task, source } = change;
  const length = task.text.length;
  const held = places(hidden);
  return [
    {
      kind: "prose",
      text: `The decoder gets the encoder's last state $h_{${source.length}}$ of ${hidden} units and nothing else. This one is a pile: the sentence is read from its end, every character pushes the others one place down, the decoder takes them off again. ${hidden} units hold ${held} places of 7 bits and the case.`,
    },
    {
      kind: "fact",
      label: "Needs",
      text: `${length} characters and the case are ${fixed(bitsNeeded(length), 1)} bits; ${hidden} units of ±1 hold ${hidden} bits at most, which is ${mostCharacters(hidden, 1)} characters whatever the weights. This construction needs ${unitsFor(length)} units for this sentence`,
    },
    ...twinBlocks(twinsOf(task, hidden)),
  ];
}

/** Two sentences that can't be told apart. */
export function twinBlocks(twins: ReturnType<typeof twinsOf>): Block[] {
  if (!twins) return [];
  const [a, b] = twins.sentences;
  return [
    {
      kind: "prose",
      text: `Two sentences that leave the same last state: its entries differ by ${fixed(twins.difference, 4)} at most. The states that attention looks at differ by ${fixed(twins.withAttention, 4)}.`,
    },
    exactly([
      ["reads", `${a.prompt} ${a.text}`],
      ["writes", twins.outputs[0]],
      ["reads", `${b.prompt} ${b.text}`],
      ["writes", twins.outputs[1]],
    ]),
  ];
}

function nextCommands(
  { change, variant, hidden }: Shown,
  steps: boolean,
  command: string,
): [string, string][] {
  const flag = { attention: "", none: " --no-attention", transformer: " --transformer" }[variant];
  const own = `${command}${flag}`;
  const needed = unitsFor(change.task.text.length);
  return [
    ...(steps ? [] : [["Every step", `${own} --step`] as [string, string]]),
    ["One step", `${own} --step 2`],
    ...(variant === "none" && hidden < needed
      ? [["Enough units", `${own} --hidden ${needed}`] as [string, string]]
      : []),
    ...(variant === "none" ? [] : [["Without attention", `${command} --no-attention`] as [string, string]]),
    ...(variant === "attention" ? [] : [["With attention", command] as [string, string]]),
    ...(variant === "transformer"
      ? []
      : [["As a Transformer", `${command} --transformer`] as [string, string]]),
  ];
}
