import type { Command } from "commander";
import type { Desk, Flags } from "./desk.ts";

// Declared here, loaded when they are asked for: see more.ts.

/** The commands beyond the question and its working. */
export function declareMore(cli: Command, desk: Desk): void {
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
  cli
    .command("seq2seq [sentence...]")
    .description('an encoder-decoder that changes the case: seq2seq "<U> I am a student"')
    .option("--no-attention", "the last state alone, in as many units: where it must fail")
    .option("--transformer", "positions in the place of recurrence")
    .option("--hidden <n>", "units without attention (32)")
    .option("--part <letter>", "a part of question 4.1, answered with this sentence: a to e")
    .action(async (words: string[], _, command: Command) => {
      const { seq2seqCommand } = await import("./more.ts");
      await seq2seqCommand(desk, words, command.optsWithGlobals<Flags>());
    });
}
