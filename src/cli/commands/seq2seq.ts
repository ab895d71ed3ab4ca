import { byPosition, type Task, withAttention, withoutAttention } from "../../course/seq2seq/change-case.ts";
import { readSentence } from "../../course/seq2seq/read-sentence.ts";
import { HIDDEN, MOST_CHARACTERS } from "../../course/seq2seq/with-attention.ts";
import { places, unitsFor } from "../../course/seq2seq/without-attention.ts";
import type { Block, Report } from "../../report/report.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { runOptions } from "../options.ts";
import { type CaseChangerPart, caseChangerBlocks, caseChangerParts } from "../pages/case-changer.ts";
import { seq2seqPage } from "../pages/seq2seq.ts";
import type { Shown, Variant } from "../pages/seq2seq-head.ts";
import { changeRecords, seq2seqOutput } from "../pages/seq2seq-output.ts";
import { stepPage } from "../pages/seq2seq-step.ts";
import { quotedForShell, stepIn } from "../seq2seq-options.ts";
import { trainedSeq2seq } from "./seq2seq-trained.ts";

/** The sheet's own sentence. */
const SENTENCE = "<U> I am a student";
const DIGITS = 2;

interface Seq2seqFlags extends Flags {
  /** False for --no-attention. */
  readonly attention?: boolean;
  readonly transformer?: boolean;
  readonly hidden?: string;
  readonly part?: string;
  readonly model?: string;
}

/** `rnn-tutor seq2seq "<U> I am a student"` */
export async function seq2seqCommand(
  desk: Desk,
  words: readonly string[],
  flags: Seq2seqFlags,
): Promise<void> {
  const { step: typedStep, model, ...others } = flags;
  if (model !== undefined) {
    mustBeAlone(flags);
    return trainedSeq2seq(desk, model, words.length === 0 ? SENTENCE : words.join(" "), flags);
  }
  const { format, digits = DIGITS, all } = runOptions(others);
  mustBeOurs(flags);
  const task = readSentence(words.length === 0 ? SENTENCE : words.join(" "));
  const shown = ran(task, flags);
  const step = stepIn(typedStep, shown.change);
  const steps = shown.change.written.map((_, i) => i + 1);
  const wanted = typeof step === "number" ? [step] : step === "all" ? steps : [];
  const blocks = (): readonly Block[] => {
    if (flags.part !== undefined) return caseChangerBlocks(partIn(flags.part), task);
    if (typeof step === "number") return stepPage(shown, step, { digits, all });
    return seq2seqPage(shown, step === "all", `rnn-tutor seq2seq ${quotedForShell(task)}`);
  };
  const report: Report = {
    digits,
    blocks: format === "json" || format === "csv" ? [] : blocks(),
    data: format === "json" ? seq2seqOutput(shown, wanted) : undefined,
    records: format === "csv" ? changeRecords(shown.change) : [],
  };
  await desk.show(report, flags, format);
}

/** The options that replace an exercise's numbers have nothing to replace here. */
function mustBeOurs({ set, params, variant, level, convention }: Flags): void {
  const given = Object.entries({ set, params, variant, level, convention }).find(
    ([, value]) => value !== undefined,
  );
  if (given)
    throw new UserError(
      `seq2seq takes no --${given[0]}: its weights are written by hand; give it another sentence, or --no-attention, --transformer, --hidden`,
    );
}

/** A model brings its own attention and units. */
function mustBeAlone({ attention, transformer, hidden, part, ...flags }: Seq2seqFlags): void {
  mustBeOurs(flags);
  const others = { "no-attention": attention === false, transformer, hidden, part };
  const given = Object.entries(others).find(([, value]) => value !== undefined && value !== false);
  if (given)
    throw new UserError(`--model and --${given[0]} can't go together: the model is as it was trained`);
}

function ran(task: Task, flags: Seq2seqFlags): Shown {
  const variant = variantIn(flags);
  const hidden = hiddenIn(flags.hidden, variant);
  const run = {
    attention: () => withAttention(task),
    none: () => withoutAttention(task, hidden),
    transformer: () => byPosition(task),
  };
  return { change: run[variant](), variant, hidden };
}

function variantIn({ attention, transformer, part }: Seq2seqFlags): Variant {
  if (part !== undefined && (attention === false || transformer))
    throw new UserError("--part compares the versions itself; leave --no-attention and --transformer out");
  if (attention === false && transformer)
    throw new UserError("--no-attention and --transformer can't go together: a Transformer is attention");
  if (transformer) return "transformer";
  return attention === false ? "none" : "attention";
}

const LEAST = unitsFor(0);
const MOST = unitsFor(MOST_CHARACTERS);

function hiddenIn(typed: string | undefined, variant: Variant): number {
  if (typed === undefined) return HIDDEN;
  if (variant !== "none")
    throw new UserError(
      `--hidden goes with --no-attention; with attention ${HIDDEN} units are enough for every sentence`,
    );
  const hidden = Number(typed);
  if (/^\d+$/.test(typed.trim()) && places(hidden) >= 1 && hidden <= MOST) return hidden;
  throw new UserError(`--hidden can't be "${typed}"; it is a whole number from ${LEAST} to ${MOST}`);
}

function partIn(typed: string): CaseChangerPart {
  const found = caseChangerParts.find((part) => part === typed.toLowerCase());
  if (found) return found;
  throw new UserError(`--part can't be "${typed}"; it is one of ${caseChangerParts.join(", ")}`);
}
