import type { Shape, Tensor } from "../linalg/tensor.ts";
import { zeros } from "../linalg/tensor.ts";
import { gradient, gradientKey } from "../readings/gradient.ts";
import { value } from "../readings/value.ts";
import { didYouMean } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { mustBeFinite } from "./finite.ts";
import { canonicalKey } from "./keys.ts";
import { LOSS, type LossRun, withLoss } from "./loss.ts";
import type { Run } from "./run.ts";

/** A run with a loss, and the gradient of that loss behind it. */
export interface GradientRun extends LossRun {
  /** By the keys of what was asked for: `W_hh`, `x_1`, `h_0`. */
  readonly gradients: ReadonlyMap<string, Tensor>;
}

/** Differentiates a run's loss. `asked` are keys of inputs and lines; every input where it is left out. */
export function withGradients(run: LossRun, asked?: readonly string[]): GradientRun {
  const wrt =
    asked === undefined ? ownInputs(run) : [...new Set(asked.flatMap((typed) => keysFor(run, typed)))];
  const graph = gradient(run.graph, LOSS, wrt);
  const values = value(graph, run.parameters.inputs);
  mustBeFinite(graph, values);
  const shapes = new Map<string, Shape>([
    ...run.graph.inputs.map(({ key, shape }) => [key, shape] as const),
    ...run.graph.lines.map(({ key, expr }) => [key, expr.shape] as const),
  ]);
  // what the loss does not depend on has no line, and no slope
  const gradients = new Map(
    wrt.map((key) => [key, values.get(gradientKey(key)) ?? zeros(shapes.get(key) as Shape)]),
  );
  return { ...run, graph, values, gradients };
}

/** The run of an exercise that asks for the gradients of its loss in the weights and biases too. */
export function askingGradients(run: Run, loss?: string): Run {
  const done = withGradients(withLoss(run, loss));
  const learned = run.graph.inputs.filter(({ role }) => role === "weight" || role === "bias");
  const keys = learned.map(({ key }) => gradientKey(key)).filter((key) => done.values.has(key));
  return { ...done, asked: [...run.asked, ...keys] };
}

/** Every input of the model: its weights, its states, its data, and not the target. */
const ownInputs = ({ graph, targets }: LossRun): string[] => {
  const taken = new Set(targets);
  return graph.inputs.map(({ key }) => key).filter((key) => !taken.has(key));
};

/** The keys that a word stands for: `x` is every `x_t` of a sequence. */
function keysFor(run: LossRun, typed: string): readonly string[] {
  const { graph, exercise } = run;
  const inputs = ownInputs(run);
  const data = graph.inputs.filter(({ key, role }) => role === "data" && inputs.includes(key));
  if (typed === "x" && run.parameters.steps !== undefined) return data.map(({ key }) => key);
  const keys = [...inputs, ...graph.lines.map(({ key }) => key)];
  const key = canonicalKey(typed, exercise.file.model, keys);
  if (key) return [key];
  throw new UserError(`--wrt ${typed}: there is no such quantity${didYouMean(typed, keys)}`);
}
