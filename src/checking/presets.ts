import { inWords } from "../course/convention.ts";
import type { Convention, Model } from "../models/model.ts";
import { underConvention } from "./another-convention.ts";
import type { Mistake } from "./mistake.ts";

/**
 * The conventions of a model that differ from the one in use by more than one choice, as "mistakes": PyTorch's GRU has
 * both z and 1 − z the other way round and the reset gate behind the product. Single choices are in the catalogue.
 */
export function presetsOf(model: Model, convention: Convention): Mistake[] {
  const found = new Map<string, { names: string[]; change: Convention }>();
  for (const [name, { biases: _, ...preset }] of Object.entries(model.presets)) {
    const change = Object.fromEntries(
      Object.entries(preset).filter(([option, choice]) => convention[option] !== choice),
    );
    if (Object.keys(change).length < 2) continue;
    const same = JSON.stringify(change);
    const one = found.get(same) ?? { names: [], change };
    one.names.push(name);
    found.set(same, one);
  }
  return [...found.values()].map(({ names, change }) => ({
    id: `convention-${names[0]}`,
    kind: "convention",
    models: [model.name],
    feedback: `This is right in the convention of ${names.join(" and ")}: ${inWords(model, { ...change }).join(" · ")}. The sheet has another one.`,
    rewrites: (work) => underConvention(work, change),
  }));
}
