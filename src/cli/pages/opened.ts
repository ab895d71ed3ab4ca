import { add, ref } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Step } from "../../readings/steps.ts";
import type { Block, Named } from "../../report/report.ts";
import { symbolMath } from "../../text/formula.ts";
import { shown } from "./names.ts";
import { type Detail, working } from "./worked.ts";
import type { Writer } from "./writer.ts";

const MOST_TERMS = 8;
const KEPT = 2;
const GAP = "…";

/** A line worked out: as a table where its numbers are a vector, as matrices side by side where they are not. */
export function worksheet(whole: Step, number: number, pen: Writer, detail: Detail): Block[] {
  const step = detail.all ? whole : abridged(whole);
  const table = working(step, number, step === whole ? pen : withoutNumbers(pen), detail);
  if (whole.value.shape.length === 1) return [{ kind: "working", ...table }];
  const named = (name: Named["names"][number], value: Tensor): Named => ({
    names: [name],
    value: shown(value, detail.all),
  });
  return [
    { kind: "working", ...table, columns: [], rows: [] },
    {
      kind: "results",
      inset: true,
      results: [
        ...step.parts.map(({ expr, value }) => named(pen.formula(expr), value)),
        named(symbolMath(step.line.symbol), step.value),
      ],
    },
  ];
}

/** A sum over many steps: its first terms and its last. */
function abridged(step: Step): Step {
  if (step.expr.kind !== "add" || step.expr.fields.terms.length <= MOST_TERMS) return step;
  const { terms } = step.expr.fields;
  const kept: readonly Expr[] = [...terms.slice(0, KEPT), terms[terms.length - 1]];
  const [first, second, last] = kept;
  return {
    ...step,
    expr: add(first, second, ref(GAP, step.expr.shape), last),
    parts: step.parts.filter(({ expr }) => kept.includes(expr)),
  };
}

/** What is left out has no numbers to put in. */
const withoutNumbers = (pen: Writer): Writer => ({ ...pen, numbersIn: () => ({ pieces: [], latex: "" }) });
