import type { Box } from "../text/box.ts";
import type { Formula } from "../text/formula.ts";

// What a command has found, as plain data. A command computes one and never prints; a renderer prints it and
// never computes. Prose may hold mathematics between dollar signs: "Compute $h~_t$".

/** An entry as it is printed; `null` stands for those that are left out. */
export type Entry = number | null;

/** A number, a vector or a matrix, as it is printed; a row that is left out is all `null`. */
export type Numbers = number | readonly Entry[] | readonly (readonly Entry[])[];

/** The rows of a matrix; undefined for a number or a vector. */
export const matrixRows = (value: Numbers): readonly (readonly Entry[])[] | undefined =>
  Array.isArray(value) && Array.isArray(value[0]) ? (value as readonly (readonly Entry[])[]) : undefined;

export interface Named {
  readonly names: readonly Formula[];
  readonly value: Numbers;
}

/** One row of a student's working; `null` stands where units are left out. */
export interface Row {
  readonly label: Formula;
  readonly kind: "part" | "sum" | "result";
  readonly numbers: readonly Entry[];
  /** Down to each multiplication: `0.1·0.5 + 0.2·(−0.1) = 0.0500 − 0.0200 = 0.0300`, by column. */
  readonly fine: readonly { readonly column: string; readonly text: string }[];
}

/** One matrix of a student's working: its name, its rows and columns under theirs. */
export interface Grid {
  readonly label: Formula;
  readonly kind: Row["kind"];
  readonly rows: readonly string[];
  /** A single column without a name where it is one number a row. */
  readonly columns: readonly string[];
  readonly numbers: readonly (readonly Entry[])[];
  /** By entry: `am, dim 1`. */
  readonly fine: Row["fine"];
}

export interface Working {
  readonly number: number;
  readonly title: string;
  readonly symbol: Formula;
  readonly equation: Formula;
  /** The right-hand side with its numbers put in, in pieces that may be set on one line or on several. */
  readonly numbersIn: { readonly pieces: readonly Box[]; readonly latex: string };
  readonly columns: readonly string[];
  /** Empty where the numbers are no vectors: they stand in a block of results under the equation. */
  readonly rows: readonly Row[];
  /** In the place of rows and columns, where the line is worked in matrices. */
  readonly grids?: readonly Grid[];
}

/** Numbers that show something, each under its symbol. */
export interface Evidence {
  readonly label: string;
  readonly results: readonly Named[];
}

/** A written line without its numbers. */
export interface Equation {
  readonly title: string;
  readonly symbol: Formula;
  readonly equation: Formula;
}

/** Weights in rows that sum to 1, or any numbers from 0 to 1: attention. */
export interface Heatmap {
  readonly title: string;
  /** What the rows and the columns stand for: `["query 1", …]`, `["I", "am", …]`. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly values: readonly (readonly number[])[];
}

export interface PlotAxis {
  readonly label: string;
  readonly scale: "linear" | "log";
}

export interface Plot {
  readonly title: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

/** A diagram, drawn in every way that a renderer can show it. */
export interface Picture {
  /** In words, for those who can't see it. */
  readonly title: string;
  readonly unicode: readonly string[];
  readonly ascii: readonly string[];
  readonly svg: string;
}

/** A table of words (prose, `$…$` is mathematics) and computed numbers. */
export interface PlainTable {
  readonly title?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** An answer that somebody gave, and what is said of it. */
export interface CheckedAnswer {
  readonly mark: "right" | "near" | "wrong" | "open" | "unread";
  readonly symbol: Formula;
  /** Its numbers as they were typed, row by row; a vector is one row. */
  readonly given: readonly (readonly string[])[];
  readonly verdict: string;
  /** Sentences, each a paragraph; prose. */
  readonly details: readonly string[];
}

export interface Blocks {
  heading: { readonly id: string; readonly title: string; readonly aside?: string };
  prose: { readonly text: string };
  fact: { readonly label: string; readonly text: string };
  items: { readonly title: string; readonly items: readonly string[] };
  given: { readonly quantities: readonly Named[] };
  section: { readonly title: string };
  working: Working;
  /** `inset`: they belong to the working above them. */
  results: { readonly results: readonly Named[]; readonly inset?: boolean };
  note: { readonly label: string; readonly text: string; readonly evidence: readonly Evidence[] };
  entries: { readonly title: string; readonly entries: readonly (readonly [string, string])[] };
  equations: { readonly lines: readonly Equation[] };
  heatmap: Heatmap;
  plot: Plot;
  picture: Picture;
  table: PlainTable;
  checked: { readonly answers: readonly CheckedAnswer[] };
  code: { readonly language: string; readonly text: string };
  /** Blocks with decimals of their own. */
  part: { readonly digits: number; readonly blocks: readonly Block[] };
  commands: { readonly commands: readonly (readonly [string, string])[] };
}

export type BlockKind = keyof Blocks;
export type Block = { [K in BlockKind]: { readonly kind: K } & Blocks[K] }[BlockKind];

export interface Report {
  /** Decimals of computed numbers. */
  readonly digits: number;
  readonly blocks: readonly Block[];
  /** What `--json` prints. */
  readonly data: unknown;
  /** What `--format csv` prints, its first row the column names. */
  readonly records: readonly (readonly (string | number)[])[];
}

/** A renderer's table: a rule for every kind of block. */
export type BlockRules<R> = { readonly [K in BlockKind]: (block: Blocks[K]) => R };

export function renderBlocks<R>(rules: BlockRules<R>, blocks: readonly Block[]): R[] {
  return blocks.map((block) => (rules[block.kind] as (block: Block) => R)(block));
}
