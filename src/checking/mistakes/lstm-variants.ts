import { add, fill, oneMinus } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import { keysOf } from "../../graph/fold.ts";
import type { Line } from "../../graph/graph.ts";
import { underConvention } from "../another-convention.ts";
import type { Mistake, Work } from "../mistake.ts";
import { everywhere, everywhereOrOnce, within } from "../rewrite.ts";
import { isRef, now, statesBefore } from "../work.ts";
import { sidesOf } from "./sums.ts";

// What an LSTM of another kind does: its forget gate, its peepholes, the order of its states.

const LSTM = ["lstm"];

export const variants: readonly Mistake[] = [
  {
    id: "lstm-coupled-gates",
    kind: "convention",
    models: LSTM,
    feedback:
      "You set $f_t = 1 − i_t$, as some variants do; on this sheet the forget gate has weights of its own.",
    source: "jiesutd/LatticeLSTM#129",
    rewrites: (work) =>
      work.convention.coupled === "yes"
        ? []
        : everywhere(work, (line) =>
            line.role === "forget-gate" ? oneMinus(now(work, line, "i_t")) : undefined,
          ),
  },
  {
    id: "forget-bias-one",
    kind: "convention",
    models: LSTM,
    feedback:
      "You added 1 in the forget gate, as TensorFlow's cells do; this sheet has nothing beside its bias.",
    source: "tensorflow/tensorflow#14223",
    rewrites: (work) =>
      everywhere(work, ({ role, expr }) =>
        role === "forget-gate-pre-activation" ? add(expr, fill(1, expr.shape)) : undefined,
      ),
  },
  {
    id: "h-c-swapped",
    kind: "convention",
    models: LSTM,
    feedback: "You exchanged the hidden state and the cell state that you started from.",
    source: "microsoft/nni#2839",
    rewrites: (work) => everywhere(work, (line) => swappedStates(work, line)),
  },
  {
    id: "lstm-gates-from-c",
    kind: "convention",
    models: LSTM,
    feedback:
      "Look what the gates see on this sheet: the old hidden state, and the cell state only where there are peepholes.",
    source: "hassyGo/N3LP#1",
    rewrites: (work) => [
      ...(work.convention.peepholes === "full" ? underConvention(work, { peepholes: "none" }) : []),
      ...everywhereOrOnce(work, (line) => {
        if (!sidesOf(work, line)) return undefined;
        const h = keyOf(now(work, line, "h_prev"));
        return within(line.expr, (e) => (isRef(e, h) ? now(work, line, "c_prev") : undefined));
      }).map((rewrite) => ({
        ...rewrite,
        where: `${rewrite.where ?? "everywhere"}, with $c$ in the place of $h$`,
      })),
    ],
  },
];

const keyOf = (e: Expr): string => (e as Node<"ref">).fields.key;

/** c in the place of h and h in that of c, at the first step: further on nobody confuses them. */
function swappedStates(work: Work, line: Line): Expr | undefined {
  const isFirst = line.at === undefined || line.at === 1;
  if (!isFirst || !keysOf(line.expr).some((key) => statesBefore(work, line).has(key))) return undefined;
  const [h, c] = [now(work, line, "h_prev"), now(work, line, "c_prev")];
  return within(line.expr, (e) => {
    if (isRef(e, keyOf(h))) return c;
    return isRef(e, keyOf(c)) ? h : undefined;
  });
}
