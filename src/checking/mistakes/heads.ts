import { add, concat, scale, slice } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Work } from "../mistake.ts";
import { everywhere } from "../rewrite.ts";
import { isWeight } from "../work.ts";
import { termsOf } from "./terms.ts";

// Mistakes with several heads: how they share the columns, and how they are joined.

const WITH_HEADS = ["multi-head", "transformer"];

/** A head's columns of Q, K or V. */
const isShare = ({ expr }: Line): boolean => expr.kind === "slice" && expr.fields.axis === 1;
const isJoined = ({ role }: Line): boolean => role === "heads-side-by-side";

/**
 * The rows of T×d read as H tables of T×d/H one after the other, as a view without a transpose does: head h has the
 * numbers from h·T·d/H on.
 */
function viewed(whole: Expr, head: number, heads: number): Expr {
  const [rows, cols] = whole.shape as readonly [number, number];
  const width = cols / heads;
  const row = (i: number): Expr => {
    const at = head * rows * width + i * width;
    const [from, start] = [Math.floor(at / cols), at % cols];
    return slice(slice(whole, 0, from, from + 1), 1, start, start + width);
  };
  return concat(
    Array.from({ length: rows }, (_, i) => row(i)),
    0,
  );
}

const headOf = ({ fields: { from, to } }: Node<"slice">): number => from / (to - from);

/** The heads one on the other in every place, where each has as many columns as they have together. */
function joinedBySum(parts: readonly Expr[], factor: number): Expr {
  const sum = scale(factor, add(...parts));
  return concat(
    parts.map(() => sum),
    1,
  );
}

export const heads: readonly Mistake[] = [
  {
    id: "heads-split-without-transpose",
    kind: "shape",
    models: WITH_HEADS,
    feedback: "You cut the table by rows; a head takes a block of columns of every row.",
    source: "reczoo/FuxiCTR#30",
    rewrites: (work) =>
      everywhere(work, (line) => {
        const { expr } = line;
        if (!isShare(line) || expr.kind !== "slice") return undefined;
        const whole = expr.fields.arg;
        return viewed(whole, headOf(expr), (whole.shape[1] as number) / (expr.shape[1] as number));
      }),
  },
  {
    id: "heads-share-projection",
    kind: "concept",
    models: WITH_HEADS,
    feedback: "Every head has columns of its own in each matrix; you gave all of them the first head's.",
    source: "MarcoMeter/episodic-transformer-memory-ppo#22",
    rewrites: (work) =>
      everywhere(work, ({ expr }) =>
        expr.kind === "slice" && expr.fields.axis === 1
          ? slice(expr.fields.arg, 1, 0, expr.shape[1] as number)
          : undefined,
      ),
  },
  {
    id: "heads-interleaved",
    kind: "shape",
    models: WITH_HEADS,
    feedback: "A head takes columns that stand next to each other; you dealt them out one by one.",
    rewrites: (work) =>
      everywhere(work, ({ expr }) =>
        expr.kind === "slice" && expr.fields.axis === 1 ? dealt(expr) : undefined,
      ),
  },
  {
    id: "heads-added",
    kind: "concept",
    models: WITH_HEADS,
    feedback: "The heads are placed side by side; you added them, or took their mean.",
    source: "fundamentalvision/Deformable-DETR#15",
    rewrites: (work) => [
      ...everywhere(work, (line) =>
        isJoined(line) && line.expr.kind === "concat" ? joinedBySum(line.expr.fields.parts, 1) : undefined,
      ),
      ...everywhere(
        work,
        (line) =>
          isJoined(line) && line.expr.kind === "concat"
            ? joinedBySum(line.expr.fields.parts, 1 / line.expr.fields.parts.length)
            : undefined,
        "with their mean in each place",
      ),
    ],
  },
  {
    id: "wo-missing",
    kind: "concept",
    models: WITH_HEADS,
    feedback: "The heads side by side are still to be multiplied by $W_O$.",
    source: "Kyubyong/transformer#117",
    rewrites: (work) => everywhere(work, (line) => withoutOutput(work, line)),
  },
];

/** Every H-th column of the whole, from the head's number on. */
function dealt({ shape, fields: { arg, from, to } }: Node<"slice">): Expr {
  const width = shape[1] as number;
  const count = (arg.shape[1] as number) / width;
  const head = from / (to - from);
  return concat(
    Array.from({ length: width }, (_, j) => slice(arg, 1, j * count + head, j * count + head + 1)),
    1,
  );
}

/** What W_O was multiplied into, where it has the same shape. */
function withoutOutput(work: Work, { role, part, expr }: Line): Expr | undefined {
  const isOutput =
    role === "attention's-output" ||
    role === "cross-attention's-output" ||
    (role === "output" && part === undefined);
  const [first] = termsOf(expr);
  return isOutput && first.kind === "product" && isWeight(work, first.fields.b) ? first.fields.a : undefined;
}
