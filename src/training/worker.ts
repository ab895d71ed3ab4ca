import { parentPort, workerData } from "node:worker_threads";
import { halfOf } from "./half.ts";
import type { Desk } from "./team.ts";
import { sourceLength, targetLength } from "./tokens.ts";

// Runs in a worker thread: computes the gradient on its half of each batch. It is told the length of the texts, finds
// the tokens and the weights in shared memory, leaves the gradient there, and sends the loss.

const { config, layout, source, target, weights, gradient } = workerData as Desk;
const half = halfOf(config, layout);

parentPort?.on("message", (length: number) => {
  const count = config.batch / 2;
  const tokens = {
    length,
    source: source.subarray(0, count * sourceLength(length)),
    target: target.subarray(0, count * targetLength(length)),
  };
  parentPort?.postMessage(half(tokens, weights, gradient));
});
