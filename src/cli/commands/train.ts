import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../text/user-error.ts";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "../../training/checkpoint.ts";
import { layoutFor } from "../../training/model.ts";
import { alone, type Team, together } from "../../training/team.ts";
import { type Ending, train } from "../../training/train.ts";
import { Diverged, started, type Trainer, trainer } from "../../training/trainer.ts";
import type { Desk } from "../desk.ts";
import { runOptions } from "../options.ts";
import { trainedOutput, trainedPage, trainedRecords } from "../pages/trained.ts";
import { logTo } from "../training/log.ts";
import {
  configOf,
  mustAgree,
  mustBeOurs,
  STEPS,
  secondsIn,
  stepsIn,
  type TrainFlags,
  workersIn,
} from "../training/options.ts";
import { progressTo } from "../training/progress.ts";
import { stopping } from "../training/stopping.ts";

const FILE = "case.safetensors";

/** `rnn-tutor train case`: the case changer learns its weights. */
export async function trainCommand(desk: Desk, what: string, file = FILE, flags: TrainFlags): Promise<void> {
  if (what !== "case")
    throw new UserError(`there is no "${what}" to train; rnn-tutor train case trains the case changer`);
  mustBeOurs("train", flags);
  const { format, digits = 4 } = runOptions(flags);
  const [steps, seconds, workers] = [stepsIn(flags), secondsIn(flags), workersIn(flags)];
  const from = flags.resume ? resumedFrom(file, flags, steps) : begun(file, flags);
  const { config } = from;
  const layout = layoutFor(config);
  const log = flags.log === undefined ? undefined : logTo(flags.log, flags.resume ?? false);
  const stop = stopping();
  const progress = progressTo(steps, flags.ascii ?? false);
  const team =
    workers === 2 ? together(config, layout, join(__dirname, "worker.cjs")) : alone(config, layout);
  const made = trainer(from, layout, team);
  const save = saving(file, made);
  if (!flags.resume) save(true);
  const ending = await watched({ team, progress, stop, file, made }, () =>
    train(
      made,
      { steps, seconds },
      {
        now: () => performance.now() / 1000,
        isStopped: stop.isAsked,
        stepped(status) {
          log?.write(status);
          progress.show(status);
        },
        save,
      },
    ),
  );
  const checkpoint = made.checkpoint();
  const shown = {
    ...{ file, checkpoint, ending, steps, accuracy: made.best() },
    resume: `rnn-tutor train case ${file} --resume${steps === STEPS ? "" : ` --steps ${steps}`}`,
  };
  await desk.show(
    { digits, blocks: trainedPage(shown), data: trainedOutput(shown), records: trainedRecords(shown) },
    flags,
    format,
  );
}

function begun(file: string, flags: TrainFlags): Checkpoint {
  const config = configOf(flags);
  if (existsSync(file))
    throw new UserError(`${file} is there already; --resume goes on with it, or name another file`);
  return started(config, layoutFor(config));
}

function resumedFrom(file: string, flags: TrainFlags, steps: number): Checkpoint {
  const checkpoint = readCheckpoint(file, layoutFor);
  mustAgree(flags, checkpoint, file);
  const { step } = checkpoint.progress;
  if (step < steps) return checkpoint;
  throw new UserError(`${file} has done ${step} steps already; ask for more, as in --steps ${2 * step}`);
}

/** Seconds between two writes, so that a fast disk is not worn and a slow one holds nothing up. */
const SAVE_EVERY = 5;

function saving(file: string, made: Trainer): (isLast: boolean) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (isLast) => {
    const now = performance.now() / 1000;
    if (!isLast && now - last < SAVE_EVERY) return;
    const checkpoint = made.checkpoint();
    writeCheckpoint(file, checkpoint, layoutFor(checkpoint.config));
    last = now;
  };
}

interface Watched {
  readonly team: Team;
  readonly progress: { done(): void };
  readonly stop: { forget(): void };
  readonly file: string;
  readonly made: Trainer;
}

/** Cleans up behind training, and says what is kept where it diverges. */
async function watched(
  { team, progress, stop, file, made }: Watched,
  run: () => Promise<Ending>,
): Promise<Ending> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Diverged)) throw error;
    const { best } = made.checkpoint().progress;
    throw new UserError(
      `${error.message}; ${file} keeps ${best.step === 0 ? "the weights of the start" : `the best weights, of step ${best.step}`}`,
    );
  } finally {
    progress.done();
    stop.forget();
    await team.close();
  }
}
