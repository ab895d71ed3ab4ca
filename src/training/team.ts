import { Worker } from "node:worker_threads";
import type { Config } from "./config.ts";
import { type Half, halfOf } from "./half.ts";
import type { Layout } from "./layout.ts";
import { cut, sourceLength, type Tokens, targetLength } from "./tokens.ts";

/**
 * Computes a batch's mean loss and its gradient. A batch is always computed as two halves that are added in the same
 * order, so that one worker and two give the same numbers.
 */
export interface Team {
  /** The gradient goes to `into`; the loss is returned. */
  compute(tokens: Tokens, weights: Float64Array, into: Float64Array): Promise<number>;
  close(): Promise<void>;
}

/** What a worker is given at its start: the memory it shares. */
export interface Desk {
  readonly config: Config;
  readonly layout: Layout;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
}

/** Both halves, one after the other. */
export function alone(config: Config, layout: Layout): Team {
  const half = halfOf(config, layout);
  const second = new Float64Array(layout.size);
  return {
    async compute(tokens, weights, into) {
      const [a, b] = halves(tokens, config.batch);
      const first = half(a, weights, into);
      return joined(first, half(b, weights, second), into, second, config.batch);
    },
    async close() {},
  };
}

/** The second half in a worker of its own, at the same time. `file` is the program that the worker runs. */
export function together(config: Config, layout: Layout, file: string): Team {
  const desk = deskFor(config, layout);
  const worker = new Worker(file, { workerData: desk });
  const half: Half = halfOf(config, layout);
  return {
    async compute(tokens, weights, into) {
      const [a, b] = halves(tokens, config.batch);
      desk.weights.set(weights);
      desk.source.set(b.source);
      desk.target.set(b.target);
      const answer = answerOf(worker);
      worker.postMessage(tokens.length);
      const first = half(a, weights, into);
      return joined(first, await answer, into, desk.gradient, config.batch);
    },
    async close() {
      await worker.terminate();
    },
  };
}

const halves = (tokens: Tokens, batch: number): readonly [Tokens, Tokens] => [
  cut(tokens, 0, batch / 2),
  cut(tokens, batch / 2, batch),
];

/** Means in the place of two sums. */
function joined(a: number, b: number, into: Float64Array, second: Float64Array, batch: number): number {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] + second[i]) / batch;
  return (a + b) / batch;
}

function deskFor(config: Config, layout: Layout): Desk {
  const half = config.batch / 2;
  const whole = (count: number) => new Int32Array(new SharedArrayBuffer(4 * count));
  const real = (count: number) => new Float64Array(new SharedArrayBuffer(8 * count));
  return {
    ...{ config, layout, weights: real(layout.size), gradient: real(layout.size) },
    source: whole(half * sourceLength(config.length)),
    target: whole(half * targetLength(config.length)),
  };
}

/** The loss that the worker sends, or what has ended it. */
function answerOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    const done = (act: () => void) => () => {
      worker.off("message", heard).off("error", failed).off("exit", gone);
      act();
    };
    const heard = (loss: number): void => done(() => resolve(loss))();
    const failed = (error: Error): void => done(() => reject(error))();
    const gone = (): void => done(() => reject(new Error("internal: a worker has ended early")))();
    worker.on("message", heard).on("error", failed).on("exit", gone);
  });
}
