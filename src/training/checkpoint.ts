import type { Tensor } from "../linalg/tensor.ts";
import { sameShape, showShape } from "../linalg/tensor.ts";
import { bytesOf } from "../text/open-file.ts";
import { UserError } from "../text/user-error.ts";
import type { Moments } from "./adam.ts";
import { writeAtomically } from "./atomic-file.ts";
import { type Config, configIn, described, metadataOf } from "./config.ts";
import { type Layout, tensorsOf, vectorOf } from "./layout.ts";
import { noProgress, type Progress, progressIn, progressWords } from "./progress.ts";
import { decode } from "./safetensors/decode.ts";
import type { DtypeName } from "./safetensors/dtypes.ts";
import { encode, type Stored } from "./safetensors/encode.ts";

/** A trained model: what it is, and its best weights. */
export interface Trained {
  readonly config: Config;
  readonly weights: Float64Array;
  readonly progress: Progress;
}

/** All that training goes on from. */
export interface Checkpoint {
  readonly config: Config;
  readonly progress: Progress;
  /** The weights that were best on held-out sentences. */
  readonly best: Float64Array;
  /** The weights of the last step. */
  readonly weights: Float64Array;
  readonly moments: Moments;
}

/** Which parameters a configuration has. */
export type LayoutFor = (config: Config) => Layout;

const LARGEST = 200_000_000;

/** The best weights have their own names, as every reader of the format finds them; the rest is ours alone. */
const sections = { weights: "training.weights.", m: "training.m.", v: "training.v." } as const;

/** @throws UserError where the file can't be written; the one that was there stays */
export function writeCheckpoint(path: string, checkpoint: Checkpoint, layout: Layout): void {
  const { config, progress, best, weights, moments } = checkpoint;
  const under = (prefix: string, all: Float64Array) =>
    [...tensorsOf(layout, all)].map(([key, tensor]) => [prefix + key, tensor] as const);
  const tensors = new Map([
    ...under("", best),
    ...under(sections.weights, weights),
    ...under(sections.m, moments.m),
    ...under(sections.v, moments.v),
  ]);
  writeAtomically(path, encode({ tensors, metadata: { ...metadataOf(config), ...progressWords(progress) } }));
}

/** The best weights alone, as small numbers where that is asked for. */
export const weightsFile = ({ config, weights, progress }: Trained, layout: Layout, dtype: DtypeName) =>
  encode(
    {
      tensors: tensorsOf(layout, weights),
      metadata: { ...metadataOf(config), ...progressWords({ ...noProgress(), best: progress.best }) },
    },
    () => dtype,
  );

/** @throws UserError where the file is no sound model */
export function readTrained(path: string, layoutFor: LayoutFor): Trained {
  const { config, stored, layout } = opened(path, layoutFor);
  return {
    config,
    weights: section(stored, "", layout, { path, config }),
    progress: progressIn(stored.metadata, path),
  };
}

/** @throws UserError where the file is no sound checkpoint */
export function readCheckpoint(path: string, layoutFor: LayoutFor): Checkpoint {
  const { config, stored, layout } = opened(path, layoutFor);
  if (![...stored.tensors.keys()].some((name) => name.startsWith(sections.weights)))
    throw new UserError(
      `${path} holds a finished model, which can't be trained on: its training state is not there`,
    );
  const of = (prefix: string) => section(stored, prefix, layout, { path, config });
  const progress = progressIn(stored.metadata, path);
  return {
    ...{ config, progress },
    best: of(""),
    weights: of(sections.weights),
    moments: { m: of(sections.m), v: of(sections.v), steps: progress.step },
  };
}

function opened(path: string, layoutFor: LayoutFor) {
  const stored = decode(bytesOf(path, "a model", LARGEST), path);
  const config = configIn(stored.metadata, path);
  const layout = layoutFor(config);
  const known = new Set(layout.parts.map(({ key }) => key));
  for (const name of stored.tensors.keys())
    if (!known.has(name.replace(/^training\.\w+\./, "")))
      throw new UserError(`${path} holds ${JSON.stringify(name)}, which ${ofModel(config)} has not`);
  return { stored, config, layout };
}

const ofModel = (config: Config): string => `the model that its metadata names (${described(config)})`;

interface Where {
  readonly path: string;
  readonly config: Config;
}

/** The parameters under one prefix, each there, of its shape, and finite. */
function section({ tensors }: Stored, prefix: string, layout: Layout, where: Where): Float64Array {
  const found = layout.parts.map(({ key, shape }): [string, Tensor] => {
    const name = prefix + key;
    const tensor = tensors.get(name);
    if (!tensor) throw new UserError(`${where.path} has no ${name}, which ${ofModel(where.config)} needs`);
    if (!sameShape(tensor.shape, shape))
      throw new UserError(
        `${where.path} holds ${name} as ${showShape(tensor.shape)}; ${ofModel(where.config)} takes ${showShape(shape)}`,
      );
    const lost = tensor.data.find((x) => !Number.isFinite(x));
    if (lost !== undefined)
      throw new UserError(`${where.path} holds ${lost} among the numbers of ${name}; they must be finite`);
    return [key, tensor];
  });
  return vectorOf(layout, new Map(found));
}
