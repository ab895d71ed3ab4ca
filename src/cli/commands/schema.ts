import { readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../../text/nearest.ts";
import { UserError } from "../../text/user-error.ts";

const names = ["exercise", "run", "check", "class", "expand", "sweep", "vanishing", "seq2seq"];

/** `rnn-tutor schema exercise|run|…`: the JSON Schema as the build generated it. */
export function schemaText(folder: string, name: string): string {
  if (!names.includes(name))
    throw new UserError(
      `there is no schema "${name}"${didYouMean(name, names) || `; there are ${names.join(", ")}`}`,
    );
  return readFileSync(join(folder, `${name}.json`), "utf8");
}
