import { readAssignments } from "../course/assignments.ts";
import type { Entry, Exercise } from "../course/exercise.ts";
import type { Given } from "../course/quantity.ts";
import type { Changes } from "../course/run.ts";
import { findEntry, shippedEntries, shippedExercise } from "../course/shipped.ts";
import type { Report } from "../report/report.ts";
import { didYouMean } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { type Format, type RunFlags, runOptions } from "./options.ts";
import { write } from "./output.ts";
import { render } from "./render.ts";

/** The options of every command, as commander hands them over. */
export interface Flags extends RunFlags {
  readonly color?: boolean;
  readonly ascii?: boolean;
}

/** What commands need from the outside: the course, the user's files, and where results go. */
export class Desk {
  readonly #course: string;

  /** `course` is the folder where the build put the course. */
  constructor(course: string) {
    this.#course = course;
  }

  entries(): Entry[] {
    return shippedEntries(this.#course);
  }

  /** A file where it looks like one, an exercise of the course otherwise. `others` are words that could be meant. */
  async exercise(target: string, others: readonly string[] = []): Promise<Exercise> {
    const entry = findEntry(this.entries(), target);
    if (entry) return shippedExercise(this.#course, entry);
    if (target === "-" || /[/\\]|\.(ya?ml|json)$/i.test(target)) {
      const { readExerciseFile } = await import("../course/read-file.ts");
      return readExerciseFile(target);
    }
    const names = this.entries().flatMap(({ id, alias, name }) => [id, alias ?? name]);
    const hint = didYouMean(target, [...names, ...others]);
    throw new UserError(`there is no exercise "${target}"${hint || "; rnn-tutor list shows them"}`);
  }

  /** What --params, --set and --convention put in the place of an exercise's own. */
  async changes(flags: Flags, exercise: Exercise): Promise<Changes> {
    const { params, set = [], convention } = flags;
    const stray = set.find((text) => !text.includes("="));
    if (stray !== undefined)
      throw new UserError(`--set takes key=value, as in --set x_t=1,2; "${stray}" is not that`);
    if (params === "") throw new UserError("--params takes the name of a file, or - for standard input");
    const fromFile = params === undefined ? undefined : await parametersIn(params, exercise);
    const given = [fromFile, readAssignments(set, exercise.file.model)];
    return { given: given.filter((g): g is Given => g !== undefined && g.size > 0), convention };
  }

  async show(report: Report, flags: Flags, format?: Format): Promise<void> {
    write(1, await render(report, format ?? runOptions(flags).format, flags));
  }
}

async function parametersIn(path: string, exercise: Exercise): Promise<Given> {
  const { readParameterFile } = await import("../course/read-file.ts");
  return readParameterFile(path, exercise.file.model);
}
