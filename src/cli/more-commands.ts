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
  cli
    .command("vanishing [exercise]")
    .description(
      "how gradients vanish or explode on their way back, drawn and in numbers (--format svg: a picture)",
    )
    .option("--steps <T>", "how many steps (30, or the exercise's own)")
    .option("--w <number...>", "the linear RNN of one unit with these weights: --w 0.5 1 1.5")
    .option("--singular-values <list...>", "an RNN whose matrix has these: 1.1,0.9,0.5")
    .option("--models <list...>", "drawn at random, side by side (rnn,lstm,gru)")
    .option("--hidden <n>", "units of a drawn model (16)")
    .option("--seed <n>", "what it is drawn from (1)")
    .option("--keep <bias>", "how far gates start towards keeping the state (1)")
    .option("--clip <length>", "shorten the gradient wherever it gets longer")
    .action(async (name: string | undefined, _, command: Command) => {
      const { vanishingCommand } = await import("./more.ts");
      await vanishingCommand(desk, name, command.optsWithGlobals());
    });
  cli
    .command("sweep <exercise> [line]")
    .description(
      "a gate held at 0, at 1 and between: what becomes of the state (z_t of a GRU, f_t of an LSTM)",
    )
    .option("--points <n>", "how many values from 0 to 1 (11)")
    .action(async (name: string, line: string | undefined, _, command: Command) => {
      const { sweepCommand } = await import("./more.ts");
      await sweepCommand(desk, name, line, command.optsWithGlobals());
    });
}
