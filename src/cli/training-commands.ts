import type { Command } from "commander";
import type { Desk } from "./desk.ts";

/** The commands about models that learn their weights. */
export function declareTraining(cli: Command, desk: Desk): void {
  cli
    .command("train <what> [file]")
    .description(
      "train case: the case changer learns its weights here, and they are kept in a safetensors file",
    )
    .option("--cell <name>", "rnn, gru or lstm (gru)")
    .option("--attention <kind>", "none, dot or additive (dot)")
    .option("--hidden <n>", "units of the encoder and of the decoder (32)")
    .option("--length <n>", "characters of the longest text (24)")
    .option("--batch <n>", "sentences a step (32)")
    .option("--steps <n>", "how many steps (1500)")
    .option("--minutes <n>", "stop after so long")
    .option("--lr <rate>", "the learning rate of Adam (0.01)")
    .option("--clip <length>", "the longest gradient (1)")
    .option("--seed <n>", "what all is drawn from (1); the same seed gives the same numbers")
    .option("--workers <n>", "1 or 2, with the same numbers (1)")
    .option("--log <file>", "a JSON line for every step")
    .option("--resume", "go on with the file as if it had never stopped")
    .action(async (what: string, file: string | undefined, _, command: Command) => {
      const { trainCommand } = await import("./commands/train.ts");
      await trainCommand(desk, what, file, command.optsWithGlobals());
    });
  cli
    .command("lesson <name>")
    .description("lesson bottleneck: one vector against attention, both learned here with the same budget")
    .option("--fast", "with models that were trained before: at once")
    .option("--steps <n>", "steps of each (1500)")
    .option("--seed <n>", "what all is drawn from (1)")
    .option("--hidden <n>", "units (32)")
    .option("--length <n>", "characters of the longest text (24)")
    .option("--batch <n>", "sentences a step (32)")
    .option("--workers <n>", "1 or 2, with the same numbers (1)")
    .addHelpText("after", "\n--format also takes svg here.")
    .action(async (name: string, _, command: Command) => {
      const { lessonCommand } = await import("./commands/lesson.ts");
      await lessonCommand(desk, name, command.optsWithGlobals());
    });
  cli
    .command("export <model>")
    .description(
      "a trained model as a script for numpy or PyTorch, its weights beside it: the same outputs there",
    )
    .option("--output <file.py>", "the script's name")
    .addHelpText("after", "\n--format takes numpy (where nothing is said) and pytorch here.")
    .action(async (name: string, _, command: Command) => {
      const { exportCommand } = await import("./commands/export.ts");
      await exportCommand(desk, name, command.optsWithGlobals());
    });
}
