import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { type Concept, isConcept } from "../course/exercise.ts";
import { UserError } from "../text/user-error.ts";
import { commandNames } from "./command-names.ts";
import { homeReport } from "./commands/home.ts";
import { listReport } from "./commands/list.ts";
import { runReport } from "./commands/run.ts";
import { schemaText } from "./commands/schema.ts";
import { Desk, type Flags } from "./desk.ts";
import { formats, runOptions } from "./options.ts";
import { conceptReport } from "./pages/concept.ts";

declare const VERSION: string;

const EXAMPLES = `
Examples:
  rnn-tutor gru                                the question
  rnn-tutor gru --step                         worked line by line
  rnn-tutor gru --step=fine                    down to each multiplication
  rnn-tutor gru --step --set x_t=1,-1/2        with another input
  rnn-tutor gru --variant 7                    with drawn ones, the same everywhere
  rnn-tutor lstm --step --convention pytorch   as PyTorch computes it
  rnn-tutor ./my-exercise.yaml --step          your own exercise
  rnn-tutor gru --json | jq .values.h_t        every number, in full precision
`;

const WORDS =
  "list explain hint practice equations diagram gradient expand vanishing sweep seq2seq train lesson export course schema completion help".split(
    " ",
  );

/** Declares the commands and runs the one that is asked for. Resolves to the exit code. */
export async function program(argv: readonly string[]): Promise<number> {
  const desk = new Desk({ course: join(__dirname, "course"), run: runAt, words: WORDS });
  const failed = await runAt(desk, argv);
  return failed || desk.exitCode;
}

async function runAt(desk: Desk, argv: readonly string[]): Promise<number> {
  const cli = await declared(desk, argv);
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

async function declared(desk: Desk, argv: readonly string[]): Promise<Command> {
  const cli = new Command("rnn-tutor")
    .description("Works RNN, LSTM and GRU exercises line by line, the way a student writes them.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .argument("[exercise]", "a number or alias of the course (see list), or a file")
    .option("--step [detail]", "work it out: every written line, or --step=fine for every multiplication")
    .option("--set <key=value...>", "replace a quantity: x_t=1,2  W_z=[[1,2],[3,4]]  b_z=1/3,−0.5")
    .option("--params <file>", "replace quantities by those of a YAML or JSON file (- for standard input)")
    .option("--variant <number>", "other numbers for the exercise, the same ones everywhere: --variant 7")
    .option("--level <level>", "how hard those are: easy, normal or hard (normal)")
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
    .configureOutput({ writeOut: (s) => desk.print(s), writeErr: () => {} })
    .action((target: string | undefined, flags: Flags) => main(desk, target, flags));
  if (concerns(argv, ["list", "schema"])) declareSmall(cli, desk);
  if (concerns(argv, commandNames)) {
    const { declareMore } = await import("./more-commands.ts"); // it takes as long as a small exercise
    declareMore(cli, desk);
  }
  return cli;
}

/** Whether a command line may be about one of these commands, or about all of them. */
const concerns = (argv: readonly string[], commands: readonly string[]): boolean =>
  argv.some((word) => commands.includes(word) || /^(-h|--help|help|complete|completion)$/.test(word));

/** The commands that need nothing but the course's list, and what a shell completes. */
function declareSmall(cli: Command, desk: Desk): void {
  cli
    .command("list")
    .description("every exercise of the course")
    .action((_, command: Command) => desk.show(listReport(desk.entries()), command.optsWithGlobals()));
  cli
    .command("schema <name>")
    .description("the JSON Schema of an exercise file or of --json output: exercise, run, check, class")
    .action((name: string) => desk.print(schemaText(join(__dirname, "schema"), name)));
  cli
    .command("completion <shell>")
    .description("a completion script: bash, zsh or fish")
    .action(async (shell: string) => {
      const { completionScript } = await import("./completion.ts");
      desk.print(completionScript(shell));
    });
  cli
    .command("complete", { hidden: true })
    .argument("[words...]")
    .allowUnknownOption()
    .action(async (words: string[]) => {
      const { completions } = await import("./completion.ts");
      desk.print(completions(cli, desk.entries(), words));
    });
}

async function main(desk: Desk, target: string | undefined, flags: Flags): Promise<void> {
  const stray = flags.set?.filter((text) => !text.includes("=")) ?? [];
  const set = flags.set?.filter((text) => text.includes("=")) ?? [];
  const named = target ?? stray.shift();
  if (named === undefined) {
    const about = [flags.step, flags.params, flags.variant, flags.level];
    if (about.some((given) => given !== undefined) || set.length + stray.length > 0)
      throw new UserError("name an exercise; rnn-tutor list shows them");
    return desk.show(homeReport(desk.entries(), VERSION), flags);
  }
  const options = runOptions(flags);
  const question = await desk.question(named, flags);
  if (isConcept(question)) return concept(desk, question, named, flags);
  const changes = await desk.changes({ ...flags, set: [...set, ...stray] }, question);
  await desk.show(runReport(question, named, changes, options), flags, options.format);
}

async function concept(desk: Desk, question: Concept, named: string, flags: Flags): Promise<void> {
  if (flags.step === undefined) {
    const from = question.concept["probes-of"];
    const probes = from === undefined ? [] : ((await desk.exercise(from)).file.probes ?? []);
    const asked = probes.map(({ question: text }) => text);
    return desk.show(conceptReport(question, named, asked), flags, runOptions(flags).format);
  }
  const { explainCommand } = await import("./commands/explain.ts");
  await explainCommand(desk, named, flags);
}

/** `--step` takes `fine`, a step's number for seq2seq, and nothing else: `--step gru` still names the exercise. */
function stepJoined(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  const isStep = (i: number): boolean => argv[i] === "--step" && (end < 0 || i < end);
  const hasNumbers = argv.slice(0, end < 0 ? undefined : end).includes("seq2seq");
  const isDetail = (word: string | undefined): boolean =>
    word === "fine" || word === "lines" || (hasNumbers && /^[+-]?\d[\d.]*$/.test(word ?? ""));
  return argv.flatMap((word, i) => {
    if (isStep(i)) return [`--step=${isDetail(argv[i + 1]) ? argv[i + 1] : "lines"}`];
    return i > 0 && isStep(i - 1) && isDetail(word) ? [] : [word];
  });
}
