import type { Cell } from "../../graph/unroll.ts";
import { derivative } from "./derivative.ts";
import { type Formula, name, substitute } from "./formula.ts";
import { formulaOf } from "./from-graph.ts";
import { derived, outputs, productRule, recurrences, statesOf } from "./linear-mistakes.ts";
import type { Asked, Mistaken, Named, SymbolicQuestion } from "./question.ts";

// The linear RNN of one unit, h_t = w (u_t + h_{t−1}): its recurrence, y = h_T, and y's derivatives. What is right comes
// out of the cell, and what mistakes give out of cells with another recurrence.

/** Which recurrence h_t follows. */
export function recurrenceQuestion(cell: Cell): SymbolicQuestion {
  const expected = formulaOf(cell.lines[0].expr);
  const index: readonly (Named & { readonly by: [string, string] })[] = [
    {
      id: "state-of-this-step",
      kind: "slip",
      feedback: "On the right stands the state of the step before, $h_{t-1}$.",
      by: ["h_prev", "h_t"],
    },
    {
      id: "input-of-the-step-before",
      kind: "slip",
      feedback: "The input is that of this step, $u_t$.",
      by: ["u_t", "u_prev"],
    },
  ];
  const mistakes = [
    ...recurrences.map(({ expr, ...named }) => ({ ...named, formula: formulaOf(expr) })),
    ...index.map(({ by, ...named }) => ({
      ...named,
      formula: substitute(expected, new Map([[by[0], name(by[1])]])),
    })),
  ];
  return {
    keys: ["w", "u_t", "h_prev"],
    understood: ["h_t", "u_prev"],
    definitions: new Map(),
    asked: [{ key: "h_t", symbol: "h_t", expected, mistakes }],
  };
}

/** y, the last of some states, in the inputs and w. */
export function unrolledQuestion(cell: Cell, steps: number): SymbolicQuestion {
  const states = statesOf(cell, steps);
  const mistakes = outputs(cell, steps);
  const reversed = new Map(Array.from({ length: steps }, (_, i) => [`u_${i + 1}`, name(`u_${steps - i}`)]));
  const y = states.get(`h_${steps}`) as Formula;
  const order: Mistaken = {
    id: "steps-reversed",
    kind: "slip",
    feedback: "The inputs stand in the reverse order: the first one has gone through the most steps.",
    formula: substitute(y, reversed),
  };
  return {
    ...vocabularyOver(states, steps),
    asked: [{ key: "y", symbol: "y", expected: y, mistakes: [...mistakes, order] }],
  };
}

/** dy/dw and dy/du_1. */
export function derivativesQuestion(cell: Cell, steps: number): SymbolicQuestion {
  const states = statesOf(cell, steps);
  const y = states.get(`h_${steps}`) as Formula;
  const asked = (["w", "u_1"] as const).map((by): Asked => {
    const mistakes = [
      ...(by === "w" ? productRule(cell, states, steps) : []),
      ...derived(y, by, by === "w" ? "u_1" : "w"),
      ...outputs(cell, steps).map((m) => ({
        ...m,
        feedback: `In y: ${m.feedback}`,
        formula: derivative(m.formula, by),
        earlier: true,
      })),
    ];
    const expected = derivative(y, by);
    return { key: `dy_d${by}`, symbol: `dy/d${by}`, expected, derivative: { of: "y", by }, mistakes };
  });
  return { ...vocabularyOver(states, steps), asked };
}

const vocabularyOver = (states: ReadonlyMap<string, Formula>, steps: number) => ({
  keys: ["w", ...Array.from({ length: steps }, (_, i) => `u_${i + 1}`)],
  definitions: new Map(Array.from({ length: steps }, (_, i) => [`h_${i}`, states.get(`h_${i}`) as Formula])),
});
