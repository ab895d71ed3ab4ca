import { type AttentionName, attentions } from "../models/characters.ts";
import { type RecurrentName, recurrent } from "../models/index.ts";
import { UserError } from "../text/user-error.ts";

const cells = Object.keys(recurrent) as RecurrentName[];

/** What is trained, and how: the same again gives the same numbers. */
export interface Config {
  readonly cell: RecurrentName;
  readonly attention: AttentionName;
  /** Units of the encoder, and of the decoder. */
  readonly hidden: number;
  /** Characters of the longest text. */
  readonly length: number;
  /** Sentences a step: an even number, as it is halved. */
  readonly batch: number;
  readonly lr: number;
  /** The longest gradient. */
  readonly clip: number;
  readonly seed: number;
}

export const defaults: Config = {
  cell: "gru",
  attention: "dot",
  hidden: 32,
  length: 24,
  batch: 32,
  lr: 0.01,
  clip: 1,
  seed: 1,
};

/** A field of the configuration: what it takes in words, and its value where a text is one. */
interface Field<T> {
  readonly takes: string;
  read(text: string): T | undefined;
}

const oneOf = <T extends string>(choices: readonly T[]): Field<T> => ({
  takes: `one of ${choices.join(", ")}`,
  read: (text) => choices.find((choice) => choice === text.toLowerCase()),
});

const whole = (least: number, most: number, every = 1): Field<number> => ({
  takes: `${every === 1 ? "a whole" : "an even"} number from ${least} to ${most}`,
  read(text) {
    const value = Number(text);
    return /^\d{1,15}$/.test(text) && value >= least && value <= most && value % every === 0
      ? value
      : undefined;
  },
});

const upTo = (most: number): Field<number> => ({
  takes: `a number above 0, at most ${most}`,
  read(text) {
    const value = Number(text);
    return /^\d*\.?\d+(e-?\d+)?$/i.test(text) && value > 0 && value <= most ? value : undefined;
  },
});

/** What each field may be; not all of them at their largest are bearable together. */
export const fields: { readonly [K in keyof Config]: Field<Config[K]> } = {
  cell: oneOf(cells),
  attention: oneOf(attentions),
  hidden: whole(1, 256),
  length: whole(4, 64),
  batch: whole(2, 256, 2),
  lr: upTo(10),
  clip: upTo(1e6),
  seed: whole(0, 2 ** 32 - 1),
};

const names = Object.keys(fields) as (keyof Config)[];

/** What a configuration is for, in the metadata: files of another program have other words, or none. */
const MADE = { "rnn-tutor": "case 1" } as const;

export const metadataOf = (config: Config): Readonly<Record<string, string>> => ({
  ...MADE,
  ...Object.fromEntries(names.map((name) => [name, String(config[name])])),
});

/** The configuration in a file's metadata. @throws UserError naming the file and what is not right */
export function configIn(metadata: Readonly<Record<string, string>>, file: string): Config {
  if (metadata["rnn-tutor"] !== MADE["rnn-tutor"])
    throw new UserError(`${file} is no model of rnn-tutor train: its metadata does not say so`);
  const found = (name: keyof Config): Config[keyof Config] => {
    const text = Object.hasOwn(metadata, name) ? metadata[name] : undefined;
    const value = text === undefined ? undefined : fields[name].read(text);
    if (value !== undefined) return value;
    const has = text === undefined ? "is not there" : `is ${JSON.stringify(text.slice(0, 40))}`;
    throw new UserError(`${file} has wrong metadata: ${name} ${has}; it is ${fields[name].takes}`);
  };
  return Object.fromEntries(names.map((name) => [name, found(name)])) as unknown as Config;
}

/** `GRU, dot attention, 32 units` */
export const described = ({ cell, attention, hidden }: Config): string =>
  `${cell.toUpperCase()}, ${attention === "none" ? "no" : attention} attention, ${hidden} units`;
