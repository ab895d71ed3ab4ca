import type { Command } from "commander";
import type { Desk, Flags } from "./desk.ts";

// Declared here, loaded when they are asked for: see more.ts.

/** The commands beyond the question and its working. */
export function declareMore(cli: Command, desk: Desk): void {
  cli
    .command("check <exercise> [answers...]")
    .description(
      "what of your answers is right: check gru z_t=0.535,0.512 h_t=…, or a file, or - for standard input",
    )
    .option("--reveal", "show the right values too")
    .allowUnknownOption() // −0.1 with a hyphen, behind a space
    .action(async (name: string, words: string[], _, command: Command) => {
      const { checkCommand } = await import("./more.ts");
      await checkCommand(desk, name, words, command.optsWithGlobals<Flags & { reveal?: boolean }>());
    });
  cli
    .command("answers <exercise>")
    .description("a form for its answers, to be filled in and checked: answers gru > answers.yaml")
    .action(async (name: string, _, command: Command) => {
      const { answersCommand } = await import("./more.ts");
      await answersCommand(desk, name, command.optsWithGlobals<Flags>());
    });
  cli
    .command("explain <exercise>")
    .description("question, reasoning, live numbers, errata and sources on one page; all for the whole sheet")
    .action(async (name: string, _, command: Command) => {
      const { explainCommand } = await import("./more.ts");
      await explainCommand(desk, name, command.optsWithGlobals<Flags>());
    });
  cli
    .command("equations <exercise>")
    .description(
      "the lines of its model as one writes them, under a convention; --json holds them for numpy too",
    )
    .action(async (name: string, _, command: Command) => {
      const { equationsCommand } = await import("./more.ts");
      await equationsCommand(desk, name, command.optsWithGlobals<Flags>());
    });
  cli
    .command("course")
    .description("about the course itself: course check proves it sound")
    .helpCommand(false)
    .command("check [files...]")
    .description("every question loads, is whole, and has the right numbers; or those of your own files")
    .action(async (files: string[], _, command: Command) => {
      const { courseCheckCommand } = await import("./more.ts");
      await courseCheckCommand(desk, files, command.optsWithGlobals<Flags>());
    });
  cli
    .command("hint <exercise> [what...]")
    .description("a hint, or the one about a quantity: hint gru, hint gru 2, hint gru h_t, hint gru h_t 2")
    .action(async (name: string, what: string[], _, command: Command) => {
      const { hintCommand } = await import("./more.ts");
      await hintCommand(desk, name, what, command.optsWithGlobals<Flags>());
    });
  cli
    .command("diagram <model>")
    .description("the model drawn from its own graph: rnn, lstm, gru …, or that of an exercise or a file")
    .option("--unroll <n>", "over n time steps")
    .option("--values", "the exercise's numbers on the wires")
    .option("--theme <theme>", "the colours of --format svg: auto, light, dark")
    .addHelpText("after", "\n--format also takes svg, mermaid and dot here.")
    .action(async (name: string, _, command: Command) => {
      const { diagramCommand } = await import("./more.ts");
      await diagramCommand(desk, name, command.optsWithGlobals<Flags>());
    });
}
