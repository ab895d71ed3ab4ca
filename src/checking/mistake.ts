import type { Graph } from "../graph/graph.ts";
import type { Convention, Model } from "../models/model.ts";
import type { Values } from "../readings/value.ts";

/**
 * What a mistake is: a wrong rule, a rule that is right elsewhere, a slip of the pen, of the calculator, or of the
 * shape of a table.
 */
export type MistakeKind = "concept" | "convention" | "slip" | "calc" | "shape";

/** The right working, to be rewritten: the graph that was run and the numbers that it was run on. */
export interface Work {
  readonly model: Model;
  readonly convention: Convention;
  readonly graph: Graph;
  /** By the keys of the graph's inputs. */
  readonly inputs: Values;
}

/** A working with one rule changed: another graph, or other numbers in it. */
export interface Rewrite {
  readonly graph: Graph;
  readonly inputs: Values;
  /** Where the rule was changed when it was not everywhere: "in the update gate", or which of several forms it took. */
  readonly where?: string;
}

/** A named mistake: how the working looks with it. The keys of the lines stay, so that results can be compared. */
export interface Mistake {
  /** kebab-case, stable. */
  readonly id: string;
  readonly kind: MistakeKind;
  /** The names of the models in whose working it can be made. */
  readonly models: readonly string[];
  /** One sentence to the student; prose with `$…$` for mathematics. */
  readonly feedback: string;
  /** A public thread or text where somebody made it: `owner/repo#12`, or a paper. */
  readonly source?: string;
  /** Every way to make it in this work, everywhere first; none where it can't be made. */
  readonly rewrites: (work: Work) => readonly Rewrite[];
}
