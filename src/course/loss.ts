import { add, logSoftmax, mul, negate, onehot, ref, scale, subtract, sum } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { graph, type Input, type Line } from "../graph/graph.ts";
import { keyAt, symbolAt } from "../graph/unroll.ts";
import { isRecurrent } from "../models/model.ts";
import { value } from "../readings/value.ts";
import { didYouMean } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { mustBeFinite } from "./finite.ts";
import { type LossName, losses } from "./losses.ts";
import type { Run } from "./run.ts";
import { type Target, targetOf } from "./target.ts";

/** The key of the loss; over a sequence those of its steps are `L_1`, `L_2` … */
export const LOSS = "L";

/** A run with a loss behind its lines. */
export interface LossRun extends Run {
  readonly loss: LossName;
  /** What the loss is over: the outputs, or the states of a model that has none. */
  readonly over: "y_t" | "h_t";
  /** The keys of the inputs that the target became; a cross-entropy's classes are constants. */
  readonly targets: readonly string[];
}

/**
 * The run with a loss over its outputs (over its states where it has no outputs), summed over the steps:
 * ½ ‖y_t − target_t‖², or −ln softmax(y_t)[class_t].
 * @throws UserError where the target is missing or does not fit
 */
export function withLoss(run: Run, asked?: string): LossRun {
  const loss = asked === undefined ? (run.exercise.file.loss ?? "squared") : lossName(asked);
  const over = run.graph.lines.some(({ role }) => role === "output") ? "y_t" : "h_t";
  if (!isRecurrent(run.model))
    throw new UserError(`${run.model.title} has no steps to take a loss over; rnn, lstm and gru have`);
  const predicted = overTime(run, over);
  if (predicted[0].expr.shape.length === 0)
    throw new UserError(`${run.model.title} is one number a step; rnn-tutor expand shows its derivatives`);
  const target = targetOf(run, loss, over, predicted[0].expr.shape[0] as number);
  const inputs = loss === "squared" ? predicted.map(targetInput) : [];
  const each = predicted.map((line, i) => lossLine(line, lossOf[loss](line, target, i)));
  const whole = graph([...run.graph.inputs, ...inputs], withLosses(run.graph.lines, each));
  const numbers = new Map([
    ...run.parameters.inputs,
    ...inputs.map(({ key }, i) => [key, target.rows[i]] as const),
  ]);
  const values = value(whole, numbers);
  mustBeFinite(whole, values);
  const shown = new Map([...run.parameters.shown, ["target", target.shown]]);
  const parameters = { ...run.parameters, inputs: numbers, shown };
  return { ...run, loss, over, targets: inputs.map(({ key }) => key), parameters, graph: whole, values };
}

function lossName(typed: string): LossName {
  const found = losses.find((name) => name === typed.toLowerCase());
  if (found) return found;
  const hint = didYouMean(typed, losses) || `; it is one of ${losses.join(", ")}`;
  throw new UserError(`--loss can't be "${typed}"${hint}`);
}

/** The line of every step, or the one of a single step. */
function overTime({ graph: { lines }, parameters: { steps } }: Run, key: string): Line[] {
  const wanted = steps === undefined ? [key] : Array.from({ length: steps }, (_, i) => keyAt(key, i + 1));
  const byKey = new Map(lines.map((line) => [line.key, line]));
  return wanted.map((one) => byKey.get(one) as Line);
}

/** `target_t` at a line's step. */
const targetAt = (at: number | undefined): Pick<Input, "key" | "symbol"> =>
  at === undefined
    ? { key: "target_t", symbol: "target_t" }
    : { key: keyAt("target_t", at), symbol: symbolAt("target_t", at) };

const targetInput = ({ at, expr: { shape } }: Line): Input => ({
  ...targetAt(at),
  title: "target",
  role: "data",
  shape,
  sizes: ["output"],
});

const lossOf: Readonly<Record<LossName, (line: Line, target: Target, i: number) => Expr>> = {
  // ½ ‖y_t − target_t‖²
  squared: ({ key, at, expr: { shape } }) => {
    const difference = subtract(ref(key, shape), ref(targetAt(at).key, shape));
    return scale(0.5, sum(mul(difference, difference), 0), "1/2");
  },
  // −ln softmax(y_t)[class_t]
  "cross-entropy": ({ key, expr: { shape } }, { classes }, i) =>
    negate(sum(mul(onehot([classes[i]], shape[0] as number), logSoftmax(ref(key, shape))), 0)),
};

/** `L_3` at step 3, `L` in a single step. */
const lossLine = ({ at }: Line, expr: Expr): Line => ({
  ...(at === undefined
    ? { key: LOSS, symbol: LOSS, title: "loss" }
    : { key: `${LOSS}_${at}`, symbol: `${LOSS}_${at}`, title: "loss of the step", at }),
  role: "loss",
  expr,
});

/** Each step's loss behind its lines, and L = L_1 + L_2 + … behind them all. */
function withLosses(lines: readonly Line[], each: readonly Line[]): Line[] {
  const last = each.length - 1;
  const byStep = new Map(each.map((line) => [line.at, line]));
  const interleaved = lines.flatMap((line, i) => {
    const own = lines[i + 1]?.at === line.at ? undefined : byStep.get(line.at);
    return own ? [line, own] : [line];
  });
  if (each[last].at === undefined) return [...lines, each[last]];
  const expr = add(...each.map(({ key }) => ref(key, [])));
  return [...interleaved, { key: LOSS, symbol: LOSS, title: "loss", role: "total-loss", expr }];
}
