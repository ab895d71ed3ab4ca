import { join } from "node:path";
import { plotSvg } from "../../report/plot-svg.ts";
import { UserError } from "../../text/user-error.ts";
import { accuracyOn } from "../../training/accuracy.ts";
import type { Trained } from "../../training/checkpoint.ts";
import { type Config, defaults } from "../../training/config.ts";
import { layoutFor } from "../../training/model.ts";
import { alone, together } from "../../training/team.ts";
import { train } from "../../training/train.ts";
import { heldOutFor, started, trainer } from "../../training/trainer.ts";
import type { Desk } from "../desk.ts";
import { runOptions } from "../options.ts";
import {
  bottleneckOutput,
  bottleneckPage,
  bottleneckPlot,
  bottleneckRecords,
  type Learned,
} from "../pages/bottleneck.ts";
import { modelIn } from "../training/models.ts";
import { configOf, mustBeOurs, stepsIn, type TrainFlags, workersIn } from "../training/options.ts";
import { progressTo } from "../training/progress.ts";
import { stopping } from "../training/stopping.ts";

interface LessonFlags extends TrainFlags {
  readonly fast?: boolean;
}

/** `rnn-tutor lesson bottleneck`: one vector against attention, both learned with the same budget. */
export async function lessonCommand(desk: Desk, name: string, flags: LessonFlags): Promise<void> {
  if (name !== "bottleneck")
    throw new UserError(`there is no lesson "${name}"; rnn-tutor lesson bottleneck is the one there is`);
  mustBeOurs("lesson", flags);
  const svg = flags.format?.toLowerCase() === "svg";
  const { format, digits = 4 } = svg ? { format: "table" as const } : runOptions(flags);
  const learned = flags.fast ? shipped(flags) : await bothTrained(flags);
  const shown = { learned, isShipped: flags.fast ?? false };
  if (svg) return desk.print(plotSvg(bottleneckPlot(shown)));
  await desk.show(
    {
      ...{ digits, blocks: bottleneckPage(shown) },
      ...{ data: bottleneckOutput(shown), records: bottleneckRecords(shown) },
    },
    flags,
    format,
  );
}

const kinds = ["none", "dot"] as const;

function shipped(flags: LessonFlags): readonly Learned[] {
  const { hidden, length, batch, lr, clip, seed, steps, workers } = flags;
  const given = Object.entries({ hidden, length, batch, lr, clip, seed, steps, workers }).find(
    ([, value]) => value !== undefined,
  );
  if (given)
    throw new UserError(`--fast shows models that are trained already; leave --${given[0]} out, or --fast`);
  return kinds.map((attention) => measured(modelIn(`gru-${attention}`)));
}

function measured(model: Trained): Learned {
  const { config, weights } = model;
  const held = heldOutFor(config);
  return { model, held, accuracy: accuracyOn(held, config, layoutFor(config))(weights) };
}

async function bothTrained(flags: LessonFlags): Promise<readonly Learned[]> {
  const [config, steps] = [configOf(flags), stepsIn(flags)];
  const stop = stopping();
  try {
    const found: Learned[] = [];
    for (const attention of kinds) {
      const model = await trainedWith(
        { ...config, cell: defaults.cell, attention },
        steps,
        flags,
        stop.isAsked,
      );
      found.push(measured(model));
    }
    return found;
  } finally {
    stop.forget();
  }
}

async function trainedWith(
  config: Config,
  steps: number,
  flags: LessonFlags,
  isStopped: () => boolean,
): Promise<Trained> {
  const layout = layoutFor(config);
  const file = join(__dirname, "worker.cjs");
  const team = workersIn(flags) === 2 ? together(config, layout, file) : alone(config, layout);
  const name = config.attention === "none" ? "1/2 without attention" : "2/2 with attention";
  const progress = progressTo(steps, flags.ascii ?? false, name);
  const made = trainer(started(config, layout), layout, team);
  const hooks = { now: () => performance.now() / 1000, isStopped, stepped: progress.show, save: () => {} };
  try {
    const ending = await train(made, { steps, seconds: Number.POSITIVE_INFINITY }, hooks);
    if (ending === "stopped")
      throw new UserError(
        "stopped before both models had learned; rnn-tutor lesson bottleneck --fast shows two that have",
      );
  } finally {
    progress.done();
    await team.close();
  }
  const { best, progress: come } = made.checkpoint();
  return { config, weights: best, progress: come };
}
