import { add, product, ref } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { graph, type Input, type Line } from "../graph/graph.ts";
import type { Cell } from "../graph/unroll.ts";

/** The sizes that a model's quantities have, by name: input k, hidden n, output m. */
export type Sizes = Readonly<Record<SizeName, number>>;
export type SizeName = "input" | "hidden" | "output";

/** What can be chosen in a model, and each choice in words: `{ update: { new: "z_t weighs …" } }`. */
type Choices = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Chosen<C extends Choices> = { readonly [K in keyof C]: keyof C[K] & string };

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
  /** One time step, in these sizes. Throws a ShapeError when they can't go together. */
  build(sizes: Sizes, convention: Convention): Cell;
  /** One bias → the two that some frameworks split it into: `b_z` → `b_xz`, `b_hz`. */
  readonly biasPairs: Readonly<Record<string, readonly [string, string]>>;
  /** Where the textbook has it from, for the reader. */
  readonly source: string;
}

interface Spec<C extends Choices> extends Omit<Model, "choices" | "defaults" | "presets" | "build"> {
  readonly choices: C;
  readonly defaults: Chosen<C>;
  readonly presets: Readonly<Record<string, Partial<Chosen<C>>>>;
  build(cell: CellBuilder, convention: Chosen<C>): void;
}

/** Checks a model's presets and options against its choices, at compile time. */
export function model<const C extends Choices>(spec: Spec<C>): Model {
  return {
    ...spec,
    presets: spec.presets as Model["presets"],
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
  m.build({ input: 1, hidden: 1, output: 1 }, convention).inputs;

export const biasChoices = {
  one: "one bias a gate",
  two: "two biases a gate",
  none: "no biases",
} as const;

export const outputChoices = { linear: "with an output y_t", none: "no output" } as const;

/** Collects a model's inputs and lines in the order in which they are written down. */
export class CellBuilder {
  readonly #inputs = new Map<string, Input>();
  readonly #lines: Line[] = [];
  readonly #recurrence: Record<string, string> = {};
  readonly #sizes: Sizes;

  constructor(sizes: Sizes) {
    this.#sizes = sizes;
  }

  data(key: string, title: string, ...sizes: readonly SizeName[]): Expr {
    return this.#input(key, title, "data", sizes);
  }

  /** A state that goes round: what `becomes` computes at one step is read at the next. */
  state(key: string, title: string, becomes: string, sizes: readonly SizeName[] = ["hidden"]): Expr {
    this.#recurrence[key] = becomes;
    return this.#input(key, title, "state", sizes);
  }

  weight(key: string, title: string, ...sizes: readonly SizeName[]): Expr {
    return this.#input(key, title, "weight", sizes);
  }

  /** A vector of weights that acts entry by entry: a peephole. */
  diagonal(key: string, title: string): Expr {
    return this.#input(key, title, "weight", ["hidden"]);
  }

  bias(key: string, title: string, size: SizeName = "hidden"): Expr {
    return this.#input(key, title, "bias", [size]);
  }

  line(key: string, title: string, expr: Expr): Expr {
    this.#lines.push({ key, symbol: symbolOf(key), title, role: title.replace(/ /g, "-"), expr });
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

  #input(key: string, title: string, role: Input["role"], sizes: readonly SizeName[]): Expr {
    const shape = sizes.map((name) => this.#sizes[name]) as unknown as Input["shape"];
    this.#inputs.set(key, { key, symbol: symbolOf(key), title, role, shape, sizes });
    return ref(key, shape);
  }
}

/** `h_prev` → `h_{t-1}`, `h_tilde_t` → `h~_t`, `a_z_t` → `a_{z,t}`, `W_xh` → `W_{xh}` */
export function symbolOf(key: string): string {
  const [base, ...rest] = key.split("_");
  const tilde = rest[0] === "tilde" ? "~" : "";
  const subs = (tilde ? rest.slice(1) : rest).map((sub) => (sub === "prev" ? "t-1" : sub));
  if (subs.length === 0) return base + tilde;
  return `${base}${tilde}_${subs.join(",").length > 1 ? `{${subs.join(",")}}` : subs[0]}`;
}
