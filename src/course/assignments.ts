import type { ModelName } from "../models/index.ts";
import { didYouMean } from "../text/nearest.ts";
import { readQuantity } from "../text/read-number.ts";
import { UserError } from "../text/user-error.ts";
import { inputKeys } from "./input-keys.ts";
import { canonicalKey } from "./keys.ts";
import type { Given, Quantity } from "./quantity.ts";

/** Reads `x_t=[1,2]` and the like, later ones over earlier ones. @throws UserError naming the quantity */
export function readAssignments(texts: readonly string[], model: ModelName): Given {
  if (texts.length === 0) return new Map();
  const inputs = inputKeys(model);
  const keys = inputs.map(({ key }) => key);
  const given = new Map<string, Quantity>();
  for (const text of texts) {
    const at = text.indexOf("=");
    if (at < 1) throw new UserError(`--set takes key=value, as in --set x_t=1,2; "${text}" is not that`);
    const typed = text.slice(0, at).trim();
    const key = canonicalKey(typed, model, keys);
    if (!key) throw new UserError(`--set ${typed}: unknown key${didYouMean(typed, keys)}`);
    const rank = inputs.find((input) => input.key === key)?.rank;
    const read = readQuantity(text.slice(at + 1), rank);
    if ("problem" in read) throw new UserError(`--set ${typed}: ${read.problem}`);
    given.set(key, { value: read.value, typed });
  }
  return given;
}
