import { add, product, ref } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { graph, type Input, type Line } from "../graph/graph.ts";
import type { Cell } from "../graph/unroll.ts";

/** The sizes that a model's quantities have, by name: input k, hidden n, output m; tokens, model, d_k. */
export type Sizes = Readonly<Record<string, number>>;

/** What can be chosen in a model, and each choice in words: `{ update: { new: "z_t weighs …" } }`. */
type Choices = Readonly<Record<string, Readonly<Record<string, string>>>>;
/** A choice is a text, also where it reads as a number: `heads: "2"`. */
type Chosen<C extends Choices> = { readonly [K in keyof C]: `${keyof C[K] & (string | number)}` };

/** A convention: a choice for each option of a model. */
export type Convention = Readonly<Record<string, string>>;

export interface Model {
  readonly name: string;
  readonly title: string;
  readonly choices: Choices;
  /** What is chosen where nothing is said. */
  readonly defaults: Convention;
  /** Conventions by name: the choices that each makes; the others stay as they are. */
  readonly presets: Readonly<Record<string, Convention>>;
  /** The choices that follow from what is given, where nobody makes them: an output where its weights are. */
  infer(given: (key: string) => boolean): Convention;
  /** One time step, or the whole where there is no time. Throws a ShapeError when the sizes can't go together. */
  build(sizes: Sizes, convention: Convention): Cell;
  /** One bias → the two that some frameworks split it into: `b_z` → `b_xz`, `b_hz`. */
  readonly biasPairs: Readonly<Record<string, readonly [string, string]>>;
  /** Where the textbook has it from, for the reader. */
  readonly source: string;
}

interface Spec<C extends Choices>
  extends Omit<Model, "choices" | "defaults" | "presets" | "infer" | "build"> {
  readonly choices: C;
  readonly defaults: Chosen<C>;
  readonly presets: Readonly<Record<string, Partial<Chosen<C>>>>;
  infer?(given: (key: string) => boolean): Partial<Chosen<C>>;
  build(cell: CellBuilder, convention: Chosen<C>): void;
}

/** Checks a model's presets and options against its choices, at compile time. */
export function model<const C extends Choices>(spec: Spec<C>): Model {
  return {
    ...spec,
    presets: spec.presets as Model["presets"],
    infer: (spec.infer ?? (() => ({}))) as Model["infer"],
    build: remembered((sizes, convention) => {
      const cell = new CellBuilder(sizes);
      spec.build(cell, convention as Chosen<C>);
      return cell.done();
    }),
  };
}

/** A cell never changes, so one that was built is handed out again: errata and checks run a model often. */
function remembered(build: Model["build"]): Model["build"] {
  const built = new Map<string, Cell>();
  return (sizes, convention) => {
    const key = JSON.stringify([sizes, convention]);
    const cell = built.get(key) ?? build(sizes, convention);
    built.set(key, cell);
    return cell;
  };
}

/** The inputs that a model has under a convention, with the names of their sizes. */
export const inputsOf = (m: Model, convention: Convention): readonly Input[] =>
  m.build({}, convention).inputs;

/** A model's own convention, and each of its options in turn set to each of its other choices. */
export const eachChoice = ({ choices, defaults }: Model): readonly Convention[] => [
  defaults,
  ...Object.entries(choices).flatMap(([option, known]) =>
    Object.keys(known)
      .filter((choice) => choice !== defaults[option])
      .map((choice) => ({ ...defaults, [option]: choice })),
  ),
];

/** Those of them that somebody has to give. */
export const givenInputs = (m: Model, convention: Convention): readonly Input[] =>
  inputsOf(m, convention).filter(({ role }) => role !== "constant");

/** Whether a state goes round: whether the model has time steps. */
export const isRecurrent = (m: Model): boolean => Object.keys(m.build({}, m.defaults).recurrence).length > 0;

export const biasChoices = {
  one: "one bias a gate",
  two: "two biases a gate",
  none: "no biases",
} as const;

/** The output's weights, or its bias, ask for an output. */
export const inferredOutput = (given: (key: string) => boolean): { output: "linear" | "none" } => ({
  output: given("W_hy") || given("B_y") ? "linear" : "none",
});

export const outputChoices = { linear: "with an output y_t", none: "no output" } as const;

/** Any size that nobody has said, for looking at a model without numbers: every number of heads divides it. */
const UNKNOWN = 24;

