import type { Command } from "commander";
import type { Desk, Flags } from "./desk.ts";

// Declared here, loaded when they are asked for: see more.ts.

/** The commands beyond the question and its working. */
export function declareMore(cli: Command, desk: Desk): void {
  cli
    .command("diagram <model>")
    .description("the model drawn from its own graph: rnn, lstm, gru …")
    .action(async (name: string, _, command: Command) => {
      const { diagramCommand } = await import("./more.ts");
      await diagramCommand(desk, name, command.optsWithGlobals<Flags>());
    });
  cli
    .command("expand [exercise]")
    .description("the linear RNN multiplied out over any number of steps, with its derivatives")
    .option("--steps <T>", "so many steps, with inputs of 1 (the exercise's own steps and inputs)")
    .option("--w <number...>", "the weights whose numbers are shown (0.5 1 1.5)")
    .action(async (name: string | undefined, _, command: Command) => {
      const { expandCommand } = await import("./more.ts");
      await expandCommand(desk, name, command.optsWithGlobals());
    });
}
