import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Work } from "../../src/checking/mistake.ts";
import { matrix, type Tensor, vector } from "../../src/linalg/tensor.ts";
import { models } from "../../src/models/index.ts";
import type { Convention, Model } from "../../src/models/model.ts";
import { withGradient, withLoss } from "../helpers/losses.ts";
import { assertSame } from "../helpers/numbers.ts";
import { drawnWork, mistaken, waysOf } from "../helpers/works.ts";

// Mistakes of other models on plain arrays, without the project's code.

type Rows = readonly (readonly number[])[];

const turned = (M: Rows): number[][] => M[0].map((_, j) => M.map((row) => row[j]));
const times = (A: Rows, B: Rows): number[][] =>
  A.map((row) => turned(B).map((column) => row.reduce((sum, x, k) => sum + x * column[k], 0)));
const each = (M: Rows, f: (x: number, i: number, j: number) => number): number[][] =>
  M.map((row, i) => row.map((x, j) => f(x, i, j)));
const softmax = (M: Rows): number[][] =>
  M.map((row) => row.map((x) => Math.exp(x) / row.reduce((sum, y) => sum + Math.exp(y), 0)));

const work = (
  model: Model,
  convention: Convention,
  of: Record<string, number>,
  given: Record<string, Tensor>,
): Work => {
  const drawn = drawnWork(model, { ...model.defaults, ...convention }, of, 1);
  return { ...drawn, inputs: new Map([...drawn.inputs, ...Object.entries(given)]) };
};

const result = (of: Work, id: string, key: string, where?: string): Tensor =>
  mistaken(of, id, where).get(key) as Tensor;

describe("when a mistake is made in attention with Q, K and V as given", () => {
  const Q = [
    [1, 0.5, -0.2, 0.3],
    [0.2, -1, 0.4, 0.1],
    [0.7, 0.1, 0.9, -0.6],
  ];
  const K = [
    [0.3, 0.8, -0.5, 0.2],
    [-0.4, 0.6, 1, 0.5],
    [0.9, -0.7, 0.1, -0.3],
  ];
  const V = [
    [1, 2],
    [-1, 0.5],
    [0.3, -2],
  ];
  const given = { Q: matrix(Q), K: matrix(K), V: matrix(V) };
  const of = { tokens: 3, source: 3, d_k: 4, d_v: 2 };
  const plain = work(models.attention, { inputs: "qkv" }, of, given);
  const causal = work(models.attention, { inputs: "qkv", mask: "causal" }, of, given);
  const S = times(Q, turned(K));
  const half = each(S, (x) => x / 2);
  const later = (i: number, j: number) => j > i;
  const all = half.flat().reduce((sum, x) => sum + Math.exp(x), 0);
  const attended: Readonly<Record<string, Rows>> = {
    "attn-softmax-axis": times(turned(softmax(turned(half))), V),
    "softmax-whole-matrix": times(
      each(half, (x) => Math.exp(x) / all),
      V,
    ),
    "attn-scale-missing": times(softmax(S), V),
    "scale-by-dk": times(softmax(each(S, (x) => x / 4)), V),
    "scale-multiplied": times(softmax(each(S, (x) => 2 * x)), V),
    "qk-transposed": times(softmax(turned(half)), V),
    "weights-transposed-times-v": times(turned(softmax(half)), V),
    "no-softmax": times(half, V),
  };
  for (const [id, expected] of Object.entries(attended))
    it(`then ${id} gives what it gives by hand`, () => assertSame(result(plain, id, "output"), expected, id));

  const hidden: Readonly<Record<string, Rows>> = {
    "mask-after-softmax": times(
      each(softmax(half), (x, i, j) => (later(i, j) ? 0 : x)),
      V,
    ),
    "mask-zero-score": times(softmax(each(half, (x, i, j) => (later(i, j) ? 0 : x))), V),
    "mask-missing": times(softmax(half), V),
  };
  for (const [id, expected] of Object.entries(hidden))
    it(`then ${id} gives what it gives by hand`, () =>
      assertSame(result(causal, id, "output"), expected, id));

  it("then a mask that is one token too wide shows the next token alone", () => {
    const wide = each(half, (x, i, j) => (j > i + 1 ? Number.NEGATIVE_INFINITY : x));
    assertSame(result(causal, "mask-diagonal", "output", "one token too many"), times(softmax(wide), V));
  });
});

describe("when a mistake is made in layer normalisation", () => {
  const X = [
    [1, 2, 4],
    [-1, 0.5, 3],
    [2, 2.5, -2],
  ];
  const of = work(models["layer-norm"], { affine: "no" }, { tokens: 3, model: 3 }, { X: matrix(X) });
  const mean = (v: readonly number[]) => v.reduce((sum, x) => sum + x, 0) / v.length;
  const squares = (v: readonly number[]) => v.reduce((sum, x) => sum + (x - mean(v)) ** 2, 0);
  const normed = (M: Rows, by: (sumOfSquares: number, n: number) => number) =>
    M.map((row) => row.map((x) => (x - mean(row)) / by(squares(row), row.length)));
  const expected: Readonly<Record<string, Rows>> = {
    "ln-unbiased-variance": normed(X, (s, n) => Math.sqrt(s / (n - 1) + 1e-5)),
    "ln-eps-outside-root": normed(X, (s, n) => Math.sqrt(s / n) + 1e-5),
    "ln-variance-not-rooted": normed(X, (s, n) => s / n + 1e-5),
    "ln-axis": turned(normed(turned(X), (s, n) => Math.sqrt(s / n + 1e-5))),
  };
  for (const [id, rows] of Object.entries(expected))
    it(`then ${id} gives what it gives by hand`, () => assertSame(result(of, id, "output"), rows, id, 1e-9));
});

