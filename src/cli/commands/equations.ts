import { inWords, namesOf } from "../../course/convention.ts";
import { run } from "../../course/run.ts";
import { zeros } from "../../linalg/tensor.ts";
import { atom, writing } from "../../readings/equation.ts";
import { numpy } from "../../readings/notation/numpy.ts";
import { unicode } from "../../readings/notation/unicode.ts";
import { steps } from "../../readings/steps.ts";
import { value } from "../../readings/value.ts";
import { symbolMath } from "../../text/formula.ts";
import { unicodeSymbol } from "../../text/symbol.ts";
import type { Desk, Flags } from "../desk.ts";
import { runOptions } from "../options.ts";
import { symbolsOf } from "../pages/names.ts";
import { conventionText } from "../pages/question.ts";
import { writer } from "../pages/writer.ts";

const DIGITS = 4;

/** `rnn-tutor equations <exercise>`: the written lines of one step of its model under a convention, without numbers. */
export async function equationsCommand(desk: Desk, target: string, flags: Flags): Promise<void> {
  const options = runOptions(flags);
  const exercise = await desk.exercise(target, flags);
  const done = run(exercise, await desk.changes(flags, exercise));
  const cell = done.model.build(done.parameters.sizes, done.convention);
  const values = value(
    cell,
    new Map(cell.inputs.map((input) => [input.key, input.value ?? zeros(input.shape)])),
  );
  const pen = writer({ graph: cell, values }, { digits: DIGITS, fine: false });
  const symbol = symbolsOf(cell);
  const inUnicode = writing(unicode, (key) => atom(unicodeSymbol(symbol(key))));
  const inNumpy = writing(numpy, (key) => atom(key));
  const lines = steps(cell, values);
  const { model, convention } = done;
  await desk.show(
    {
      digits: DIGITS,
      blocks: [
        { kind: "heading", id: "", title: model.title },
        { kind: "fact", label: "Convention", text: conventionText(done) },
        {
          kind: "equations",
          lines: lines.map(({ line, expr }) => ({
            title: line.title,
            symbol: symbolMath(line.symbol),
            equation: pen.formula(expr),
          })),
        },
      ],
      data: {
        schema: 1,
        model: model.name,
        convention,
        names: namesOf(model, convention),
        choices: inWords(model, convention),
        lines: lines.map(({ line, expr }) => ({
          key: line.key,
          title: line.title,
          equation: `${unicodeSymbol(line.symbol)} = ${inUnicode(expr)}`,
          latex: `${symbolMath(line.symbol).latex} = ${pen.formula(expr).latex}`,
          numpy: `${line.key} = ${inNumpy(expr)}`,
        })),
      },
      records: [
        ["key", "title", "equation", "numpy"],
        ...lines.map(({ line, expr }) => [
          line.key,
          line.title,
          `${unicodeSymbol(line.symbol)} = ${inUnicode(expr)}`,
          `${line.key} = ${inNumpy(expr)}`,
        ]),
      ],
    },
    flags,
    options.format,
  );
}
