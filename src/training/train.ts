import { setImmediate as breath } from "node:timers/promises";
import type { Accuracy } from "./accuracy.ts";
import type { Progress } from "./progress.ts";
import type { Trainer } from "./trainer.ts";

/** Steps between measurements on held-out sentences. */
const EVERY = 50;

export interface Budget {
  /** Counted from the first step of all, also where training is resumed. */
  readonly steps: number;
  /** From now on. */
  readonly seconds: number;
}

/** How training goes, after a step. */
export interface Status {
  readonly progress: Progress;
  /** Of this step's batch. */
  readonly loss: number;
  /** What was measured at this step. */
  readonly measured: Accuracy | undefined;
  readonly tokensPerSecond: number;
  readonly secondsLeft: number;
}

export interface Hooks {
  /** Seconds since any moment. */
  now(): number;
  isStopped(): boolean;
  stepped(status: Status): void;
  /** Asked at every measurement and at the end. */
  save(isLast: boolean): void;
}

export type Ending = "all steps" | "time" | "stopped";

/**
 * Trains until the steps are done, the time is up, or somebody says stop. Measurements fall on the same steps however
 * often training is stopped and resumed. @throws Diverged, after which what was saved stands
 */
export async function train(trainer: Trainer, budget: Budget, hooks: Hooks): Promise<Ending> {
  const begun = hooks.now();
  const first = trainer.checkpoint().progress.step;
  let tokens = 0;
  let ending = endingOf(trainer, budget, 0, hooks);
  while (ending === undefined) {
    const done = await trainer.step();
    tokens += done.tokens;
    const { step } = trainer.checkpoint().progress;
    const measured = step % EVERY === 0 || step >= budget.steps ? trainer.measure() : undefined;
    if (measured) hooks.save(false);
    const seconds = hooks.now() - begun;
    const stepsLeft = ((budget.steps - step) * seconds) / (step - first);
    hooks.stepped({
      ...{ progress: trainer.checkpoint().progress, loss: done.loss, measured },
      tokensPerSecond: tokens / seconds,
      secondsLeft: Math.min(stepsLeft, budget.seconds - seconds),
    });
    await breath(); // where a signal is heard
    ending = endingOf(trainer, budget, hooks.now() - begun, hooks);
  }
  hooks.save(true);
  return ending;
}

function endingOf(trainer: Trainer, budget: Budget, seconds: number, hooks: Hooks): Ending | undefined {
  if (trainer.checkpoint().progress.step >= budget.steps) return "all steps";
  if (hooks.isStopped()) return "stopped";
  return seconds >= budget.seconds ? "time" : undefined;
}
