import { add, map, mul, spread, sum } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Work } from "../mistake.ts";
import { everywhere, type Rule } from "../rewrite.ts";
import { now } from "../work.ts";

// Mistakes in the LSTM's own rules: the cell state and what is shown of it.

const LSTM = ["lstm"];

/** f ⊙ c and i ⊙ g */
interface CellUpdate {
  readonly f: Expr;
  readonly old: Expr;
  readonly i: Expr;
  readonly g: Expr;
}

const inCell =
  (work: Work, other: (parts: CellUpdate) => Expr): Rule =>
  (line) => {
    if (line.role !== "cell-state") return undefined;
    const called = (key: string) => now(work, line, key);
    return other({ f: called("f_t"), old: called("c_prev"), i: called("i_t"), g: called("g_t") });
  };

/** o ⊙ tanh(c) */
const inShown =
  (work: Work, other: (parts: { readonly o: Expr; readonly c: Expr }, line: Line) => Expr): Rule =>
  (line) =>
    line.role === "hidden-state"
      ? other({ o: now(work, line, "o_t"), c: now(work, line, "c_t") }, line)
      : undefined;

/** (f · c) in every entry, a scalar product instead of ⊙ */
const dotted = (a: Expr, b: Expr): Expr => spread(sum(mul(a, b), 0), 0, a.shape[0] as number);

export const lstms: readonly Mistake[] = [
  {
    id: "lstm-no-tanh-on-cell",
    kind: "concept",
    models: LSTM,
    feedback: "The output gate multiplies tanh of the cell state; you left the tanh out.",
    source: "nicodjimenez/lstm#42",
    rewrites: (work) =>
      everywhere(
        work,
        inShown(work, ({ o, c }) => mul(o, c)),
      ),
  },
  {
    id: "lstm-i-f-swapped",
    kind: "slip",
    models: LSTM,
    feedback: "You exchanged the two gates: $f_t$ multiplies the old cell state, $i_t$ the candidate.",
    source: "afshinea/stanford-cs-229-machine-learning#1",
    rewrites: (work) =>
      everywhere(
        work,
        inCell(work, ({ f, old, i, g }) => add(mul(i, old), mul(f, g))),
      ),
  },
  {
    id: "lstm-f-on-both",
    kind: "slip",
    models: LSTM,
    feedback: "You used the forget gate on the candidate too; that place is the input gate's.",
    source: "ARM-software/CMSIS-NN#181",
    rewrites: (work) =>
      everywhere(
        work,
        inCell(work, ({ f, old, g }) => add(mul(f, old), mul(f, g))),
      ),
  },
  {
    id: "lstm-cell-one-term",
    kind: "slip",
    models: LSTM,
    feedback:
      "The cell state has two terms, each with a gate of its own; one of the terms, or a gate, is missing.",
    rewrites: (work) => [
      ...everywhere(
        work,
        inCell(work, ({ i, g }) => mul(i, g)),
        "the old cell's term",
      ),
      ...everywhere(
        work,
        inCell(work, ({ f, old }) => mul(f, old)),
        "the candidate's term",
      ),
      ...everywhere(
        work,
        inCell(work, ({ old, i, g }) => add(old, mul(i, g))),
        "the forget gate",
      ),
      ...everywhere(
        work,
        inCell(work, ({ f, old, g }) => add(mul(f, old), g)),
        "the input gate",
      ),
    ],
  },
  {
    id: "lstm-h-from-old-cell",
    kind: "slip",
    models: LSTM,
    feedback: "The hidden state is made from the new cell state $c_t$; you took the old one.",
    source: "borelien/entailment-neural-attention-lstm-tf#3",
    rewrites: (work) =>
      everywhere(
        work,
        inShown(work, ({ o }, line) => mul(o, map("tanh", now(work, line, "c_prev")))),
      ),
  },
  {
    id: "lstm-output-gate-omitted",
    kind: "concept",
    models: LSTM,
    feedback: "You left the output gate out: the hidden state is $o_t$ times tanh of the cell state.",
    rewrites: (work) =>
      everywhere(
        work,
        inShown(work, ({ c }) => map("tanh", c)),
      ),
  },
  {
    id: "gate-as-scalar-product",
    kind: "shape",
    models: LSTM,
    feedback:
      "⊙ multiplies entry by entry and gives a vector; you took the scalar product, which is one number.",
    source: "LMD0311/PointMamba#39",
    rewrites: (work) =>
      everywhere(
        work,
        inCell(work, ({ f, old, i, g }) => add(dotted(f, old), dotted(i, g))),
      ),
  },
  {
    id: "lstm-gates-multiplied",
    kind: "slip",
    models: LSTM,
    feedback: "The cell state adds what is kept and what is new; you multiplied the two.",
    rewrites: (work) =>
      everywhere(
        work,
        inCell(work, ({ f, old, i, g }) => mul(mul(f, old), mul(i, g))),
      ),
  },
];
