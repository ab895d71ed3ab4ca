import { additiveAttention } from "./additive-attention.ts";
import { attention } from "./attention.ts";
import { gru } from "./gru.ts";
import { layerNorm } from "./layer-norm.ts";
import { linearRnn } from "./linear-rnn.ts";
import { lstm } from "./lstm.ts";
import type { Model } from "./model.ts";
import { multiHeadAttention } from "./multi-head.ts";
import { positionalEncoding } from "./positional-encoding.ts";
import { rnn } from "./rnn.ts";
import { transformer } from "./transformer.ts";

/** The models with a state that goes round from step to step. */
export const recurrent = { rnn, lstm, gru } as const satisfies Record<string, Model>;
export type RecurrentName = keyof typeof recurrent;

/** Every model of the course, by name. */
export const models = {
  ...recurrent,
  "linear-rnn": linearRnn,
  attention,
  "multi-head": multiHeadAttention,
  "additive-attention": additiveAttention,
  "positional-encoding": positionalEncoding,
  "layer-norm": layerNorm,
  transformer,
} as const satisfies Record<string, Model>;
export type ModelName = keyof typeof models;
