import type * as z from "zod/mini";
import { type ModelName, models } from "../models/index.ts";
import { didYouMean } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { conceptSchema } from "./concept-schema.ts";
import { inputKeys } from "./input-keys.ts";
import type { Located, Path } from "./locate.ts";
import { exerciseSchema } from "./schema.ts";

type Issue = z.core.$ZodIssue;

/** The first thing that a schema refuses, at its place: which quantity, what is wrong, and the nearest word. */
export function explained(
  issues: readonly Issue[],
  located: Located,
  spelled: Readonly<Record<string, string>>,
  model: ModelName | undefined,
): UserError {
  const issue = innermost(issues[0]);
  const typed = (path: Path): Path =>
    path.map((step) => (Object.hasOwn(spelled, step) ? spelled[step as string] : step));
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0];
    const known = knownUnder(issue.path, model);
    const hint = known.includes(key) ? "; it belongs under parameters" : didYouMean(key, known);
    return new UserError(
      `unknown key ${JSON.stringify(key)}${hint}`,
      located.place(typed([...issue.path, key]), "key"),
    );
  }
  const message = [nameOf(typed(issue.path)), said(issue, located.data)].filter(Boolean).join(" ");
  return new UserError(message, located.place(typed(issue.path)));
}

/** Of a choice between schemas, what the one says that was meant: the one that got furthest. */
function innermost(issue: Issue): Issue {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const branch = issue.errors.find(([first]) => first.code !== "invalid_type" || first.path.length > 0);
  if (!branch) return issue;
  return innermost({ ...branch[0], path: [...issue.path, ...branch[0].path] });
}

/** The keys that may stand at a place; `model` is undefined in a question without one. */
function knownUnder(path: Path, model: ModelName | undefined): readonly string[] {
  if (model === undefined)
    return path.length > 0 ? ["show", "section", "only"] : Object.keys(conceptSchema.shape);
  const last = path.at(-1);
  const inputs = inputKeys(model).map(({ key }) => key);
  if (last === "parameters" || last === "set") return inputs;
  if (last === "convention") return ["preset", ...Object.keys(models[model].choices)];
  return path.length > 0 ? [] : [...Object.keys(exerciseSchema(model).shape), ...inputs];
}

/** `parameters.W_z[0][1]` → `W_z`: the entry is told in words. */
function nameOf(path: Path): string {
  const names = path.filter((step) => typeof step === "string");
  return names[0] === "parameters" ? String(names[1] ?? names[0]) : names.join(".");
}

function said(issue: Issue, data: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined && lacks(data, issue.path)
        ? "is missing"
        : `must be ${kind(issue.expected)}`;
    case "invalid_value":
      return `must be ${issue.values.join(", ")}`;
    case "invalid_union":
      return "must be a text or a mapping";
    case "too_small":
      return Number(issue.minimum) <= 1 && issue.origin !== "number"
        ? "is empty"
        : `must be at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `is longer than ${issue.maximum} characters`
        : `must be at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  array: "a list",
  object: "a mapping of keys to values",
  int: "a whole number",
  number: "a number",
};

const kind = (expected: string): string => kinds[expected] ?? `of the type ${expected}`;

function lacks(data: unknown, path: Path): boolean {
  let inner = data as Record<PropertyKey, unknown> | undefined;
  for (const step of path.slice(0, -1)) inner = inner?.[step] as typeof inner;
  return inner === undefined || inner === null || !Object.hasOwn(inner, path.at(-1) as PropertyKey);
}
