import type { Command } from "commander";
import type { CheckFlags } from "./commands/check.ts";
import type { GradientFlags } from "./commands/gradient.ts";
import type { Desk, Flags } from "./desk.ts";
import type { PracticeFlags } from "./practice/plan.ts";
import { declareTraining } from "./training-commands.ts";

// Declared here, loaded when they are asked for: the build makes a bundle of each import().

/** The commands beyond the question and its working. */
export function declareMore(cli: Command, desk: Desk): void {
  cli
    .command("check <exercise> [answers...]")
    .description(
      "what of your answers is right: typed as z_t=0.535,0.512, in a file (- for standard input) or the files of a class, or asked one by one",
    )
    .option("--reveal", "show the right values too")
    .option("--watch", "check a file again whenever it is saved")
    .option("--loss <loss>", "of the gradients, where d_W_hh is answered: squared or cross-entropy")
    .option("--restart", "without answers: ask from the beginning, not where you left")
    .allowUnknownOption() // −0.1 with a hyphen, behind a space
    .action(async (name: string, words: string[], _, command: Command) => {
      const { checkCommand } = await import("./commands/check.ts");
      await checkCommand(desk, name, words, command.optsWithGlobals<CheckFlags>());
    });
  cli
    .command("practice [exercise]")
    .description("variants of an exercise, one after the other, asked and judged here; alone: what there is")
    .option("--seed <n>", "the row of variants; the same one brings the same row")
    .option("--count <n>", "so many questions (until you quit)")
    .option("--progress", "what you have practised")
    .addHelpText("after", "\n--level makes it easy, normal or hard; --variant 7 practises that one.")
    .action(async (name: string | undefined, _, command: Command) => {
      const { practiceCommand } = await import("./commands/practice.ts");
      await practiceCommand(desk, name, command.optsWithGlobals<PracticeFlags>());
    });
  cli
    .command("answers <exercise>")
    .description("a form for its answers, to be filled in and checked: answers gru > answers.yaml")
    .action(async (name: string, _, command: Command) => {
      const { answersCommand } = await import("./commands/answers.ts");
      await answersCommand(desk, name, command.optsWithGlobals<Flags>());
    });
  cli
    .command("explain <exercise>")
    .description("question, reasoning, live numbers, errata and sources on one page; all for the whole sheet")
    .action(async (name: string, _, command: Command) => {
      const { explainCommand } = await import("./commands/explain.ts");
      await explainCommand(desk, name, command.optsWithGlobals<Flags>());
    });
  cli
    .command("equations <exercise>")
    .description(
      "the lines of its model as one writes them, under a convention; --json holds them for numpy too",
    )
    .action(async (name: string, _, command: Command) => {
      const { equationsCommand } = await import("./commands/equations.ts");
      await equationsCommand(desk, name, command.optsWithGlobals<Flags>());
    });
  cli
    .command("course")
    .description("about the course itself: course check proves it sound")
    .helpCommand(false)
    .command("check [files...]")
    .description("every question loads, is whole, and has the right numbers; or those of your own files")
    .action(async (files: string[], _, command: Command) => {
      const { courseCheckCommand } = await import("./commands/course-check.ts");
      await courseCheckCommand(desk, files, command.optsWithGlobals<Flags>());
    });
  cli
    .command("hint <exercise> [what...]")
    .description("a hint, or the one about a quantity: hint gru, hint gru 2, hint gru h_t, hint gru h_t 2")
    .action(async (name: string, what: string[], _, command: Command) => {
      const { hintCommand } = await import("./commands/hint.ts");
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
      const { diagramCommand } = await import("./commands/diagram.ts");
      await diagramCommand(desk, name, command.optsWithGlobals<Flags>());
    });
  cli
    .command("gradient <exercise>")
    .description("the loss and its gradients, line by line from the loss backwards")
    .option("--loss <name>", "squared or cross-entropy, against target (--set target=…)")
    .option("--wrt <keys...>", "with respect to these alone: W_hh,h_0")
    .option("--verify", "hold every entry against finite differences")
    .action(async (target: string, _, command: Command) => {
      const { gradientCommand } = await import("./commands/gradient.ts");
      await gradientCommand(desk, target, command.optsWithGlobals<GradientFlags>());
    });
  cli
    .command("expand [exercise]")
    .description("the linear RNN multiplied out over any number of steps, with its derivatives")
    .option("--steps <T>", "so many steps, with inputs of 1 (the exercise's own steps and inputs)")
    .option("--w <number...>", "the weights whose numbers are shown (0.5 1 1.5)")
    .action(async (name: string | undefined, _, command: Command) => {
      const { expandCommand } = await import("./commands/expand.ts");
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
      const { vanishingCommand } = await import("./commands/vanishing.ts");
      await vanishingCommand(desk, name, command.optsWithGlobals());
    });
  cli
    .command("sweep <exercise> [line]")
    .description(
      "a gate held at 0, at 1 and between: what becomes of the state (z_t of a GRU, f_t of an LSTM)",
    )
    .option("--points <n>", "how many values from 0 to 1 (11)")
    .action(async (name: string, line: string | undefined, _, command: Command) => {
      const { sweepCommand } = await import("./commands/sweep.ts");
      await sweepCommand(desk, name, line, command.optsWithGlobals());
    });
  cli
    .command("class-run")
    .description("question 2.3: the numpy class completed, and run over three inputs with its shapes")
    .action(async (_, command: Command) => {
      const { classRunCommand } = await import("./commands/class-run.ts");
      await classRunCommand(desk, command.optsWithGlobals<Flags>());
    });
  cli
    .command("seq2seq [sentence...]")
    .description('an encoder-decoder that changes the case: seq2seq "<U> I am a student"')
    .option("--no-attention", "the last state alone, in as many units: where it must fail")
    .option("--transformer", "positions in the place of recurrence")
    .option("--hidden <n>", "units without attention (32)")
    .option("--model <file>", "the weights that train has learned; or gru-dot, gru-none, which come along")
    .option("--part <letter>", "a part of question 4.1, answered with this sentence: a to e, or erratum")
    .action(async (words: string[], _, command: Command) => {
      const { seq2seqCommand } = await import("./commands/seq2seq.ts");
      await seq2seqCommand(desk, words, command.optsWithGlobals<Flags>());
    });
  declareTraining(cli, desk);
}
