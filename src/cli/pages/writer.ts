import type { Run } from "../../course/run.ts";
import type { Expr } from "../../graph/expr.ts";
import { colsOf, type Tensor } from "../../linalg/tensor.ts";
import { atom, writing } from "../../readings/equation.ts";
import { fine } from "../../readings/fine.ts";
import { boxes, tensorBox } from "../../readings/notation/boxes.ts";
import { latex, latexTensor } from "../../readings/notation/latex.ts";
import { unicode } from "../../readings/notation/unicode.ts";
import type { Part } from "../../readings/steps.ts";
import type { Row, Working } from "../../report/report.ts";
import { type Formula, formula, symbolMath } from "../../text/formula.ts";
import { latexSymbol, unicodeSymbol } from "../../text/symbol.ts";
import { symbolsOf } from "./names.ts";

/** Writes the expressions of one run: in symbols, with their numbers put in, down to each multiplication. */
export interface Writer {
  formula(expr: Expr): Formula;
  numbersIn(expr: Expr): Working["numbersIn"];
  fine(expr: Expr): (Row["fine"][number] & { readonly at: number })[];
  partLabel(part: Part): Formula;
}

export function writer(
  { graph, values }: Pick<Run, "graph" | "values">,
  detail: { digits: number; fine: boolean },
): Writer {
  const { digits } = detail;
  const symbol = symbolsOf(graph);
  const given = new Set(graph.inputs.map(({ key }) => key));
  const number = (key: string) => [values.get(key) as Tensor, digits, given.has(key)] as const;
  const inUnicode = writing(unicode, (key) => atom(key === "sum" ? key : unicodeSymbol(symbol(key))));
  const inLatex = writing(latex, (key) => atom(key === "sum" ? "\\text{sum}" : latexSymbol(symbol(key))));
  const inBoxes = writing(boxes, (key) => tensorBox(...number(key)));
  const inLatexNumbers = writing(latex, (key) => latexTensor(...number(key)));
  return {
    formula: (expr) =>
      formula(
        () => inUnicode(expr),
        () => inLatex(expr),
      ),
    numbersIn: (expr) => ({
      get pieces() {
        return inBoxes(expr);
      },
      get latex() {
        return inLatexNumbers(expr);
      },
    }),
    fine: (expr) =>
      fine(expr, values, given, digits).map(({ row, column, chain }) => ({
        at: row * colsOf(expr.shape) + column,
        column: expr.shape.length === 2 ? `entry ${row + 1},${column + 1}` : `unit ${row + 1}`,
        text: chain.join(" = "),
      })),
    // in fine detail a pre-activation goes by its name: `a_{z,t} = sum`
    partLabel({ expr, isSum, key }) {
      if (!isSum) return this.formula(expr);
      const name = detail.fine && key ? symbolMath(symbol(key)) : undefined;
      return formula(
        () => (name ? `${name.unicode} = sum` : "sum"),
        () => (name ? `${name.latex} = \\text{sum}` : "\\text{sum}"),
      );
    },
  };
}
