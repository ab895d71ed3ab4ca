import type { Expr } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Work } from "../mistake.ts";
import { everywhere, within } from "../rewrite.ts";
import { isRef, now } from "../work.ts";

// Mistakes between the steps.

const STATES = ["h_prev", "c_prev"];

/** The first state in the place of the one before, at every later step. */
function fromStart(work: Work, line: Line, states: readonly string[]): Expr | undefined {
  if (line.at === undefined || line.at === 1) return undefined;
  const before = states.map((state) => now(work, line, state));
  const first = states.map((state) => now(work, { at: 1 }, state));
  return within(
    line.expr,
    (e) => first[before.findIndex((state) => isRef(state) && isRef(e, state.fields.key))],
  );
}

export const times: readonly Mistake[] = [
  {
    id: "state-not-carried",
    kind: "concept",
    models: ["rnn", "lstm", "gru"],
    feedback:
      "Each step starts from the state of the step before it; yours start from the first state again.",
    source: "HiroIshida/mohou#107",
    rewrites: (work) => {
      const states = STATES.filter((state) => state in work.model.build({}, work.convention).recurrence);
      const each = states.length > 1 ? states : [];
      return [
        ...everywhere(work, (line) => fromStart(work, line, states)),
        ...each.flatMap((state) =>
          everywhere(work, (line) => fromStart(work, line, [state]), `with $${state[0]}$ alone`),
        ),
      ];
    },
  },
];
