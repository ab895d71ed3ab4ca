import { randomInt } from "node:crypto";
import { type Exercise, isConcept } from "../../course/exercise.ts";
import type { Block } from "../../report/report.ts";
import { UserError } from "../../text/user-error.ts";
import { type Lines, openLines } from "../ask.ts";
import type { Desk, Flags } from "../desk.ts";
import { wholeNumber } from "../number-options.ts";
import { runOptions } from "../options.ts";
import { write } from "../output.ts";
import { callName, questionBlocks } from "../pages/question.ts";
import { askQuestion } from "../practice/ask-question.ts";
import { type Card, cardOf, deckOf } from "../practice/deck.ts";
import { choiceReport, progressReport, summaryBlocks } from "../practice/pages.ts";
import { addProgress, readProgress } from "../practice/progress.ts";
import { added, nothing, once, type Tally } from "../practice/tally.ts";

export interface PracticeFlags extends Flags {
  readonly seed?: string;
  readonly count?: string;
  readonly progress?: boolean;
}

const DIGITS = 4;
const MOST_SEED = 2 ** 31;
const MOST_COUNT = 10_000;
const NO_VARIANTS = "positional-encoding";

/** `rnn-tutor practice gru`: variants of an exercise, one after the other, answered a quantity at a time. */
export async function practiceCommand(desk: Desk, name: string | undefined, flags: PracticeFlags) {
  const { format } = runOptions(flags);
  if (flags.progress) {
    const { progress, note } = readProgress();
    warn(note);
    return desk.show(progressReport(progress), flags, format);
  }
  if (name === undefined) return desk.show(choiceReport(await choices(desk)), flags, format);
  if (format !== "table")
    throw new UserError("practice asks in the terminal; --format and --json go with practice --progress");
  if (name === "-") throw new UserError("practice reads your answers from standard input; name a file");
  const own = await desk.exercise(name);
  const plan = await planOf(desk, own, name, flags);
  const lines = await openLines();
  const tally = await practised(desk, own, plan, lines, flags).finally(() => lines.close());
  const { commands } = plan;
  await desk.show({ ...EMPTY, blocks: summaryBlocks(own, tally, commands()) }, flags);
}

const EMPTY = { digits: DIGITS, data: undefined, records: [] } as const;

async function choices(desk: Desk): Promise<Exercise[]> {
  const questions = await Promise.all(desk.entries().map(({ name }) => desk.question(name)));
  return questions.flatMap((one) => (isConcept(one) || one.file.model === NO_VARIANTS ? [] : [one]));
}

interface Plan {
  readonly cards: AsyncIterator<Card> & AsyncIterable<Card>;
  readonly count: number;
  /** How to see the last question worked, and to practise the same again. */
  readonly commands: () => [string, string][];
}

/** The one variant that was asked for, or an endless row of them. */
async function planOf(desk: Desk, own: Exercise, name: string, flags: PracticeFlags): Promise<Plan> {
  const { seed: typed, count, variant, level, convention } = flags;
  if (variant !== undefined && typed !== undefined)
    throw new UserError("--variant is one question and --seed a row of them; leave one of them out");
  if (flags.params !== undefined || flags.set !== undefined)
    throw new UserError("practice draws its own numbers; leave --params and --set out");
  const seed = typed === undefined ? randomInt(1, 100_000) : wholeNumber("--seed", typed, 0, MOST_SEED);
  const drawn = (number: number): Promise<Exercise> =>
    desk.exercise(name, { ...flags, variant: variant ?? String(number) });
  await drawn(1); // whatever is wrong with the options is said before anything is asked
  const last: string[] = [];
  const row = variant === undefined ? deckOf(seed, drawn, convention) : single(drawn, convention);
  async function* remembered() {
    for await (const card of row) {
      last[0] = callName(card.run, name);
      yield card;
    }
  }
  const again = [
    ...(variant === undefined ? [`--seed ${seed}`] : [`--variant ${variant}`]),
    ...(level === undefined ? [] : [`--level ${level}`]),
  ].join(" ");
  return {
    cards: remembered(),
    count: count === undefined ? Number.POSITIVE_INFINITY : wholeNumber("--count", count, 1, MOST_COUNT),
    commands: () => [
      ...last.map((called): [string, string] => ["The last one, worked", `rnn-tutor ${called} --step`]),
      ["The same again", `rnn-tutor practice ${callName({ exercise: own }, name)} ${again}`],
      ["What you have done", "rnn-tutor practice --progress"],
    ],
  };
}

async function* single(
  drawn: (number: number) => Promise<Exercise>,
  convention: string | undefined,
): AsyncGenerator<Card> {
  yield cardOf(drawn, 1, convention);
}

const HOW =
  "Type your numbers: 0.53, 0.51 for a vector; 1, 2; 3, 4 for a matrix. Or one of these: ? (a hint), skip, reveal, quit.";

async function practised(
  desk: Desk,
  { id, title }: Exercise,
  { cards, count }: Plan,
  lines: Lines,
  flags: PracticeFlags,
): Promise<Tally> {
  let tally = nothing;
  let asked = 0;
  const say = (blocks: readonly Block[], digits: number) => desk.show({ ...EMPTY, digits, blocks }, flags);
  for await (const card of cards) {
    const digits = runOptions(flags).digits ?? card.run.exercise.file.digits ?? DIGITS;
    let answered = 0;
    await say(
      [
        ...questionBlocks(card.run, flags.all ?? false),
        ...(asked === 0 ? [{ kind: "fact", label: "How", text: HOW } as const] : []),
      ],
      digits,
    );
    write(1, "\n");
    const goesOn = await askQuestion(card, {
      digits,
      next: lines.next,
      say: (blocks) => say(blocks, digits),
      done: (outcome, mistakes) => {
        const one = {
          questions: answered++ === 0 ? 1 : 0,
          outcomes: once([outcome]),
          mistakes: once(mistakes),
        };
        tally = added(tally, one as Tally);
        write(1, "\n");
        warnOnce(addProgress(id, title, one as Tally));
      },
    });
    asked++;
    if (!goesOn || asked >= count) break;
  }
  write(1, "\n");
  return tally;
}

const told = new Set<string>();

function warnOnce(note: string | undefined): void {
  if (note === undefined || told.has(note)) return;
  told.add(note);
  warn(note);
}

function warn(note: string | undefined): void {
  if (note !== undefined) write(2, `note: ${note}\n`);
}
