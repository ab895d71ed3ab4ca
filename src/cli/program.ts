import { join } from "node:path";
import { Command, CommanderError } from "commander";
import type { Entry, Exercise } from "../course/exercise.ts";
import { findEntry, shippedEntries, shippedExercise } from "../course/shipped.ts";
import type { Report } from "../report/report.ts";
import { didYouMean } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { homeReport } from "./commands/home.ts";
import { listReport } from "./commands/list.ts";
import { runReport } from "./commands/run.ts";
import { schemaText } from "./commands/schema.ts";
import { type Format, formats, type RunFlags, runOptions } from "./options.ts";
import { write } from "./output.ts";
import { render } from "./render.ts";

declare const VERSION: string;

const COURSE = join(__dirname, "course");

interface Flags extends RunFlags {
  readonly color?: boolean;
  readonly ascii?: boolean;
}

const EXAMPLES = `
Examples:
  rnn-tutor gru                                the question
  rnn-tutor gru --step                         worked line by line
  rnn-tutor gru --step=fine                    down to each multiplication
  rnn-tutor gru --step --set x_t=1,-1/2        with another input
  rnn-tutor lstm --step --convention pytorch   as PyTorch computes it
  rnn-tutor ./my-exercise.yaml --step          your own exercise
  rnn-tutor gru --json | jq .values.h_t        every number, in full precision
`;

/** Declares the commands and runs the one that is asked for. Resolves to the exit code. */
export async function program(argv: readonly string[]): Promise<number> {
  const cli = declared();
  try {
    await cli.parseAsync(stepJoined(argv), { from: "user" });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    throw new UserError(
      error.message.replace(/^error: /, "").replace(/\n\(Did you mean (.*)\?\)/, "; did you mean $1?"),
    );
  }
}

function declared(): Command {
  const cli = new Command("rnn-tutor")
    .description("Works RNN, LSTM and GRU exercises line by line, the way a student writes them.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .argument("[exercise]", "a number or alias of the course (see list), or a file")
    .option("--step [detail]", "work it out: every written line, or --step=fine for every multiplication")
    .option("--set <key=value...>", "replace a quantity: x_t=1,2  W_z=[[1,2],[3,4]]  b_z=1/3,−0.5")
    .option("--params <file>", "replace quantities by those of a YAML or JSON file (- for standard input)")
    .option("--convention <name>", "sheet, cho2014, pytorch, keras, onnx, or choices: update=old,reset=after")
    .option("--digits <n>", "decimals shown (4)")
    .option("--format <format>", `${formats.join(", ")} (table)`)
    .option("--json", "the same as --format json")
    .option("--all", "every unit and every step, however many")
    .option("--ascii", "no Unicode")
    .option("--no-color", "no colours (NO_COLOR is respected too)")
    .addHelpText("after", EXAMPLES)
    .helpCommand("help [command]", "this help, or a command's")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (s) => write(1, s), writeErr: () => {} })
    .action((target: string | undefined, flags: Flags) => main(target, flags));
  cli
    .command("list")
    .description("every exercise of the course")
    .action((_, command: Command) => show(listReport(entries()), command.optsWithGlobals()));
  cli
    .command("schema <name>")
    .description("the JSON Schema of an exercise file or of --json output: exercise, run")
    .action((name: string) => write(1, schemaText(join(__dirname, "schema"), name)));
  cli
    .command("completion <shell>")
    .description("a completion script: bash, zsh or fish")
    .action(async (shell: string) => {
      const { completionScript } = await import("./completion.ts");
      write(1, completionScript(shell));
    });
  cli
    .command("complete", { hidden: true })
    .argument("[words...]")
    .allowUnknownOption()
    .action(async (words: string[]) => {
      const { completions } = await import("./completion.ts");
      write(1, completions(cli, entries(), words));
    });
  return cli;
}

const entries = (): Entry[] => shippedEntries(COURSE);

async function main(target: string | undefined, flags: Flags): Promise<void> {
  const stray = flags.set?.filter((text) => !text.includes("=")) ?? [];
  const set = flags.set?.filter((text) => text.includes("=")) ?? [];
  const named = target ?? stray.shift();
  if (stray.length > 0)
    throw new UserError(`--set takes key=value, as in --set x_t=1,2; "${stray[0]}" is not that`);
  if (named === undefined) {
    if (flags.step !== undefined || flags.params !== undefined || set.length > 0)
      throw new UserError("name an exercise; rnn-tutor list shows them");
    return show(homeReport(entries(), VERSION), flags);
  }
  const options = runOptions(flags);
  const exercise = await exerciseNamed(named);
  if (flags.params === "") throw new UserError("--params takes the name of a file, or - for standard input");
  const fromFile = flags.params !== undefined ? await parametersIn(flags.params, exercise) : undefined;
  await show(runReport(exercise, named, { ...flags, set }, options, fromFile), flags, options.format);
}

/** A file where it looks like one, an exercise of the course otherwise. */
async function exerciseNamed(target: string): Promise<Exercise> {
  const entry = findEntry(entries(), target);
  if (entry) return shippedExercise(COURSE, entry);
  if (target === "-" || /[/\\]|\.(ya?ml|json)$/i.test(target)) {
    const { readExerciseFile } = await import("../course/read-file.ts");
    return readExerciseFile(target);
  }
  const names = entries().flatMap(({ id, alias, name }) => [id, alias ?? name]);
  const hint = didYouMean(target, [...names, "list", "schema", "completion", "help"]);
  throw new UserError(`there is no exercise "${target}"${hint || "; rnn-tutor list shows them"}`);
}

async function parametersIn(path: string, exercise: Exercise) {
  const { readParameterFile } = await import("../course/read-file.ts");
  return readParameterFile(path, exercise.file.model);
}

async function show(report: Report, flags: Flags, format?: Format): Promise<void> {
  write(1, await render(report, format ?? runOptions(flags).format, flags));
}

/** `--step` takes `fine` and nothing else for its detail, so that `--step gru` still names the exercise. */
function stepJoined(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  const isStep = (i: number): boolean => argv[i] === "--step" && (end < 0 || i < end);
  const isDetail = (word: string | undefined): boolean => word === "fine" || word === "lines";
  return argv.flatMap((word, i) => {
    if (isStep(i)) return [`--step=${isDetail(argv[i + 1]) ? argv[i + 1] : "lines"}`];
    return i > 0 && isStep(i - 1) && isDetail(word) ? [] : [word];
  });
}
