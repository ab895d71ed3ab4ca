import { type Characters, charactersModel } from "../models/characters.ts";
import type { Config } from "./config.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { sourceLength, targetLength } from "./tokens.ts";
import { sourceTokens, targetTokens } from "./vocabulary.ts";

/** The encoder–decoder of a configuration, for texts of one length. */
export const modelFor = ({ cell, attention, hidden }: Config, length: number): Characters =>
  charactersModel({
    ...{ cell, attention, hidden },
    vocabulary: { source: sourceTokens.length, target: targetTokens.length },
    length: sourceLength(length),
    outLength: targetLength(length),
  });

/** The same for a decoder of one step. */
export const oneStepOf = ({ cell, attention, hidden }: Config): Characters =>
  charactersModel({
    ...{ cell, attention, hidden },
    vocabulary: { source: sourceTokens.length, target: targetTokens.length },
    ...{ length: 1, outLength: 1 },
  });

/** Its parameters, which are the same for every length. */
export const layoutFor = (config: Config): Layout => layoutOf(modelFor(config, 1).parameters);
