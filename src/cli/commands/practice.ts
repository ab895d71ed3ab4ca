import { type Exercise, isConcept } from "../../course/exercise.ts";
import type { Run } from "../../course/run.ts";
import type { Block } from "../../report/report.ts";
import { UserError } from "../../text/user-error.ts";
import { type Lines, openLines } from "../ask.ts";
import type { Desk } from "../desk.ts";
import { runOptions } from "../options.ts";
import { write } from "../output.ts";
import { callName, questionBlocks } from "../pages/question.ts";
import { askQuestion } from "../practice/ask-question.ts";
import { choiceReport, progressReport, summaryBlocks } from "../practice/pages.ts";
import { type Plan, type PracticeFlags, planOf } from "../practice/plan.ts";
import { addProgress, readProgress } from "../practice/progress.ts";
import { added, nothing, once, type Tally } from "../practice/tally.ts";

const DIGITS = 4;
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
  const { tally, last } = await practised(desk, own, plan, lines, flags).finally(() => lines.close());
  const commands: [string, string][] = [
    ...(last
      ? [["The last one, worked", `rnn-tutor ${callName(last, name)} --step`] as [string, string]]
      : []),
    ["The same again", plan.again],
    ["What you have done", "rnn-tutor practice --progress"],
  ];
  await desk.show({ ...EMPTY, blocks: summaryBlocks(own, tally, commands) }, flags);
}

const EMPTY = { digits: DIGITS, data: undefined, records: [] } as const;

async function choices(desk: Desk): Promise<Exercise[]> {
  const questions = await Promise.all(desk.entries().map(({ name }) => desk.question(name)));
  return questions.flatMap((one) => (isConcept(one) || one.file.model === NO_VARIANTS ? [] : [one]));
}

const HOW =
  "Type your numbers: 0.53, 0.51 for a vector; 1, 2; 3, 4 for a matrix. Or one of these: ? (a hint), skip, reveal, quit.";

interface Session {
  readonly tally: Tally;
  /** The last question that was asked. */
  readonly last: Run | undefined;
}

/** Asks one question after the other, and keeps what was answered as soon as it is. */
async function practised(
  desk: Desk,
  { id, title }: Exercise,
  { cards, count }: Plan,
  lines: Lines,
  flags: PracticeFlags,
): Promise<Session> {
  let tally = nothing;
  let asked = 0;
  let last: Run | undefined;
  const say = (blocks: readonly Block[], digits: number) => desk.show({ ...EMPTY, digits, blocks }, flags);
  for await (const card of cards) {
    const digits = runOptions(flags).digits ?? card.run.exercise.file.digits ?? DIGITS;
    let answered = 0;
    last = card.run;
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
  return { tally, last };
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
