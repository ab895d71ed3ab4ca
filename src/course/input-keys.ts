import { initialKey, sequenceKey } from "../graph/unroll.ts";
import { type ModelName, models } from "../models/index.ts";
import { eachChoice, givenInputs, isRecurrent } from "../models/model.ts";
import { stackedKeysOf } from "./stacked.ts";

/** A key under which numbers can be given to a model. */
export interface InputKey {
  readonly key: string;
  readonly title: string;
  readonly rank: 0 | 1 | 2;
}

/** What a loss compares the outputs with: the model itself runs without it. */
export const TARGET = "target";
export const TARGET_TITLE = "for the loss: one row a step, or class numbers, counted from 0";

const found = new Map<ModelName, readonly InputKey[]>();

/** Every key that a model takes, whatever its convention, and the stacked ones of the frameworks. */
export function inputKeys(name: ModelName): readonly InputKey[] {
  const keys = found.get(name) ?? keysOfModel(name);
  found.set(name, keys);
  return keys;
}

function keysOfModel(name: ModelName): InputKey[] {
  const keys = new Map<string, InputKey>();
  const put = (key: string, title: string, rank: number) => {
    if (!keys.has(key)) keys.set(key, { key, title, rank: rank as InputKey["rank"] });
  };
  const overTime = isRecurrent(models[name]);
  for (const convention of eachChoice(models[name]))
    for (const { key, title, role, sizes } of givenInputs(models[name], convention)) {
      put(key, title, sizes.length);
      if (overTime && role === "data")
        put(sequenceKey(key), `inputs, one ${sizes.length === 0 ? "" : "row "}a step`, sizes.length + 1);
      if (role === "state")
        put(initialKey(key), `${title.replace("previous", "first")}; zeros where left out`, sizes.length);
    }
  for (const [key, title] of Object.entries(stackedKeysOf(name))) put(key, title, 2);
  put(TARGET, TARGET_TITLE, 2);
  return [...keys.values()];
}
