import type { Mistake } from "../mistake.ts";
import { activations } from "./activations.ts";
import { attentions } from "./attention.ts";
import { blocks } from "./blocks.ts";
import { bptt } from "./bptt.ts";
import { calculator } from "./calculator.ts";
import { data } from "./data.ts";
import { gates } from "./gates.ts";
import { grus } from "./gru.ts";
import { heads } from "./heads.ts";
import { losses } from "./loss.ts";
import { lstms } from "./lstm.ts";
import { masks } from "./masks.ts";
import { norms } from "./norms.ts";
import { positions } from "./positions.ts";
import { slopes } from "./slopes.ts";
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
  ...bptt,
  ...slopes,
  ...losses,
  ...attentions,
  ...masks,
  ...heads,
  ...norms,
  ...positions,
  ...blocks,
  ...calculator,
  ...data,
];

/** Those that can be made in the working of a model. */
export const mistakesFor = (model: string): readonly Mistake[] =>
  catalogue.filter(({ models }) => models.includes(model));
