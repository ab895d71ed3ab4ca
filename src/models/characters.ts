import {
  add,
  concat,
  fill,
  logSoftmax,
  mul,
  product,
  scale,
  softmax,
  spread,
  sum,
  transpose,
} from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { type Graph, graph, type Input } from "../graph/graph.ts";
import { type RecurrentName, recurrent } from "./index.ts";
import { type SequenceBuilder, sequenceBuilder, statesAt } from "./placed-cell.ts";
import { scores } from "./scores.ts";

export const attentions = ["none", "dot", "additive"] as const;
export type AttentionName = (typeof attentions)[number];

export interface CharactersOptions {
  readonly cell: RecurrentName;
  readonly attention: AttentionName;
  readonly hidden: number;
  /** How long the vectors are that tokens are looked up as; without it cells read the one-hot tokens. */
  readonly embedding?: number;
  /** How many tokens there are to read, and to write. */
  readonly vocabulary: { readonly source: number; readonly target: number };
  /** How many tokens are read, and how many are written. */
  readonly length: number;
  readonly outLength: number;
}

/** How a parameter's numbers are drawn before training: uniform in ±bound, a random orthogonal matrix, or one number. */
export type Start =
  | { readonly kind: "uniform"; readonly bound: number }
  | { readonly kind: "orthogonal" }
  | { readonly kind: "constant"; readonly value: number };

export interface Parameter extends Input {
  readonly start: Start;
}

export interface Characters {
  /**
   * Inputs of a sample: `x_1` … `x_n` (one-hot tokens to read), `y_0` … `y_{m−1}` (what was written before each step)
   * and `target` (one-hot, a row a step; a row of zeros does not count). The others are `parameters`.
   */
  readonly graph: Graph;
  /** The weights and biases, in a fixed order. */
  readonly parameters: readonly Parameter[];
  /** Keys of lines: the loss (−ln p of the right tokens, over the steps' number), the logits (a row a step, m×tokens)
   * and the attention weights (a row a step, m×n) where there are any. */
  readonly loss: string;
  readonly logits: string;
  readonly attention?: string;
}

/**
 * The encoder–decoder that is trained, over characters with teacher forcing. The cells are those of the exercises; as
 * nothing that is attended to goes back into the decoder's state, attention and output are written over all steps at once:
 * E = S Hᵀ, A = softmax(E), C = A H, O = [S C] W_oᵀ + B_o; rows of H are the encoder's states, those of S the decoder's.
 */
export function charactersModel(options: CharactersOptions): Characters {
  const { vocabulary, length, outLength, attention } = options;
  const made = sequenceBuilder();
  const first = Object.fromEntries(
    Object.keys(cellOf(options, 1).recurrence).map((state) => [state, fill(0, [options.hidden])]),
  );
  const read = { side: "encoder", state: "h", token: "x", table: "E", size: vocabulary.source } as const;
  const write = { side: "decoder", state: "s", token: "y", table: "F", size: vocabulary.target } as const;
  const encoded = run(made, options, read, length, first);
  const decoded = run(made, options, write, outLength, encoded[length - 1]);
  const H = rows(made, "H", "encoder states, a row each", encoded);
  const S = rows(made, "S", "decoder states, a row each", decoded);
  const seen = attention === "none" ? S : attended(made, H, S, decoded, options);
  const O = output(made, seen, vocabulary.target);
  loss(made, O);
  const inputs = made.inputs().map((input): Input => (isToken(input) ? { ...input, oneHot: true } : input));
  const parameters = inputs
    .filter(({ role }) => role !== "data")
    .map((input) => ({ ...input, start: startOf(input) }));
  const weights = attention === "none" ? {} : { attention: "A" };
  return { graph: graph(inputs, made.lines()), parameters, loss: "L", logits: "O", ...weights };
}

interface Side {
  readonly side: "encoder" | "decoder";
  readonly state: "h" | "s";
  readonly token: "x" | "y";
  readonly table: "E" | "F";
  readonly size: number;
}

type States = Readonly<Record<string, Expr>>;

