import type { Command } from "commander";
import type { GradientFlags } from "./commands/gradient.ts";
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
    .command("gradient <exercise>")
    .description("the loss and its gradients, line by line from the loss backwards")
    .option("--loss <name>", "squared or cross-entropy, against target (--set target=…)")
    .option("--wrt <keys...>", "with respect to these alone: W_hh,h_0")
    .option("--verify", "hold every entry against finite differences")
    .action(async (target: string, _, command: Command) => {
      const { gradientCommand } = await import("./more.ts");
      await gradientCommand(desk, target, command.optsWithGlobals<GradientFlags>());
    });
}
