import { GO } from "../../text/case-change.ts";
import { type Config, described } from "../config.ts";
import { sourceTokens, targetTokens } from "../vocabulary.ts";
import type { Pieces } from "./pieces.ts";

// What the scripts for numpy and for PyTorch have in common.

/** What a script is made for, and where its weights stand. */
export interface Exported {
  readonly config: Config;
  /** The weights' file, which stands beside the script. */
  readonly weights: string;
  /** The script's own name. */
  readonly script: string;
}

export const indent = (lines: readonly string[], by = 4): string =>
  lines.map((line) => (line === "" ? "" : " ".repeat(by) + line)).join("\n");

export const heading = ({ config, weights, script }: Exported, with_: string): string =>
  `"""The case changer that rnn-tutor train has learned: ${described(config)}.

    python3 ${script} "<U> I am a student"

Needs ${with_} and ${weights} beside this file. The equations are those that rnn-tutor prints.
"""`;

const WIDEST = 96;

/** A list over several lines. */
function wrapped(name: string, tokens: readonly string[]): string {
  const lines: string[] = [];
  for (const piece of tokens.map((token) => `${JSON.stringify(token)},`)) {
    const longer = `${lines.at(-1)} ${piece}`;
    if (lines.length > 0 && longer.length <= WIDEST) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return `${name} = [\n${indent(lines)}\n]`;
}

export const vocabulary = (): string =>
  [wrapped("SOURCE", sourceTokens), wrapped("TARGET", targetTokens)].join("\n");

/** The tokens of a sentence; what a script is run with. */
export const sentences = `
def source_tokens(sentence):
    """[0, 9, 1, ...]: the prompt, the characters, the end."""
    prompt, text = sentence[:3], sentence[4:]
    return [SOURCE.index(token) for token in [prompt, *text, "<end>"]]
`;

export const main = (write: string): string => `
if __name__ == "__main__":
    sentence = sys.argv[1] if len(sys.argv) > 1 else "<U> I am a student"
    try:
        print(${write}(sentence))
    except ValueError as error:
        sys.exit(f"{error}: write <U> or <L>, a space, then letters, spaces and ' . ,")
`;

/** `h_prev, c_prev` and `return [h_t, c_t]`, a list however many states a cell has. */
export const statesOf = ({
  states,
  become,
}: Pieces): { readonly taken: string; readonly returned: string } => ({
  taken: states.join(", "),
  returned: `return [${become.join(", ")}]`,
});

export const START = JSON.stringify(GO);
