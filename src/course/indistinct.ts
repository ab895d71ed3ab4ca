import { close } from "../linalg/close.ts";
import { sameShape, type Tensor } from "../linalg/tensor.ts";
import { type Values, value } from "../readings/value.ts";
import { isUserError } from "../text/user-error.ts";
import type { Exercise } from "./exercise.ts";
import { type Run, run } from "./run.ts";

// Which slips an exercise can't see: quantities that may be exchanged, and choices of another convention, that leave
// every number that is asked as it is.

const ALIKE = { relative: 1e-12, absolute: 1e-12 };

/** Sets of quantities of which any two may be exchanged: `[["W_z", "U_z"], …]`. */
export function exchangeable(done: Run): string[][] {
  const groups: string[][] = [];
  const inputs = new Map(done.graph.inputs.map(({ key }) => [key, done.values.get(key) as Tensor]));
  const weights = done.graph.inputs.filter(({ role }) => role === "weight" || role === "bias");
  for (const { key } of weights) {
    const group = groups.find(([first]) => unchanged(done, exchanged(inputs, first, key)));
    if (group) group.push(key);
    else groups.push([key]);
  }
  return groups.filter((group) => group.length > 1);
}

/** Undefined where the two can't be mistaken for each other, being of other shapes. */
function exchanged(inputs: Values, a: string, b: string): Values | undefined {
  const [x, y] = [inputs.get(a), inputs.get(b)] as [Tensor, Tensor];
  return sameShape(x.shape, y.shape) ? new Map([...inputs, [a, y], [b, x]]) : undefined;
}

const unchanged = ({ graph, values, asked }: Run, inputs: Values | undefined): boolean => {
  if (!inputs) return false;
  const other = value(graph, inputs);
  return asked.every((key) => close(values.get(key) as Tensor, other.get(key) as Tensor, ALIKE));
};

/** How many biases there are and whether there is an output is no slip: the numbers say it. */
const GIVEN = ["biases", "output"];

/** Choices that another convention makes without changing what is asked: `["update=old"]`. */
export function sameUnder(exercise: Exercise, { model, convention, values, asked }: Run): string[] {
  const others = Object.entries(model.choices)
    .filter(([option]) => !GIVEN.includes(option))
    .flatMap(([option, choices]) =>
      Object.keys(choices)
        .filter((choice) => choice !== convention[option])
        .map((choice) => [option, choice] as const),
    );
  return others
    .filter(([option, choice]) => {
      const other = attempt(() => run(exercise, { convention: { ...convention, [option]: choice } }));
      return other !== undefined && asked.every((key) => same(values.get(key), other.values.get(key)));
    })
    .map(([option, choice]) => `${option}=${choice}`);
}

const same = (a: Tensor | undefined, b: Tensor | undefined): boolean =>
  a !== undefined && b !== undefined && close(a, b, ALIKE);

/** A convention under which the exercise can't be run (peepholes without their weights) is no mistake of anyone. */
function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch (error) {
    if (isUserError(error)) return undefined;
    throw error;
  }
}
