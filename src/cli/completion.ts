import { readdirSync } from "node:fs";
import { RootCommand } from "@bomb.sh/tab";
import type { Command } from "commander";
import type { Entry } from "../course/exercise.ts";
import { levels } from "../course/variant/code.ts";
import { models } from "../models/index.ts";
import { didYouMean } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { formats } from "./options.ts";

const shells = ["bash", "zsh", "fish", "powershell"];

// The library's script for bash asks for the bash-completion package and evaluates what it is given; this one does not.
// bash breaks words at =, so the words are joined again.
const BASH = `__rnn_tutor_complete() {
  local word line words=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if ((\${#words[@]})) && [[ $word == = || \${words[-1]} == *= ]]; then words[-1]+=$word; else words+=("$word"); fi
  done
  COMPREPLY=()
  while IFS= read -r line; do
    [[ $line == :* ]] || COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(rnn-tutor complete -- "\${words[@]}" 2>/dev/null)
}
complete -o default -F __rnn_tutor_complete rnn-tutor
`;

/** The script that a shell sources: `source <(rnn-tutor completion bash)`. */
export function completionScript(shell: string): string {
  if (!shells.includes(shell))
    throw new UserError(
      `there is no completion for "${shell}"${didYouMean(shell, shells) || `; there are ${shells.join(", ")}`}`,
    );
  return shell === "bash" ? BASH : printed(() => new RootCommand().setup("rnn-tutor", "rnn-tutor", shell));
}

/** What may stand at the last of the words, a line each. */
export function completions(cli: Command, entries: readonly Entry[], words: readonly string[]): string {
  const root = new RootCommand();
  const choices: Readonly<Record<string, readonly string[]>> = {
    step: ["fine"],
    format: formats,
    convention: [...new Set(Object.values(models).flatMap((model) => Object.keys(model.presets)))],
    level: levels,
  };
  const declare = (at: Declared, { options }: Command): void => {
    for (const { long, description, required, optional } of options) {
      const name = String(long).slice(2);
      if (required || optional)
        at.option(name, description, (complete) => offer(complete, choices[name] ?? []));
      else at.option(name, description);
    }
  };
  const exercises: Handler = (complete) => {
    for (const { id, alias, title } of entries) complete(alias ?? id, title);
    for (const file of exerciseFiles()) complete(file, "");
  };
  declare(root, cli);
  for (const command of cli.createHelp().visibleCommands(cli)) {
    const declared = root.command(command.name(), command.description());
    const known = { schema: ["exercise", "run", "check", "class"], completion: shells }[command.name()];
    if (known) declared.argument("name", (complete) => offer(complete, known));
    if (command.registeredArguments[0]?.name() === "exercise") declared.argument("exercise", exercises);
    declare(declared, cli);
    declare(declared, command);
  }
  root.argument("exercise", exercises);
  return printed(() => root.parse([...words]));
}

type Declared = Pick<RootCommand, "option">;
type Handler = (complete: (value: string, description: string) => void) => void;

function offer(complete: (value: string, description: string) => void, values: readonly string[]): void {
  for (const value of values) complete(value, "");
}

function exerciseFiles(): string[] {
  try {
    return readdirSync(".").filter((name) => /^[\w.+-]+\.(ya?ml|json)$/.test(name));
  } catch {
    return [];
  }
}

/** The library prints; we hand text over. */
function printed(run: () => void): string {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: unknown) => lines.push(String(line));
  try {
    run();
  } finally {
    console.log = log;
  }
  return `${lines.join("\n")}\n`;
}
