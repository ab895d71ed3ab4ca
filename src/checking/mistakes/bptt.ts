import { negate } from "../../graph/build.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { backwards, backwardsEverywhere } from "../rewrite.ts";
import { isAdjointOf, isOfState, keeping, lastStep, stepOf, withoutCarried } from "./adjoint-terms.ts";
import { adjointsIn, sumOf, termsOf } from "./terms.ts";

// Mistakes on the way back from step to step.

const RECURRENT = ["rnn", "lstm", "gru"];

const isOfParameter = isAdjointOf("weight", "bias");
const isOfLoss = isAdjointOf("loss", "total-loss");

export const bptt: readonly Mistake[] = [
  {
    id: "bptt-direct-term-only",
    kind: "concept",
    models: RECURRENT,
    feedback:
      "You used each step's own error alone; what comes back from the next step is to be added to it.",
    source: "d2l-ai/d2l-en#2616",
    rewrites: (work) => backwardsEverywhere(work, withoutCarried(work)),
  },
  {
    id: "truncated-bptt",
    kind: "convention",
    models: RECURRENT,
    feedback: "You cut the chain between two steps; this sheet asks for the gradient through all of them.",
    source: "d2l-ai/d2l-en#1408",
    rewrites: (work) => cuts(work),
  },
  {
    id: "bptt-last-step-only",
    kind: "concept",
    models: RECURRENT,
    feedback:
      "The same parameters serve at every step, so their gradient is a sum over the steps; you have the last one's term alone.",
    source: "OpenNMT/OpenNMT-py#891",
    rewrites: (work) =>
      backwards(
        work,
        keeping(isOfParameter, (term) => stepOf(work, term) === lastStep(work)),
      ),
  },
  {
    id: "loss-grad-sign",
    kind: "slip",
    models: RECURRENT,
    feedback:
      "The gradient starts with what the model says minus what it should say; yours has the other sign.",
    source: "haifengl/smile#151",
    rewrites: (work) =>
      backwardsEverywhere(work, (line) =>
        isOfLoss(line)
          ? undefined
          : sumOf(
              termsOf(line.expr).map((term) => (adjointsIn(work, term).length > 0 ? term : negate(term))),
              line.expr.shape,
            ),
      ),
  },
];

/** The chain cut before each step but the first, one cut at a time. */
function cuts(work: Work): Rewrite[] {
  const last = lastStep(work);
  return last > 2
    ? Array.from({ length: last - 1 }, (_, i) => i + 1).flatMap((at) =>
        backwardsEverywhere(
          work,
          withoutCarried(work, (line) => isOfState(line) && line.at === at),
          `between step ${at} and step ${at + 1}`,
        ),
      )
    : [];
}
