import type { Buffer } from "./view.ts";

/** One step of a plan: which buffers it touches, and, once they have their places, the prepared loop over the arena. */
export interface Op {
  readonly touches: readonly Buffer[];
  prepare(arena: Float64Array): () => void;
}
