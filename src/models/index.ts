import { gru } from "./gru.ts";
import { lstm } from "./lstm.ts";
import type { Model } from "./model.ts";
import { rnn } from "./rnn.ts";

/** Every model of the course, by name. */
export const models = { rnn, lstm, gru } as const satisfies Record<string, Model>;
export type ModelName = keyof typeof models;
