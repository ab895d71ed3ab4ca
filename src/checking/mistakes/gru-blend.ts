import { add, mul, oneMinus } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import { underConvention } from "../another-convention.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere } from "../rewrite.ts";
import { isRef, now } from "../work.ts";

// Mistakes in the GRU's new state, a blend of the old state and the candidate.

const GRU = ["gru"];

/** keep ⊙ old + take ⊙ candidate */
interface Blend {
  readonly keep: Expr;
  readonly old: Expr;
  readonly take: Expr;
  readonly candidate: Expr;
}

export function blendOf(line: Line): Blend | undefined {
  if (line.role !== "new-state" || line.expr.kind !== "add") return undefined;
  const [kept, taken] = line.expr.fields.terms;
  if (kept.kind !== "mul" || taken.kind !== "mul") return undefined;
  return { keep: kept.fields.a, old: kept.fields.b, take: taken.fields.a, candidate: taken.fields.b };
}

const blended = (work: Work, other: (blend: Blend, line: Line) => Expr, where?: string): Rewrite[] =>
  everywhere(
    work,
    (line) => {
      const blend = blendOf(line);
      return blend && other(blend, line);
    },
    where,
  );

const otherwise = (option: string, choices: readonly [string, string]) => (work: Work) =>
  underConvention(work, { [option]: choices.find((choice) => choice !== work.convention[option]) as string });

export const blends: readonly Mistake[] = [
  {
    id: "z-complement-swapped",
    kind: "convention",
    models: GRU,
    feedback:
      "You exchanged $z_t$ and $1 − z_t$; papers and libraries differ here, so look which of the two states $z_t$ weighs on this sheet.",
    source: "pytorch/pytorch#20129",
    rewrites: otherwise("update", ["new", "old"]),
  },
  {
    id: "update-uses-r",
    kind: "slip",
    models: GRU,
    feedback: "The update gate $z_t$ blends the two states; you used the reset gate $r_t$ there.",
    source: "distillpub/post--memorization-in-rnns#24",
    rewrites: (work) =>
      blended(work, ({ old, candidate, keep }, line) => {
        const r = now(work, line, "r_t");
        return isRef(keep)
          ? add(mul(r, old), mul(oneMinus(r), candidate))
          : add(mul(oneMinus(r), old), mul(r, candidate));
      }),
  },
  {
    id: "update-one-term",
    kind: "slip",
    models: GRU,
    feedback:
      "The new state has two terms, each with a weight of its own; one of the terms, or a weight, is missing.",
    rewrites: (work) => [
      ...blended(work, ({ take, candidate }) => mul(take, candidate), "the old state's term"),
      ...blended(work, ({ keep, old }) => mul(keep, old), "the candidate's term"),
      ...blended(
        work,
        ({ old, take, candidate }) => add(old, mul(take, candidate)),
        "the old state's weight",
      ),
      ...blended(
        work,
        ({ keep, old, candidate }) => add(mul(keep, old), candidate),
        "the candidate's weight",
      ),
    ],
  },
  {
    id: "update-no-complement",
    kind: "slip",
    models: GRU,
    feedback: "The two weights of the blend sum to 1: one is $z_t$, the other $1 − z_t$; yours are the same.",
    rewrites: (work) => [
      ...blended(work, ({ old, candidate }, line) => {
        const z = now(work, line, "z_t");
        return add(mul(z, old), mul(z, candidate));
      }),
      ...blended(
        work,
        ({ old, candidate }, line) => {
          const rest = oneMinus(now(work, line, "z_t"));
          return add(mul(rest, old), mul(rest, candidate));
        },
        "$1 − z_t$ in both places",
      ),
    ],
  },
  {
    id: "update-blends-reset-state",
    kind: "concept",
    models: GRU,
    feedback: "The blend takes the old state itself; $r_t ⊙ h_{t-1}$ belongs to the candidate alone.",
    source: "mquad/hgru4rec#11",
    rewrites: (work) =>
      blended(work, ({ keep, old, take, candidate }, line) =>
        add(mul(keep, mul(now(work, line, "r_t"), old)), mul(take, candidate)),
      ),
  },
  {
    id: "update-preactivation-candidate",
    kind: "slip",
    models: GRU,
    feedback: "You blended the candidate's sum into the new state; the blend takes its tanh.",
    rewrites: (work) =>
      blended(work, ({ keep, old, take }, line) => add(mul(keep, old), mul(take, now(work, line, "a_h_t")))),
  },
  {
    id: "update-skipped",
    kind: "concept",
    models: GRU,
    feedback: "You stopped at the candidate; the new state is a blend of the old state and the candidate.",
    rewrites: (work) => blended(work, ({ candidate }) => candidate),
  },
];
