import type { RecurrentName } from "../../src/models/index.ts";
import type { Convention } from "../../src/models/model.ts";

// The models once more, on plain arrays, as their papers and the frameworks' documentation define them: nothing
// here uses the project's code.

type Vector = readonly number[];
type Weights = Readonly<Record<string, Vector | readonly Vector[]>>;
type State = Readonly<Record<string, Vector>>;

const sigmoid = (v: Vector): number[] => v.map((a) => 1 / (1 + Math.exp(-a)));
const tanh = (v: Vector): number[] => v.map(Math.tanh);
const plus = (...terms: readonly Vector[]): number[] =>
  terms[0].map((_, i) => terms.reduce((total, term) => total + term[i], 0));
const times = (a: Vector, b: Vector): number[] => a.map((x, i) => x * b[i]);
const minusFromOne = (v: Vector): number[] => v.map((x) => 1 - x);

class Step {
  readonly #weights: Weights;

  constructor(weights: Weights) {
    this.#weights = weights;
  }

  matrix(key: string, v: Vector): number[] {
    return (this.#weights[key] as readonly Vector[]).map((row) =>
      row.reduce((total, w, j) => total + w * v[j], 0),
    );
  }

  vector(key: string): Vector {
    return this.#weights[key] as Vector;
  }

  /** The biases of a gate on its input's side and on its state's side. */
  biases(gate: string, biases: string, length: number): readonly [Vector, Vector] {
    const zero = Array(length).fill(0);
    if (biases === "none") return [zero, zero];
    return biases === "one"
      ? [this.vector(`b_${gate}`), zero]
      : [this.vector(`b_x${gate}`), this.vector(`b_h${gate}`)];
  }

  sum(gate: string, biases: string, x: Vector, h: Vector, inner: Vector = h): number[] {
    const [onX, onH] = this.biases(gate, biases, h.length);
    return plus(this.matrix(`W_${gate}`, x), onX, this.matrix(`U_${gate}`, inner), onH);
  }
}

function rnnStep(step: Step, { activation, biases }: Convention, x: Vector, { h }: State): State {
  const two = biases === "two" ? plus(step.vector("B_xh"), step.vector("B_hh")) : undefined;
  const bias = biases === "none" ? h.map(() => 0) : (two ?? step.vector("B_h"));
  const a = plus(step.matrix("W_hh", h), step.matrix("W_xh", x), bias);
  const activations: Readonly<Record<string, (v: Vector) => Vector>> = {
    tanh,
    relu: (v) => v.map((value) => Math.max(value, 0)),
    identity: (v) => v,
  };
  return { h: activations[activation](a) };
}

function lstmStep(step: Step, { peepholes, coupled, biases }: Convention, x: Vector, { h, c }: State): State {
  const peep = (gate: string, seen: Vector): Vector =>
    peepholes === "full" ? times(step.vector(`p_${gate}`), seen) : h.map(() => 0);
  const i = sigmoid(plus(step.sum("i", biases, x, h), peep("i", c)));
  const f = coupled === "yes" ? minusFromOne(i) : sigmoid(plus(step.sum("f", biases, x, h), peep("f", c)));
  const g = tanh(step.sum("g", biases, x, h));
  const cell = plus(times(f, c), times(i, g));
  const o = sigmoid(plus(step.sum("o", biases, x, h), peep("o", cell)));
  return { i, f, g, o, c: cell, h: times(o, tanh(cell)) };
}

function gruStep(step: Step, { update, reset, biases }: Convention, x: Vector, { h }: State): State {
  const z = sigmoid(step.sum("z", biases, x, h));
  const r = sigmoid(step.sum("r", biases, x, h));
  const [onX, onH] = step.biases("h", biases, h.length);
  // a single bias stands outside; of two, the state's own is inside with U h
  const fromState =
    reset === "before"
      ? plus(step.matrix("U_h", times(r, h)), onH)
      : times(r, plus(step.matrix("U_h", h), onH));
  const h_tilde = tanh(plus(step.matrix("W_h", x), onX, fromState));
  const weighsNew = update === "new" ? z : minusFromOne(z);
  return { z, r, h_tilde, h: plus(times(minusFromOne(weighsNew), h), times(weighsNew, h_tilde)) };
}

const stepOf = { rnn: rnnStep, lstm: lstmStep, gru: gruStep };

/** One step of a model: its states and, with an output, y. */
export function cellStep(
  model: RecurrentName,
  convention: Convention,
  weights: Weights,
  x: Vector,
  state: State,
): State {
  const step = new Step(weights);
  const next = stepOf[model](step, convention, x, state);
  if (convention.output !== "linear") return next;
  const bias = weights.B_y as Vector | undefined;
  const y = step.matrix("W_hy", next.h);
  return { ...next, y: bias ? plus(y, bias) : y };
}
