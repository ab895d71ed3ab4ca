import { add, map, mul, softmax } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere, withInputs } from "../rewrite.ts";
import { isRef, numbersOf, quantityOf } from "../work.ts";

// Mistakes in the mask: which keys a query may see, and how the others are hidden.

const ATTENDING = ["attention", "multi-head", "transformer"];

const isMasked = ({ role }: Line): boolean => /^masked-scores/.test(role);

/** S and M where a line is S + M. */
function maskedIn({ expr }: Line): { readonly S: Expr; readonly M: Expr } | undefined {
  if (expr.kind !== "add") return undefined;
  const [S, M] = expr.fields.terms;
  return { S, M };
}

const atMask = (work: Work, other: (S: Expr, M: Expr) => Expr, where?: string): Rewrite[] =>
  everywhere(
    work,
    (line) => {
      const parts = isMasked(line) ? maskedIn(line) : undefined;
      return parts && other(parts.S, parts.M);
    },
    where,
  );

/** 1 where a query sees a key, 0 where it does not: e^M */
const seen = (M: Expr): Expr => map("exp", M);

/** The weights, made of scores that are not masked, with nothing where the mask hides. */
const maskedAfter = (work: Work): Rewrite[] =>
  everywhere(work, ({ expr }) => {
    if (expr.kind !== "softmax" || !isRef(expr.fields.arg)) return undefined;
    const scores = quantityOf(work, expr.fields.arg.fields.key);
    const parts = "expr" in scores && isMasked(scores) ? maskedIn(scores) : undefined;
    return parts && mul(softmax(parts.S), seen(parts.M));
  });

/** Other numbers in the mask: 1 or 0 where it is given, 0 or −∞ where it is a causal one. */
function remasked(
  work: Work,
  sees: (i: number, j: number, before: boolean) => boolean,
  where?: string,
): Rewrite[] {
  const given = work.graph.inputs.find(({ key, role }) => key === "mask" && role === "data");
  const input = given ?? work.graph.inputs.find(({ key, role }) => key === "M" && role === "constant");
  const old = input && numbersOf(work, input.key);
  if (!input || !old) return [];
  const cols = old.shape[1] as number;
  const data = old.data.map((x, at) => {
    const now = sees(Math.floor(at / cols), at % cols, given ? x !== 0 : x === 0);
    return given ? Number(now) : now ? 0 : Number.NEGATIVE_INFINITY;
  });
  return data.every((x, i) => x === old.data[i]) ||
    isBlind({ ...old, data }, given ? 0 : Number.NEGATIVE_INFINITY)
    ? []
    : [withInputs(work, new Map([[input.key, { ...old, data }]]), where)];
}

/** Whether some query sees nothing at all: then it has no weights, and nobody can have gone on with them. */
const isBlind = ({ shape, data }: Tensor, hidden: number): boolean => {
  const cols = shape[1] as number;
  return Array.from({ length: shape[0] as number }, (_, i) => data.subarray(i * cols, (i + 1) * cols)).some(
    (row) => row.every((x) => x === hidden),
  );
};

const isCausal = (work: Work): boolean =>
  work.graph.inputs.some(({ key, role }) => key === "M" && role === "constant");

export const masks: readonly Mistake[] = [
  {
    id: "mask-after-softmax",
    kind: "concept",
    models: ATTENDING,
    feedback:
      "You masked after the softmax, so that the rows do not sum to 1; the scores are masked before it.",
    source: "huggingface/pytorch-image-models#2236",
    rewrites: maskedAfter,
  },
  {
    id: "mask-zero-score",
    kind: "concept",
    models: ATTENDING,
    feedback: "A hidden score of 0 still gets $e^0 = 1$ in the softmax; it must be $−∞$.",
    source: "awslabs/gluonts#1401",
    rewrites: (work) => atMask(work, (S, M) => mul(S, seen(M))),
  },
  {
    id: "mask-missing",
    kind: "slip",
    models: ATTENDING,
    feedback: "The mask is missing: a query saw keys that are hidden from it.",
    source: "facebookresearch/xformers#103",
    rewrites: (work) => atMask(work, (S) => S),
  },
  {
    id: "mask-inverted",
    kind: "slip",
    models: ATTENDING,
    feedback: "You hid what may be seen and showed what is hidden.",
    source: "NVIDIA/TransformerEngine#1524",
    rewrites: (work) => [
      ...remasked(work, (_, __, before) => !before),
      ...(isCausal(work) ? remasked(work, (i, j) => j >= i, "with each token itself still seen") : []),
    ],
  },
  {
    id: "mask-diagonal",
    kind: "slip",
    models: ATTENDING,
    feedback: "Your mask is off by one: a token sees those up to itself, and itself too.",
    source: "pbloem/former#10",
    rewrites: (work) =>
      isCausal(work)
        ? [
            ...remasked(work, (i, j) => j <= i + 1, "one token too many"),
            ...remasked(work, (i, j) => j < i || (i === 0 && j === 0), "one token too few"),
          ]
        : [],
  },
  {
    id: "mask-added-as-number",
    kind: "concept",
    models: ATTENDING,
    feedback: "A 0 or 1 added to a score hides nothing; where the mask says 0 the score becomes $−∞$.",
    rewrites: (work) => atMask(work, (S, M) => add(S, seen(M))),
  },
];
