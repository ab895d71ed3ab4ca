import type { Mistake } from "../mistake.ts";
import { activations } from "./activations.ts";
import { attentions } from "./attention.ts";
import { backward } from "./backward.ts";
import { blocks } from "./blocks.ts";
import { bptt } from "./bptt.ts";
import { calculator } from "./calculator.ts";
import { data } from "./data.ts";
import { gates } from "./gates.ts";
import { blends } from "./gru-blend.ts";
import { resets } from "./gru-reset.ts";
import { heads } from "./heads.ts";
import { linears } from "./linear.ts";
import { losses } from "./loss.ts";
import { lstms } from "./lstm.ts";
import { variants } from "./lstm-variants.ts";
import { masks } from "./masks.ts";
import { norms } from "./norms.ts";
import { parameters } from "./parameters.ts";
import { positions } from "./positions.ts";
import { scores } from "./scores.ts";
import { slopes } from "./slopes.ts";
import { softmaxes } from "./softmaxes.ts";
import { sums } from "./sums.ts";
import { tables } from "./tables.ts";
import { times } from "./time.ts";

/** Every mistake that is known. */
export const catalogue: readonly Mistake[] = [
  ...resets,
  ...blends,
  ...lstms,
  ...variants,
  ...gates,
  ...parameters,
  ...activations,
  ...sums,
  ...times,
  ...linears,
  ...bptt,
  ...backward,
  ...slopes,
  ...losses,
  ...scores,
  ...softmaxes,
  ...attentions,
  ...masks,
  ...heads,
  ...norms,
  ...positions,
  ...blocks,
  ...calculator,
  ...data,
  ...tables,
];

/** Those that can be made in the working of a model. */
export const mistakesFor = (model: string): readonly Mistake[] =>
  catalogue.filter(({ models }) => models.includes(model));
