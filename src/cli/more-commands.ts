import type { Command } from "commander";
import type { Desk, Flags } from "./desk.ts";

// Declared here, loaded when they are asked for: see more.ts.

/** The commands beyond the question and its working. */
export function declareMore(cli: Command, desk: Desk): void {
  cli
    .command("explain <exercise>")
    .description("question, reasoning, live numbers, errata and sources on one page; all for the whole sheet")
    .action(async (name: string, _, command: Command) => {
      const { explainCommand } = await import("./more.ts");
      await explainCommand(desk, name, command.optsWithGlobals<Flags>());
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
    .description("the model drawn from its own graph: rnn, lstm, gru …")
    .action(async (name: string, _, command: Command) => {
      const { diagramCommand } = await import("./more.ts");
      await diagramCommand(desk, name, command.optsWithGlobals<Flags>());
    });
}