const cellOf = ({ cell, hidden, embedding }: CharactersOptions, tokens: number) => {
  const model = recurrent[cell];
  return model.build(
    { input: embedding ?? tokens, hidden, output: 1 },
    { ...model.defaults, output: "none" },
  );
};

/** A cell over tokens, from its first states: h_1 … h_n from x_1 … x_n, or s_1 … s_m from y_0 … y_{m−1}. */
function run(
  made: SequenceBuilder,
  options: CharactersOptions,
  { side, state, token, table, size }: Side,
  length: number,
  first: States,
): States[] {
  const step = cellOf(options, size);
  const suffix = side === "encoder" ? "enc" : "dec";
  const weights = Object.fromEntries(step.inputs.map(({ key }) => [key, `${key}_${suffix}`]));
  const found: States[] = [];
  for (let i = 1; i <= length; i++) {
    const key = token === "x" ? `x_${i}` : `y_${i - 1}`;
    const seen = token === "x" ? "input token" : "previous token";
    const x = made.input(key, seen, "data", [size], ["tokens"]);
    const looked = options.embedding === undefined ? x : lookedUp(made, table, x, key, options.embedding);
    found.push(statesAt(made, step, { side, state, weights }, i, looked, found[i - 2] ?? first));
  }
  return found;
}

/** e_x_i = Eᵀ x_i, the row of E that belongs to the token. */
function lookedUp(made: SequenceBuilder, table: string, x: Expr, key: string, width: number): Expr {
  const size = [x.shape[0] as number, width] as const;
  const E = made.input(table, "embeddings, a row a token", "weight", size, ["tokens", "embedding"]);
  return made.line(`e_${key}`, "embedding", "embedding", product(transpose(E), x));
}

const rows = (made: SequenceBuilder, key: string, title: string, states: readonly States[]): Expr =>
  made.line(
    key,
    title,
    "states",
    concat(
      states.map(({ h_prev }) => transpose(h_prev)),
      0,
    ),
  );

/** [S C], C being what each step attends to. */
function attended(
  made: SequenceBuilder,
  H: Expr,
  S: Expr,
  decoded: readonly States[],
  { attention, hidden }: CharactersOptions,
): Expr {
  const scored = (): Expr => {
    if (attention === "dot") return product(S, transpose(H));
    const score = scores.additive(made, H, hidden);
    const each = decoded.map(({ h_prev }, j) => transpose(score(h_prev, j + 1)));
    return concat(each, 0);
  };
  const E = made.line("scores", "scores, a row a step", "scores", scored());
  const A = made.line("A", "attention weights, a row a step", "attention", softmax(E));
  return concat([S, made.line("C", "contexts, a row a step", "context", product(A, H))], 1);
}

/** O = [S C] W_oᵀ + B_o */
function output(made: SequenceBuilder, from: Expr, size: number): Expr {
  const [steps, width] = from.shape as readonly [number, number];
  const W = made.input("W_o", "output weights", "weight", [size, width], ["tokens", "read"]);
  const B = made.input("B_o", "output bias", "bias", [size], ["tokens"]);
  return made.line(
    "O",
    "logits, a row a step",
    "logits",
    add(product(from, transpose(W)), spread(B, 0, steps)),
  );
}

/** L = −1/m Σ target ⊙ logsoftmax(O) */
function loss(made: SequenceBuilder, O: Expr): void {
  const [steps] = O.shape as readonly [number, number];
  const target = made.input("target", "right tokens, a row a step", "data", O.shape, ["steps", "tokens"]);
  const each = mul(target, logSoftmax(O));
  made.line("L", "loss", "loss", scale(-1 / steps, sum(sum(each, 1), 0)));
}

const isToken = ({ role }: Input): boolean => role === "data";

/** Recurrent weights orthogonal, the others uniform by how many numbers are added up; a forget gate starts open. */
function startOf({ key, role, shape }: Input): Start {
  if (role === "bias") return { kind: "constant", value: key.startsWith("b_f") ? 1 : 0 };
  if (/^(U_|W_hh)/.test(key) && shape[0] === shape[1]) return { kind: "orthogonal" };
  const addends = key === "E" || key === "F" ? 1 : (shape[shape.length - 1] as number);
  return { kind: "uniform", bound: Math.sqrt(1 / addends) };
}
