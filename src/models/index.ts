import { gru } from "./gru.ts";
import { lstm } from "./lstm.ts";
import type { Model } from "./model.ts";
import { rnn } from "./rnn.ts";

/** The models with a state that goes round from step to step. */
export const recurrent = { rnn, lstm, gru } as const satisfies Record<string, Model>;
export type RecurrentName = keyof typeof recurrent;

/** Every model of the course, by name. */
export const models = { ...recurrent } as const satisfies Record<string, Model>;
export type ModelName = keyof typeof models;
