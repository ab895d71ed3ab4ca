import { readAssignments } from "../course/assignments.ts";
import { type Entry, type Exercise, isConcept, type Question } from "../course/exercise.ts";
import type { Given } from "../course/quantity.ts";
import { type Changes, run } from "../course/run.ts";
import { findEntry, shippedEntries, shippedQuestion } from "../course/shipped.ts";
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

type Show = (report: Report, flags: Flags, format?: Format) => Promise<void>;

interface Outside {
  /** The folder where the build put the course. */
  readonly course: string;
  /** Runs a command line at a desk. */
  readonly run: (desk: Desk, argv: readonly string[]) => Promise<unknown>;
  /** Words beside exercises that may be meant by an unknown one. */
  readonly words: readonly string[];
}

/** How deep pages may stand in pages; deeper, one shows itself. */
const DEEPEST = 3;

/** What commands need from the outside: the course, the user's files, and where reports go. */
export class Desk {
  readonly #outside: Outside;
  readonly #depth: number;
  readonly show: Show;
  /** 1 where a command has found something that is not right, though nothing went wrong; 2 where it found nothing. */
  exitCode: 0 | 1 | 2 = 0;

  constructor(outside: Outside, show: Show = printed, depth = 0) {
    this.#outside = outside;
    this.#depth = depth;
    this.show = show;
  }

  /** Whether the page is made to stand in another one: nobody can be asked. */
  get isInside(): boolean {
    return this.#depth > 0;
  }

  entries(): Entry[] {
    return shippedEntries(this.#outside.course);
  }

  /** A file where it looks like one, a question of the course otherwise; with the numbers of --variant. */
  async question(target: string, flags: Flags = {}): Promise<Question> {
    const question = await this.#found(target);
    const { variant, level, params, convention } = flags;
    if (variant === undefined && level === undefined) return question;
    if (variant === undefined)
      throw new UserError(
        "--level goes with --variant 7, or with practice: it says how hard the numbers are",
      );
    if (params !== undefined)
      throw new UserError("--variant and --params both bring all the numbers; leave one of them out");
    if (isConcept(question))
      throw new UserError(`${question.id} has no numbers to vary; rnn-tutor practice lists what has`);
    const { readVariant, variantOf } = await import("../course/variant/variant.ts");
    return variantOf(question, readVariant(variant, level), convention, run);
  }

  async #found(target: string): Promise<Question> {
    const entry = findEntry(this.entries(), target);
    if (entry) return shippedQuestion(this.#outside.course, entry);
    if (target === "-" || /[/\\]|\.(ya?ml|json)$/i.test(target)) {
      const { readQuestionFile } = await import("../course/read-file.ts");
      return readQuestionFile(target);
    }
    const names = this.entries().flatMap(({ id, alias, name }) => [id, alias ?? name]);
    const hint = didYouMean(target, [...names, ...this.#outside.words]);
    throw new UserError(`there is no exercise "${target}"${hint || "; rnn-tutor list shows them"}`);
  }

  /** A question that a model works. */
  async exercise(target: string, flags: Flags = {}): Promise<Exercise> {
    const question = await this.question(target, flags);
    if (!isConcept(question)) return question;
    throw new UserError(
      `${question.id} has no numbers of its own; rnn-tutor explain ${target} answers it, and rnn-tutor list shows exercises with numbers`,
    );
  }

  /** For what is no report: a schema, a script for a shell. */
  print(text: string): void {
    if (this.#depth > 0) return;
    write(1, text);
  }

  /** The report that a command line makes, instead of its page. */
  async reportOf(argv: readonly string[]): Promise<Report> {
    if (this.#depth === DEEPEST) throw new UserError(`rnn-tutor ${argv.join(" ")} shows itself`);
    const reports: Report[] = [];
    const collect: Show = async (report) => void reports.push(report);
    const desk = new Desk(this.#outside, collect, this.#depth + 1);
    await this.#outside.run(desk, argv);
    if (!reports[0]) throw new UserError(`rnn-tutor ${argv.join(" ")} has no page to show`);
    return reports[0];
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
}

/** Prints a report in the format that was asked for. */
const printed: Show = async (report, flags, format) => {
  write(1, await render(report, format ?? runOptions(flags).format, flags));
};

async function parametersIn(path: string, exercise: Exercise): Promise<Given> {
  const { readParameterFile } = await import("../course/read-file.ts");
  return readParameterFile(path, exercise.file.model);
}
