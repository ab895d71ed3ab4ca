import { unroll } from "../graph/unroll.ts";
import { scalar, type Tensor } from "../linalg/tensor.ts";
import { gradient, gradientKey } from "../readings/gradient.ts";
import { derivative, evaluated, type Polynomial, polynomials } from "../readings/polynomial.ts";
import { type Values, value } from "../readings/value.ts";
import { UserError } from "../text/user-error.ts";
import type { Run } from "./run.ts";

/** The most steps that are multiplied out: their terms grow with the square of the steps. */
export const MOST_EXPANDED = 500;

/** The linear RNN multiplied out: y = h_T as a sum over its inputs, and its derivatives. */
export interface Expansion {
  readonly steps: number;
  /** h_1 … h_T */
  readonly states: readonly Polynomial[];
  readonly y: Polynomial;
  readonly dw: Polynomial;
  /** dy/du_1 … dy/du_T */
  readonly du: readonly Polynomial[];
  readonly numbers: readonly Numbers[];
}

/** The sums with numbers put in, and how far the gradient of the graph is from them. */
export interface Numbers {
  readonly w: number;
  readonly y: number;
  readonly dw: number;
  readonly du: readonly number[];
  /** The largest difference, relative to the number itself. */
  readonly apart: number;
}

/** @throws UserError where the run is no linear RNN over a sequence, or has too many steps to be multiplied out */
export function expand(run: Run, weights: readonly number[]): Expansion {
  const { exercise, parameters, graph, values } = run;
  if (exercise.file.model !== "linear-rnn")
    throw new UserError(`${exercise.id} is a ${run.model.title}; only the linear-rnn can be multiplied out`);
  const { steps } = parameters;
  if (steps === undefined)
    throw new UserError("one step has nothing to expand; give a sequence: --set u=1,2,3");
  if (steps > MOST_EXPANDED)
    throw new UserError(`${steps} steps are too many to be multiplied out; at most ${MOST_EXPANDED}`);
  const found = polynomials(graph, zeroStart(values));
  const times = Array.from({ length: steps }, (_, i) => i + 1);
  const states = times.map((t) => found.get(`h_${t}`) as Polynomial);
  const y = states[steps - 1];
  const sums = { steps, states, y, dw: derivative(y, "w"), du: times.map((k) => derivative(y, `u_${k}`)) };
  return { ...sums, numbers: weights.map((w) => numbersAt(run, sums, w)) };
}

/** dy/du_1 after some steps, multiplied out of the unrolled cell. */
export function firstInputsSlope({ model, convention, parameters }: Run, steps: number, w: number): number {
  const whole = unroll(model.build(parameters.sizes, convention), steps);
  const y = polynomials(whole, new Map([["h_0", 0]])).get(`h_${steps}`) as Polynomial;
  return evaluated(derivative(y, "u_1"), new Map([["w", scalar(w)]]));
}

/** A start from zero is no symbol: its terms vanish. */
const zeroStart = (values: Values): ReadonlyMap<string, number> =>
  new Map(values.get("h_0")?.data[0] === 0 ? [["h_0", 0]] : []);

function numbersAt(run: Run, { y, dw, du, steps }: Omit<Expansion, "numbers">, w: number): Numbers {
  const inputs = new Map([...run.parameters.inputs, ["w", scalar(w)]]);
  const found = {
    w,
    y: evaluated(y, inputs),
    dw: evaluated(dw, inputs),
    du: du.map((p) => evaluated(p, inputs)),
  };
  const backwards = value(gradient(run.graph, `h_${steps}`), inputs);
  const at = (key: string): number => (backwards.get(key) as Tensor | undefined)?.data[0] ?? 0;
  const pairs: [number, number][] = [
    [found.y, at(`h_${steps}`)],
    [found.dw, at(gradientKey("w"))],
    ...found.du.map((x, i): [number, number] => [x, at(gradientKey(`u_${i + 1}`))]),
  ];
  return { ...found, apart: Math.max(...pairs.map(([a, b]) => relative(a, b))) };
}

const relative = (a: number, b: number): number =>
  a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
