import type { Convention, Model } from "../models/model.ts";
import { didYouMean } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";

/** A convention as it is asked for: a preset's name, or choices, or both. */
export type Asked = string | Readonly<Record<string, string>>;

/** `pytorch`, `update=old`, `pytorch, reset=before` → the choices made, checked against the model. */
export function chosen(model: Model, asked: Asked): Convention {
  if (typeof asked !== "string") {
    const { preset: name, ...own } = asked;
    return { ...(name === undefined ? {} : preset(model, name)), ...choices(model, Object.entries(own)) };
  }
  const parts = asked.split(/[\s,]+/).filter(Boolean);
  if (parts.length === 0)
    throw new UserError(
      `a convention is a name, one of ${Object.keys(model.presets).join(", ")}, or choices`,
    );
  const names = parts
    .filter((part) => /^preset=|^[^=]*$/.test(part))
    .map((part) => part.replace("preset=", ""));
  const pairs = parts.filter((part) => /^(?!preset=)[^=]*=/.test(part)).map(pairOf);
  return Object.assign({}, ...names.map((name) => preset(model, name)), choices(model, pairs));
}

/** The model's own convention with what was asked for on top, the later over the earlier. */
export const conventionOf = (model: Model, ...asked: readonly Convention[]): Convention =>
  Object.assign({}, model.defaults, ...asked);

/** What is chosen, in words, leaving out what goes without saying. */
export const inWords = (model: Model, convention: Convention): string[] =>
  Object.entries(convention)
    .filter(
      ([option, choice]) => option !== "output" && !(option === "biases" && choice === model.defaults.biases),
    )
    .map(([option, choice]) => model.choices[option][choice]);

/** The names of the presets that make the same choices. */
export const namesOf = (model: Model, convention: Convention): string[] =>
  Object.keys(model.presets).filter((name) =>
    Object.entries(model.presets[name]).every(([option, choice]) => convention[option] === choice),
  );

const pairOf = (part: string): [string, string] => {
  const at = part.indexOf("=");
  return [part.slice(0, at), part.slice(at + 1)];
};

function preset(model: Model, name: string): Convention {
  const found = Object.hasOwn(model.presets, name.toLowerCase())
    ? model.presets[name.toLowerCase()]
    : undefined;
  if (found) return found;
  const known = Object.keys(model.presets);
  throw new UserError(
    `${model.title} has no convention "${name}"${didYouMean(name, known) || `; it has ${known.join(", ")}`}`,
  );
}

function choices(model: Model, pairs: readonly (readonly [string, string])[]): Convention {
  return Object.fromEntries(
    pairs.map(([option, choice]) => {
      const known = Object.hasOwn(model.choices, option) ? model.choices[option] : undefined;
      if (!known)
        throw new UserError(`${model.title} has no option "${option}"${hint(option, model.choices)}`);
      if (!Object.hasOwn(known, choice))
        throw new UserError(`${option} can't be "${choice}"${hint(choice, known)}`);
      return [option, choice] as const;
    }),
  );
}

const hint = (typed: string, known: Readonly<Record<string, unknown>>): string =>
  didYouMean(typed, Object.keys(known)) || `; it is one of ${Object.keys(known).join(", ")}`;
