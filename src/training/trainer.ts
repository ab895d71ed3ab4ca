import { random, resumed } from "../linalg/random.ts";
import { UserError } from "../text/user-error.ts";
import { type Accuracy, accuracyOn } from "./accuracy.ts";
import { adam, clip, noMoments } from "./adam.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Config } from "./config.ts";
import { initialWeights, type Layout } from "./layout.ts";
import { noProgress } from "./progress.ts";
import { batches, type HeldOut, heldOut } from "./sentences.ts";
import type { Team } from "./team.ts";
import { tokensOf } from "./tokens.ts";

/** Of each length. */
const SENTENCES = 64;

/** What a configuration is measured on, and never learns from. */
export const heldOutFor = ({ seed, length }: Config): readonly HeldOut[] => heldOut(seed, length, SENTENCES);

/** Guessing without looking scores ln 58 = 4.06; a mean loss above this comes from weights that have run away. */
const RUN_AWAY = 50;

/** Thrown where the loss is no number any more, or far beyond guessing. */
export class Diverged extends UserError {}

/** Where training starts: weights drawn from the seed. */
export function started(config: Config, layout: Layout): Checkpoint {
  const from = random(config.seed);
  const weights = initialWeights(layout, from);
  return {
    config,
    progress: { ...noProgress(), random: from.state() },
    ...{ best: weights.slice(), weights, moments: noMoments(layout.size) },
  };
}

/** Trains on from a checkpoint, which is changed in place; `measure` and `step` are all that is done to it. */
export function trainer(from: Checkpoint, layout: Layout, team: Team) {
  const { config, weights, best, moments } = from;
  const draw = resumed(from.progress.random);
  const held = heldOutFor(config);
  const drawBatch = batches(config.length, held);
  const accuracy = accuracyOn(held, config, layout);
  const gradient = new Float64Array(layout.size);
  let { progress } = from;
  return {
    checkpoint: (): Checkpoint => ({ config, progress, weights, best, moments }),

    /** What the best weights can do. */
    best: (): Accuracy => accuracy(best),

    /** One batch: its mean loss, and how many tokens it had to write. @throws Diverged */
    async step(): Promise<{ readonly loss: number; readonly tokens: number }> {
      const tokens = tokensOf(drawBatch(draw, config.batch));
      const loss = await team.compute(tokens, weights, gradient);
      const step = progress.step + 1;
      const length = clip(gradient, config.clip);
      if (!(loss < RUN_AWAY) || !Number.isFinite(length)) throw diverged(step, loss, config);
      adam(weights, gradient, moments, config.lr);
      const since = { loss: progress.since.loss + loss, steps: progress.since.steps + 1 };
      progress = { ...progress, step, since, random: draw.state() };
      return { loss, tokens: tokens.target.length };
    },

    /** Measures on held-out sentences, and keeps the weights where they are the best so far. */
    measure(): Accuracy {
      const found = accuracy(weights);
      const { step, since } = progress;
      const isBest = step === 0 || found.all > progress.best.accuracy;
      if (isBest) best.set(weights);
      progress = {
        ...progress,
        best: isBest ? { step, accuracy: found.all } : progress.best,
        points: [...progress.points, { step, loss: since.loss / since.steps, accuracy: found.all }],
        since: { loss: 0, steps: 0 },
      };
      return found;
    },
  };
}

export type Trainer = ReturnType<typeof trainer>;

const diverged = (step: number, loss: number, { lr, clip: limit }: Config): Diverged =>
  new Diverged(
    `training diverges: the loss is ${Number.isFinite(loss) ? loss.toFixed(1) : loss} at step ${step}; try a smaller --lr (it is ${lr}) or --clip (it is ${limit})`,
  );
