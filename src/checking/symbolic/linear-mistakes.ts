import { add, map, mul, ref } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import { graph } from "../../graph/graph.ts";
import { type Cell, unroll } from "../../graph/unroll.ts";
import { derivative } from "./derivative.ts";
import { type Formula, integer, name, negative, product, substitute, sum } from "./formula.ts";
import { formulasOf } from "./from-graph.ts";
import type { Mistaken, Named } from "./question.ts";

// What is written where the linear RNN of one unit is misunderstood, or its output wrongly differentiated: out of cells
// with another recurrence, or out of the right states.

const w = ref("w", []);
const u = ref("u_t", []);
const h = ref("h_prev", []);

/** The recurrence as some write it. */
export const recurrences: readonly (Named & { readonly expr: Expr })[] = [
  {
    id: "weight-on-input-only",
    kind: "concept",
    feedback: "Your w multiplies the input alone; here it multiplies the sum of the input and the old state.",
    expr: add(mul(w, u), h),
  },
  {
    id: "weight-on-state-only",
    kind: "concept",
    feedback:
      "Your w multiplies the old state alone; here it multiplies the sum of the input and the old state.",
    expr: add(u, mul(w, h)),
  },
  { id: "weight-dropped", kind: "slip", feedback: "The weight w is missing.", expr: add(u, h) },
  { id: "state-dropped", kind: "concept", feedback: "The old state is missing.", expr: mul(w, u) },
  {
    id: "nonlinearity-added",
    kind: "concept",
    feedback: "This network has no nonlinearity; leave tanh out.",
    expr: map("tanh", mul(w, add(u, h))),
  },
];

const withLine = (cell: Cell, expr: Expr): Cell => ({
  ...graph(
    cell.inputs,
    cell.lines.map((line) => ({ ...line, expr })),
  ),
  recurrence: cell.recurrence,
});

/** h_1 … h_T of a cell from h_0 = 0, multiplied into each other. */
export const statesOf = (cell: Cell, steps: number): ReadonlyMap<string, Formula> =>
  formulasOf(unroll(cell, steps), new Map([["h_0", 0]]));

/** y by the wrong recurrences, and after one step too few. */
export const outputs = (cell: Cell, steps: number): readonly Mistaken[] => [
  ...recurrences.map(({ expr, ...named }) => ({
    ...named,
    formula: statesOf(withLine(cell, expr), steps).get(`h_${steps}`) as Formula,
  })),
  ...(steps > 1
    ? [
        {
          id: "one-step-short",
          kind: "convention" as const,
          feedback: `This belongs to the state after ${steps - 1} steps; y is the state after ${steps}.`,
          formula: statesOf(cell, steps - 1).get(`h_${steps - 1}`) as Formula,
        },
      ]
    : []),
];

/** Halves of (w · s)' = s + w · s', where s is what w multiplies in the last step. */
export function productRule(
  cell: Cell,
  states: ReadonlyMap<string, Formula>,
  steps: number,
): readonly Mistaken[] {
  const last = `h_${steps - 1}`;
  const held = formulasOf(unroll(cell, steps), new Map([["h_0", 0]]), new Set([last])).get(
    `h_${steps}`,
  ) as Formula;
  const put = (formula: Formula): Formula => substitute(formula, states);
  const direct = put(derivative(held, "w"));
  const whole = derivative(states.get(`h_${steps}`) as Formula, "w");
  return [
    {
      id: "product-rule-forgotten",
      kind: "concept",
      feedback: `You treated $${last}$ as a constant, but w is in it too: each $w^n$ gives $n w^{n-1}$, and the n is missing.`,
      formula: direct,
    },
    {
      id: "direct-term-forgotten",
      kind: "concept",
      feedback: `You differentiated $${last}$ alone; the w in front of the bracket has a derivative as well.`,
      formula: sum(whole, negative(direct)),
    },
  ];
}

/** What is not, or wrongly, differentiated. */
export function derived(y: Formula, by: string, other: string): readonly Mistaken[] {
  const right = derivative(y, by);
  return [
    {
      id: "not-differentiated",
      kind: "concept",
      feedback: "This is y itself; differentiate it.",
      formula: y,
    },
    {
      id: "other-derivative",
      kind: "slip",
      feedback: `This is $dy/d${other}$; here y is differentiated by $${by}$.`,
      formula: derivative(y, other),
    },
    {
      id: "power-not-lowered",
      kind: "concept",
      feedback:
        by === "w"
          ? "The powers of w are each one too high: $w^n$ becomes $n w^{n-1}$."
          : `$${by}$ is still in it: the derivative of $c ${by}$ by $${by}$ is c.`,
      formula: product(name(by), right),
    },
    {
      id: "differentiated-twice",
      kind: "slip",
      feedback: "This was differentiated once more, by w.",
      formula: derivative(right, "w"),
    },
    { id: "sign", kind: "slip", feedback: "The sign is wrong.", formula: product(integer(-1), right) },
  ];
}
