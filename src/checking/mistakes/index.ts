import type { Mistake } from "../mistake.ts";
import { activations } from "./activations.ts";
import { data } from "./data.ts";
import { gates } from "./gates.ts";
import { grus } from "./gru.ts";
import { lstms } from "./lstm.ts";
import { sums } from "./sums.ts";
import { times } from "./time.ts";

/** Every mistake that is known. */
export const catalogue: readonly Mistake[] = [
  ...grus,
  ...lstms,
  ...gates,
  ...activations,
  ...sums,
  ...times,
  ...data,
];

/** Those that can be made in the working of a model. */
export const mistakesFor = (model: string): readonly Mistake[] =>
  catalogue.filter(({ models }) => models.includes(model));
