import { add, fill, mul, oneMinus, product } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import { underConvention } from "../another-convention.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere, within } from "../rewrite.ts";
import { isRef, now, quantityOf } from "../work.ts";
import { sidesOf } from "./sums.ts";

// Mistakes at the GRU's reset gate: what the candidate sees of the old state.

const GRU = ["gru"];

/** Something else in the place of r ⊙ s, where s is the old state, or what U makes of it. */
export const atReset = (work: Work, other: (reset: Node<"mul">, line: Line) => Expr): Rewrite[] =>
  everywhere(work, (line) =>
    within(line.expr, (e) => (isReset(work, e) ? other(e as Node<"mul">, line) : undefined)),
  );

const isReset = (work: Work, e: Expr): boolean =>
  e.kind === "mul" &&
  isRef(e.fields.a) &&
  (quantityOf(work, e.fields.a.fields.key) as Line).role === "reset-gate";

export const resets: readonly Mistake[] = [
  {
    id: "reset-after",
    kind: "convention",
    models: GRU,
    feedback:
      "You multiplied by $r_t$ after the matrix, as PyTorch and Keras do; here $r_t ⊙ h_{t-1}$ comes first, and the matrix after it.",
    source: "pytorch/pytorch#8153",
    rewrites: (work) => (work.convention.reset === "before" ? underConvention(work, { reset: "after" }) : []),
  },
  {
    id: "reset-before",
    kind: "convention",
    models: GRU,
    feedback:
      "You multiplied by $r_t$ before the matrix; under this convention the matrix comes first, and $r_t$ after it.",
    source: "keras-team/keras#3701",
    rewrites: (work) => (work.convention.reset === "after" ? underConvention(work, { reset: "before" }) : []),
  },
  {
    id: "reset-omitted",
    kind: "concept",
    models: GRU,
    feedback:
      "The candidate sees the whole old state in your working; the reset gate is to be multiplied into it.",
    source: "zhiyongc/GRU-D#2",
    rewrites: (work) => atReset(work, ({ fields: { b } }) => b),
  },
  {
    id: "reset-complement",
    kind: "slip",
    models: GRU,
    feedback: "You reset by $1 − r_t$; $r_t$ itself multiplies the old state.",
    rewrites: (work) => atReset(work, ({ fields: { a, b } }) => mul(oneMinus(a), b)),
  },
  {
    id: "reset-uses-z",
    kind: "slip",
    models: GRU,
    feedback: "In the candidate stands the reset gate $r_t$; you used the update gate $z_t$ there.",
    source: "distillpub/post--memorization-in-rnns#24",
    rewrites: (work) => atReset(work, ({ fields: { b } }, line) => mul(now(work, line, "z_t"), b)),
  },
  {
    id: "reset-on-everything",
    kind: "concept",
    models: GRU,
    feedback: "The reset gate acts on the old state alone; you let it act on the input too.",
    rewrites: (work) => [
      ...everywhere(work, (line) => resetAll(work, line)),
      ...everywhere(work, (line) => resetInput(work, line), "on $x_t$ instead"),
    ],
  },
];

/** r ⊙ (W x + U h) + b */
function resetAll(work: Work, line: Line): Expr | undefined {
  const sides = sidesOf(work, line);
  if (line.role !== "candidate-pre-activation" || !sides || line.expr.kind !== "add") return undefined;
  const r = now(work, line, "r_t");
  const reset = line.expr.fields.terms.find((term) => isReset(work, term));
  const whole =
    reset?.kind === "mul" ? reset.fields.b : product(sides.ofState.fields.a, now(work, line, "h_prev"));
  const rest = line.expr.fields.terms.filter(
    (term) => term !== sides.ofInput && !isReset(work, term) && term !== sides.ofState,
  );
  return add(mul(r, add(sides.ofInput, whole)), ...rest, fill(0, line.expr.shape));
}

/** W (r ⊙ x) + U h + b */
function resetInput(work: Work, line: Line): Expr | undefined {
  const sides = sidesOf(work, line);
  if (line.role !== "candidate-pre-activation" || !sides) return undefined;
  const unreset = within(line.expr, (e) => (isReset(work, e) ? (e as Node<"mul">).fields.b : undefined));
  const { a, b } = sides.ofInput.fields;
  return (
    unreset &&
    within(unreset, (e) =>
      e.kind === "product" && e.fields.a === a ? product(a, mul(now(work, line, "r_t"), b)) : undefined,
    )
  );
}
