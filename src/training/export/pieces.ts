import { renameKeys } from "../../graph/fold.ts";
import type { Line } from "../../graph/graph.ts";
import { recurrent } from "../../models/index.ts";
import { atom, equation, type Notation } from "../../readings/equation.ts";
import type { Config } from "../config.ts";
import { oneStepOf } from "../model.ts";
import { sourceTokens } from "../vocabulary.ts";

/** A model as lines of Python, printed from its graph. */
export interface Pieces {
  /** The states that go round, the first of them the hidden state: `h_prev`, `c_prev`. */
  readonly states: readonly string[];
  /** What they become: `h_t`, `c_t`. */
  readonly become: readonly string[];
  readonly encoder: readonly string[];
  readonly decoder: readonly string[];
  /** From a decoder's state `s_t` and the encoder's states `H` to the logits `O`, a row. */
  readonly read: readonly string[];
  readonly parameters: readonly string[];
}

/** @param called what stands for a parameter: `W_z_enc`, `self.W_z_enc` */
export function piecesOf(
  config: Config,
  notation: Notation<string>,
  called: (key: string) => string,
): Pieces {
  const { graph, parameters, loss } = oneStepOf(config);
  const keys = parameters.map(({ key }) => key);
  const weights = new Set(keys);
  const name = (key: string): string => (weights.has(key) ? called(key) : key.replace(/^([sq])_1$/, "$1_t"));
  const printed = ({ key, expr }: Pick<Line, "key" | "expr">): string =>
    `${name(key)} = ${equation(expr, notation, (read) => atom(name(read)))}`;
  const cell = recurrent[config.cell].build(
    { input: sourceTokens.length, hidden: config.hidden, output: 1 },
    { ...recurrent[config.cell].defaults, output: "none" },
  );
  const side = (suffix: string): string[] =>
    cell.lines.map(({ key, expr }) =>
      printed({
        key,
        expr: renameKeys(expr, (of) => (weights.has(`${of}_${suffix}`) ? `${of}_${suffix}` : of)),
      }),
    );
  const [states, become] = [Object.keys(cell.recurrence), Object.values(cell.recurrence)];
  return { states, become, encoder: side("enc"), decoder: side("dec"), read: readLines(), parameters: keys };

  /** The lines of one step behind the cells; the rows of S and of the logits are then one. */
  function readLines(): string[] {
    const behind = graph.lines.filter(
      ({ key, role }) => !/^(en|de)coder-/.test(role) && key !== "H" && key !== loss,
    );
    return behind.map(printed);
  }
}
