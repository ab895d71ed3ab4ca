import type { GradientRun } from "../../course/gradients.ts";
import type { Check } from "../../course/verify.ts";
import { keysOf } from "../../graph/fold.ts";
import type { Line } from "../../graph/graph.ts";
import { type Step, steps } from "../../readings/steps.ts";
import type { Block } from "../../report/report.ts";
import { checkTable } from "./check-table.ts";
import { resultsOf } from "./names.ts";
import { worksheet } from "./opened.ts";
import { questionBlocks } from "./question.ts";
import { type Detail, gap, shownTimes, type Time } from "./worked.ts";
import { writer } from "./writer.ts";

/** The gradients of a loss worked as a student does: forwards in short, then line by line from the loss back. */
export function gradientPage(
  run: GradientRun,
  detail: Detail,
  checks: readonly Check[] | undefined,
): Block[] {
  const pen = writer(run, detail);
  const times = shownTimes(run, detail);
  const stepOf = placesIn(run);
  const isShown = (line: Line): boolean => {
    const where = stepOf(line);
    return typeof where === "string" || times.includes(where);
  };
  const wanted = (line: Line): boolean => isWritten(line) && isShown(line);
  const worked = steps(run.graph, run.values, wanted);
  const sheets = (found: readonly Step[]): Block[] =>
    found.flatMap((step, i) => worksheet(step, i + 1, pen, detail));
  const at = (where: Place): Step[] =>
    worked.filter(({ line }) => line.adjointOf !== undefined && stepOf(line) === where);
  return [
    ...questionBlocks(run, detail.all, STATEMENT),
    { kind: "fact", label: "Loss", text: lossText(run) },
    { kind: "section", title: "Forwards" },
    { kind: "results", results: resultsOf(run, forwardKeys(run, isShown), detail.all) },
    ...sheets(worked.filter(({ line }) => line.adjointOf === undefined)),
    ...[...times].reverse().flatMap((time): Block[] => {
      if (time === "gap") return [gap(times)];
      const found = sheets(at(time ?? "once"));
      return found.length === 0 ? [] : [{ kind: "section", title: backTitle(run, time) }, ...found];
    }),
    ...withTitle("The parameters", sheets(at("shared"))),
    ...(checks ? withTitle("Held against differences", checkTable(run, checks)) : []),
  ];
}

const STATEMENT = "Compute the loss $L$ and its slope in every quantity, from the loss backwards.";

const withTitle = (title: string, blocks: readonly Block[]): Block[] =>
  blocks.length === 0 ? [] : [{ kind: "section", title }, ...blocks];

/** Where a line is worked: at its step, in the one step there is, or with the parameters, which every step shares. */
type Place = number | "once" | "shared";

function placesIn({ graph, parameters: { steps: count } }: GradientRun): (line: Line) => Place {
  const once = count === undefined;
  const inputs = new Map(graph.inputs.map(({ key, role }) => [key, role]));
  const data = graph.inputs.filter(({ role }) => role === "data").map(({ key }) => key);
  const stepOf = new Map(data.map((key, i) => [key, i + 1]));
  return ({ at, adjointOf = "" }) => {
    if (at !== undefined) return at;
    const role = inputs.get(adjointOf);
    if (role === "weight" || role === "bias") return "shared";
    if (once) return "once";
    return role === "state" ? 1 : (stepOf.get(adjointOf) ?? "shared");
  };
}

/** Of the lines behind the model's own: the loss, and gradients that are more than a constant. */
const isWritten = ({ role, adjointOf, expr }: Line): boolean =>
  adjointOf === undefined ? role.endsWith("loss") : expr.kind !== "fill";

/** The model's own lines; pre-activations where a gradient is written with them. */
function forwardKeys({ graph: { lines } }: GradientRun, isShown: (line: Line) => boolean): string[] {
  const read = new Set(lines.flatMap(({ adjointOf, expr }) => (adjointOf === undefined ? [] : keysOf(expr))));
  return lines
    .filter(({ adjointOf, role }) => adjointOf === undefined && !role.endsWith("loss"))
    .filter((line) => isShown(line) && (!line.quiet || read.has(line.key)))
    .map(({ key }) => key);
}

const backTitle = ({ parameters: { steps: count } }: GradientRun, time: Time): string =>
  time === undefined ? "Backwards" : `Backwards, step ${time} of ${count}`;

/** What is summed, and over what. */
function lossText({ loss, over, parameters: { steps: count } }: GradientRun): string {
  const summed = count === undefined ? "" : ", summed over the steps";
  const instead = over === "h_t" ? ". There is no output here, so it is over the state" : "";
  return loss === "squared"
    ? `squared error, half the squared length of $${over} − target_t$${summed}${instead}`
    : `cross-entropy, $−ln softmax(${over})$ at the class${summed}${instead}. Classes are counted from 0: onehot(1) is class 0`;
}
