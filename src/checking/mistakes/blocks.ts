import { add, map, ref } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import { graph, type Line } from "../../graph/graph.ts";
import { underConvention } from "../another-convention.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere, everywhereOrOnce, type Rule, within } from "../rewrite.ts";
import { isRef, refTo } from "../work.ts";

// Mistakes in how a Transformer block puts its sublayers together.

const BLOCK = ["transformer"];

/** x + f(x) */
const isResidual = ({ role }: Line): boolean => role === "residual-sum";

const atResidual =
  (other: (x: Expr, f: Expr) => Expr): Rule =>
  (line) => {
    const terms = isResidual(line) && line.expr.kind === "add" ? line.expr.fields.terms : undefined;
    return terms?.length === 2 ? other(terms[0], terms[1]) : undefined;
  };

/** Each residual with its sublayer's number, so that it can be left out alone. */
const residuals = (work: Work, other: (x: Expr, f: Expr) => Expr): Rewrite[] =>
  everywhereOrOnce(work, atResidual(other));

/** The block with its norms on the other side, and its last residual sum called as in this one. */
function otherNorm(work: Work): Rewrite[] {
  const norm = work.convention.norm === "post" ? "pre" : "post";
  return underConvention(work, { norm }).map((way) => ({
    ...way,
    graph: graph(way.graph.inputs, renewed(way.graph.lines)),
  }));
}

/** What the other side has no line for is what its block gives. */
function renewed(lines: readonly Line[]): Line[] {
  const output = lines.find(({ key }) => key === "output") as Line;
  const left = new Set(lines.slice(lines.indexOf(output) + 1).map(({ key }) => key));
  return lines.map((line) =>
    left.has(line.key) && line.adjointOf === undefined
      ? { ...line, expr: ref("output", output.expr.shape) }
      : line,
  );
}

/** x + norm(f(x)): the sublayer's output is normalised, and x added to it afterwards. */
function normBeforeSum(work: Work): Rewrite[] {
  if (work.convention.norm !== "post") return [];
  const sums = new Map(
    work.graph.lines
      .filter(isResidual)
      .flatMap((line) => (line.expr.kind === "add" ? [[line.key, line.expr.fields.terms] as const] : [])),
  );
  return everywhere(
    work,
    (line) => {
      const read = [...sums].find(([key]) => within(line.expr, (e) => (isRef(e, key) ? e : undefined)));
      if (!read) return undefined;
      const [key, [x, f]] = read;
      const changed = within(line.expr, (e) => (isRef(e, key) ? f : undefined));
      return changed && (line.role === "normalised" ? add(x, changed) : changed);
    },
    "with the norm on the sublayer's output alone",
  );
}

export const blocks: readonly Mistake[] = [
  {
    id: "post-norm-vs-pre-norm",
    kind: "convention",
    models: BLOCK,
    feedback:
      "Look where this sheet's norms stand, after each sum or before each sublayer; yours stand elsewhere.",
    source: "harvardnlp/annotated-transformer#1",
    rewrites: (work) => [...otherNorm(work), ...normBeforeSum(work)],
  },
  {
    id: "residual-missing-or-wrong",
    kind: "concept",
    models: BLOCK,
    feedback: "A sublayer's own input is to be added to its output.",
    source: "strutive07/transformer-tensorflow2.0#14",
    rewrites: (work) => [
      ...residuals(work, (_, f) => f),
      ...everywhere(
        work,
        atResidual((x) => add(x, x)),
        "with the input twice",
      ),
      ...everywhere(work, firstInput(work), "with the block's input in each of them"),
    ],
  },
  {
    id: "residual-of-normalised",
    kind: "concept",
    models: BLOCK,
    feedback: "What is added to the sublayer's output is its input before the norm, not after it.",
    source: "SHI-Labs/Compact-Transformers#25",
    rewrites: (work) => (work.convention.norm === "pre" ? everywhere(work, normalisedInput(work)) : []),
  },
  {
    id: "ffn-relu-misplaced",
    kind: "concept",
    models: BLOCK,
    feedback: "The relu stands between the two matrices of the feed-forward layer, and nowhere else.",
    source: "spring-media/TransformerTTS#102",
    rewrites: (work) => [
      ...everywhere(work, ({ role, expr }) =>
        role === "inner-layer" && expr.kind === "map" ? expr.fields.arg : undefined,
      ),
      ...everywhere(
        work,
        ({ role, expr }) => {
          if (role === "inner-layer" && expr.kind === "map") return expr.fields.arg;
          return role === "feed-forward-output" ? map("relu", expr) : undefined;
        },
        "at the end instead",
      ),
    ],
  },
];

/** X in the place of what each later sublayer started from. */
const firstInput = (work: Work): Rule => {
  const X = work.graph.inputs.find(({ key }) => key === "X");
  return atResidual((x, f) => (X ? add(refTo(X), f) : add(x, f)));
};

/** The norm that comes before a sublayer, in the place of that sublayer's input. */
const normalisedInput =
  (work: Work): Rule =>
  (line) => {
    const { lines } = work.graph;
    const before = lines.slice(
      0,
      lines.findIndex(({ key }) => key === line.key),
    );
    const norm = before.findLast(({ role }) => role === "normalised");
    return norm && atResidual((_, f) => add(refTo(norm), f))(line);
  };
