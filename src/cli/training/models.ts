import { readdirSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../../text/nearest.ts";
import { UserError } from "../../text/user-error.ts";
import { readTrained, type Trained } from "../../training/checkpoint.ts";
import { layoutFor } from "../../training/model.ts";

const folder = join(__dirname, "weights");
const ENDING = ".safetensors";

/** The models that come with the program, by name. */
export const shippedModels = (): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length));

/** A model by its file, or one that comes with the program by its name. @throws UserError */
export function modelIn(named: string): Trained {
  const shipped = shippedModels();
  if (shipped.includes(named)) return readTrained(join(folder, named + ENDING), layoutFor);
  if (named !== "" && !/[/\\.]/.test(named))
    throw new UserError(
      `there is no model "${named}"${didYouMean(named, shipped) || `; name a file, or one of ${shipped.join(", ")}`}`,
    );
  return readTrained(named, layoutFor);
}
