import type { Task } from "../text/case-change.ts";
import { UserError } from "../text/user-error.ts";

/** Which of the written steps are asked for. @throws UserError where there is no such step */
export function stepIn(
  typed: string | undefined,
  { written }: { readonly written: readonly string[] },
): number | "all" | undefined {
  if (typed === undefined) return undefined;
  if (typed === "lines" || typed === "fine") return "all";
  const step = Number(typed);
  if (/^\d+$/.test(typed) && step >= 1 && step <= written.length) return step;
  throw new UserError(
    `--step can't be "${typed}"; it is a step from 1 to ${written.length}, or nothing for all of them`,
  );
}

/** The sentence as a shell takes it. */
export const quotedForShell = ({ prompt, text }: Task): string =>
  /["$`\\!]/.test(text) ? `'${prompt} ${text.replace(/'/g, "'\\''")}'` : `"${prompt} ${text}"`;