/** Collects a model's inputs and lines in the order in which they are written down. */
export class CellBuilder {
  readonly #inputs = new Map<string, Input>();
  readonly #lines: Line[] = [];
  readonly #recurrence: Record<string, string> = {};
  readonly #sizes: Sizes;
  #part: string | undefined;

  constructor(sizes: Sizes) {
    this.#sizes = sizes;
  }

  size(name: string): number {
    return this.#sizes[name] ?? UNKNOWN;
  }

  data(key: string, title: string, ...sizes: readonly string[]): Expr {
    return this.#input(key, title, "data", sizes);
  }

  /** A state that goes round: what `becomes` computes at one step is read at the next. */
  state(key: string, title: string, becomes: string, sizes: readonly string[] = ["hidden"]): Expr {
    this.#recurrence[key] = becomes;
    return this.#input(key, title, "state", sizes);
  }

  weight(key: string, title: string, ...sizes: readonly string[]): Expr {
    return this.#input(key, title, "weight", sizes);
  }

  /** A vector of weights that acts entry by entry: a peephole. */
  diagonal(key: string, title: string, size = "hidden"): Expr {
    return this.#input(key, title, "weight", [size]);
  }

  bias(key: string, title: string, size = "hidden"): Expr {
    return this.#input(key, title, "bias", [size]);
  }

  /** Numbers that nobody gives, as they follow from the sizes: a causal mask. Rows and columns count from 0. */
  constant(
    key: string,
    title: string,
    sizes: readonly string[],
    entry: (row: number, col: number) => number,
  ): Expr {
    const known = this.#inputs.get(key);
    if (known) return ref(key, known.shape);
    const made = this.#input(key, title, "constant", sizes);
    const [rows = 1, cols = 1] = made.shape;
    const data = Float64Array.from({ length: rows * cols }, (_, i) => entry(Math.floor(i / cols), i % cols));
    this.#inputs.set(key, { ...(this.#inputs.get(key) as Input), value: { shape: made.shape, data } });
    return made;
  }

  /** The lines from here on belong to this part of the model: "Self-attention". */
  part(title: string): void {
    this.#part = title;
  }

  line(key: string, title: string, expr: Expr): Expr {
    const part = this.#part === undefined ? {} : { part: this.#part };
    this.#lines.push({ key, symbol: symbolOf(key), title, role: title.replace(/ /g, "-"), ...part, expr });
    return ref(key, expr.shape);
  }

  /** A line that is printed inside the one that uses it. */
  quiet(key: string, title: string, expr: Expr): Expr {
    const reference = this.line(key, title, expr);
    this.#lines.push({ ...(this.#lines.pop() as Line), quiet: true });
    return reference;
  }

  /** y_t = W_hy h_t + B_y, or without B_y where there are no biases */
  output(h: Expr, biases: keyof typeof biasChoices): void {
    const sum = product(this.weight("W_hy", "output weights", "output", "hidden"), h);
    this.line("y_t", "output", biases === "none" ? sum : add(sum, this.bias("B_y", "output bias", "output")));
  }

  done(): Cell {
    return { ...graph([...this.#inputs.values()], this.#lines), recurrence: this.#recurrence };
  }

  #input(key: string, title: string, role: Input["role"], sizes: readonly string[]): Expr {
    const shape = sizes.map((name) => this.size(name)) as unknown as Input["shape"];
    this.#inputs.set(key, { key, symbol: symbolOf(key), title, role, shape, sizes });
    return ref(key, shape);
  }
}

const greek: Readonly<Record<string, string>> = { alpha: "α", mu: "μ", gamma: "γ", beta: "β", omega: "ω" };

/** `h_prev` → `h_{t-1}`, `h_tilde_t` → `h~_t`, `a_z_t` → `a_{z,t}`, `W_xh` → `W_{xh}`, `gamma_1` → `γ_1` */
export function symbolOf(key: string): string {
  const [name, ...rest] = key.split("_");
  const base = greek[name] ?? name;
  const tilde = rest[0] === "tilde" ? "~" : "";
  const subs = (tilde ? rest.slice(1) : rest).map((sub) => (sub === "prev" ? "t-1" : sub)).join(",");
  if (subs === "") return base + tilde;
  return `${base}${tilde}_${subs.length > 1 ? `{${subs}}` : subs}`;
}