describe("when a mistake is made in positional encoding", () => {
  const [tokens, d] = [3, 4];
  const of = work(models["positional-encoding"], {}, { tokens, model: d }, {});
  const PE = (angle: (pos: number, pair: number, j: number) => number) =>
    Array.from({ length: tokens }, (_, pos) =>
      Array.from({ length: d }, (_, j) =>
        (j % 2 === 0 ? Math.sin : Math.cos)(angle(pos, Math.floor(j / 2), j)),
      ),
    );
  const expected: Readonly<Record<string, Rows>> = {
    "pe-multiplied-not-divided": PE((pos, i) => pos * 10_000 ** ((2 * i) / d)),
    "pe-starts-at-one": PE((pos, i) => (pos + 1) / 10_000 ** ((2 * i) / d)),
    "pe-degrees": PE((pos, i) => (Math.PI / 180) * (pos / 10_000 ** ((2 * i) / d))),
    "pe-exponent-not-paired": PE((pos, _, j) => pos / 10_000 ** (j / d)),
    "pe-index-doubled": PE((pos, i) => pos / 10_000 ** ((4 * i) / d)),
  };
  for (const [id, rows] of Object.entries(expected))
    it(`then ${id} gives what it gives by hand`, () => assertSame(result(of, id, "PE"), rows, id, 1e-9));
});

describe("when a mistake is made on the way back through an RNN of one unit", () => {
  // a_t = w x_t + u h_{t−1} + b, h_t = tanh(a_t), y_t = v h_t + c, L = ½ Σ (y_t − target_t)²
  const one = { input: 1, hidden: 1, output: 1 };
  const back = withGradient(withLoss(drawnWork(models.rnn, models.rnn.defaults, one, 5, 3), "squared"));
  const number = (key: string): number => (back.inputs.get(key) as Tensor).data[0];
  const [w, u, v] = ["W_xh", "W_hh", "W_hy"].map(number);
  const h = [number("h_0")];
  const a = [0];
  for (const t of [1, 2, 3]) {
    a.push(w * number(`x_${t}`) + u * h[t - 1] + number("B_h"));
    h.push(Math.tanh(a[t]));
  }
  const error = (t: number) => v * h[t] + number("B_y") - number(`target_${t}`);

  interface Rules {
    readonly slope?: (t: number) => number;
    readonly carried?: number;
    readonly from?: number;
    readonly met?: (t: number) => number;
    readonly sign?: number;
  }
  const right = (t: number) => 1 - h[t] ** 2;
  /** ∂L/∂u under other rules. */
  const slopeOfU = ({
    slope = right,
    carried = u,
    from = 1,
    met = (t) => h[t - 1],
    sign = 1,
  }: Rules): number => {
    let later = 0;
    let total = 0;
    for (const t of [3, 2, 1]) {
      later = (sign * v * error(t) + carried * later) * slope(t);
      if (t >= from) total += later * met(t);
    }
    return total;
  };
  const expected: Readonly<Record<string, Rules>> = {
    "bptt-direct-term-only": { carried: 0 },
    "bptt-last-step-only": { from: 3 },
    "du-uses-current-h": { met: (t) => h[t] },
    "tanh-deriv-of-activated": { slope: (t) => 1 - Math.tanh(h[t]) ** 2 },
    "tanh-deriv-of-preactivation": { slope: (t) => 1 - a[t] ** 2 },
    "tanh-deriv-sign": { slope: (t) => 1 + h[t] ** 2 },
    "activation-deriv-missing": { slope: () => 1 },
    "loss-grad-sign": { sign: -1 },
  };
  for (const [id, rules] of Object.entries(expected))
    it(`then ${id} gives what it gives by hand`, () => {
      assertSame(result(back, id, "d_W_hh"), [[slopeOfU(rules)]], id);
    });

  it("then transposing changes nothing, as there is nothing to transpose", () => {
    assertSame(result(back, "backward-u-not-transposed", "d_W_hh"), [[slopeOfU({})]]);
  });

  it("then a sequence's states that all start from the first give the first step's rule at each", () => {
    const third = Math.tanh(w * number("x_3") + u * h[0] + number("B_h"));
    assertSame(result(back, "state-not-carried", "h_3"), [third]);
  });
});

describe("when a mistake is made in a cross-entropy", () => {
  const of = withLoss(
    work(
      models.rnn,
      {},
      { input: 1, hidden: 1, output: 3 },
      { B_y: vector([0.5, -1, 2]), W_hy: matrix([[0], [0], [0]]) },
    ),
    "cross-entropy",
  );
  const y = [0.5, -1, 2];
  const p = softmax([y])[0];
  const L = (id: string, where?: string) => result(of, id, "L", where).data[0];
  const among = (actual: number, f: (p: number, k: number) => number) =>
    assert.ok(
      p.some((x, k) => Math.abs(actual - f(x, k)) < 1e-12),
      String(actual),
    );

  it("then each of them gives what it gives by hand for the class that was right", () => {
    among(L("ce-log-base", "to base 10"), (x) => -Math.log10(x));
    among(L("ce-log-base", "to base 2"), (x) => -Math.log2(x));
    among(L("ce-no-log"), (x) => -x);
    among(L("ce-minus-missing"), (x) => Math.log(x));
    among(L("ce-no-softmax"), (_, k) => -y[k]);
    among(L("softmax-twice"), (_, k) => -Math.log(softmax([p])[0][k]));
    assertSame(result(of, "ce-all-classes", "L"), -p.reduce((sum, x) => sum + Math.log(x), 0));
  });

  it("then a single step has no mean that could be mistaken for a sum", () => {
    assert.deepEqual(waysOf(of, "ce-mean-vs-sum"), []);
  });
});
