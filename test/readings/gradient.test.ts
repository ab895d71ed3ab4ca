import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { add, mul, product, ref, scale, subtract, sum, tanh } from "../../src/graph/build.ts";
import type { Kind } from "../../src/graph/expr.ts";
import { children } from "../../src/graph/fold.ts";
import { type Graph, graph, type Input, type Line } from "../../src/graph/graph.ts";
import { unroll } from "../../src/graph/unroll.ts";
import { random } from "../../src/linalg/random.ts";
import { scalar, type Tensor, vector } from "../../src/linalg/tensor.ts";
import { models } from "../../src/models/index.ts";
import { type Convention, eachChoice, inputsOf, isRecurrent, type Model } from "../../src/models/model.ts";
import { atom, writing } from "../../src/readings/equation.ts";
import { gradient, gradientKey } from "../../src/readings/gradient.ts";
import { unicode } from "../../src/readings/notation/unicode.ts";
import { value } from "../../src/readings/value.ts";
import { unicodeSymbol } from "../../src/text/symbol.ts";
import { everyConvention } from "../helpers/conventions.ts";
import { differences, weighed } from "../helpers/differences.ts";
import { randomGraph } from "../helpers/expressions.ts";
import { assertSame, distance } from "../helpers/numbers.ts";

const inputsFor = ({ inputs }: Graph, seed: number): Map<string, Tensor> => {
  const draw = random(seed);
  return new Map(inputs.map(({ key, shape }) => [key, draw.tensor(shape, -2, 2, 3)]));
};

/** Every gradient with respect to an input against differences; those that have no clear slope are left out. */
function comparedWithDifferences(g: Graph, inputs: Map<string, Tensor>, tolerance: number): number {
  const of = "L";
  const values = value(gradient(g, of), inputs);
  let compared = 0;
  for (const { key, shape } of g.inputs) {
    const [wide, narrow] = [1e-5, 3e-6].map((width) => differences(g, inputs, of, key, width));
    const size = Math.max(1, ...wide.data.map(Math.abs));
    if (!(size < 1e4) || !(distance(wide, narrow) < (tolerance / 10) * size)) continue;
    const found = values.get(gradientKey(key)) ?? { shape, data: new Float64Array(wide.data.length) };
    if (!found.data.every(Number.isFinite)) continue; // √ at 0 times a 0
    assertSame(found, wide, `∂L/∂${key}`, tolerance);
    compared += wide.data.length;
  }
  return compared;
}

const kindsIn = (g: Graph): Kind[] => {
  const kinds = (expr: Line["expr"]): Kind[] => [expr.kind, ...children(expr).flatMap(kinds)];
  return g.lines.flatMap(({ expr }) => kinds(expr));
};

test("when random graphs of every kind are differentiated, then every entry agrees with central differences", () => {
  const seen = new Set<Kind>();
  let compared = 0;
  fc.assert(
    fc.property(randomGraph, fc.nat(), (drawn, seed) => {
      const g = weighed(drawn);
      const found = comparedWithDifferences(g, inputsFor(g, seed), 1e-5);
      if (found > 0) for (const kind of kindsIn(drawn)) seen.add(kind);
      compared += found;
    }),
    { seed: 5, numRuns: 400 },
  );
  assert.equal(seen.size, 15);
  assert.ok(compared > 4000, `${compared} entries compared`);
});

/** Two steps where there is time, else the whole; elsewhere a size of 3 for each head. */
function small(model: Model, convention: Convention): Graph {
  if (isRecurrent(model)) return unroll(model.build({ input: 2, hidden: 2, output: 2 }, convention), 2);
  const names = inputsOf(model, convention).flatMap(({ sizes }) => sizes);
  return model.build(
    Object.fromEntries(names.map((name) => [name, 3 * Number(convention.heads ?? 1)])),
    convention,
  );
}

for (const model of Object.values(models))
  for (const convention of isRecurrent(model) ? everyConvention(model) : eachChoice(model)) {
    if (Number(convention.heads ?? 1) > 2) continue;
    const title = `${model.name} (${Object.values(convention).join(", ")})`;
    test(`when ${title} is differentiated, then every parameter agrees with central differences`, () => {
      const g = weighed(small(model, convention));
      const inputs = inputsFor(g, 7);
      const mask = inputs.get("mask");
      if (mask) inputs.set("mask", { ...mask, data: mask.data.map((x) => Math.abs(x) + 0.5) }); // its logarithm is taken
      assert.equal(
        comparedWithDifferences(g, inputs, 1e-6),
        [...inputs.values()].reduce((n, { data }) => n + data.length, 0),
      );
    });
  }

test("when a seed is given, then the gradient is the seed's row times the Jacobian", () => {
  const cell = models.gru.build({ input: 2, hidden: 3, output: 1 }, models.gru.defaults);
  const plain = unroll(cell, 3);
  const byLoss = weighed(plain, ["h_3"]);
  const inputs = inputsFor(byLoss, 3);
  const expected = value(gradient(byLoss, "L"), inputs);
  const seeded = gradient(plain, "h_3", undefined, "v");
  const found = value(seeded, new Map([...inputs, ["v", inputs.get("w_h_3") as Tensor]]));
  for (const { key } of plain.inputs)
    assertSame(found.get(gradientKey(key)) as Tensor, expected.get(gradientKey(key)) as Tensor, key);
});

test("when only some quantities are asked for, then only lines on the way to them have gradients", () => {
  const cell = models.rnn.build({ input: 1, hidden: 1, output: 1 }, models.rnn.defaults);
  const keys = (wrt: readonly string[]) =>
    gradient(weighed(unroll(cell, 2), ["y_2"]), "L", wrt)
      .lines.filter(({ adjointOf }) => adjointOf !== undefined)
      .map(({ key }) => key);
  assert.deepEqual(keys(["W_hy"]), ["d_L", "d_y_2", "d_W_hy"]);
  assert.deepEqual(keys(["h_1"]), ["d_L", "d_y_2", "d_h_2", "d_a_2", "d_h_1"]);
  assert.deepEqual(keys(["h_0"]).slice(-3), ["d_h_1", "d_a_1", "d_h_0"]);
});

test("when a line does not depend on a quantity, then that quantity has no gradient", () => {
  const cell = models.rnn.build({ input: 1, hidden: 1, output: 1 }, models.rnn.defaults);
  const keys = gradient(weighed(unroll(cell, 2), ["y_1"]), "L").lines.map(({ key }) => key);
  assert.ok(keys.includes("d_x_1"));
  assert.ok(!keys.includes("d_x_2"));
});

const rowed = (g: Graph): string[] => {
  const symbols = new Map([...g.inputs, ...g.lines].map(({ key, symbol }) => [key, unicodeSymbol(symbol)]));
  const write = writing(unicode, (key) => atom(symbols.get(key) as string));
  return g.lines
    .filter(({ adjointOf }) => adjointOf !== undefined)
    .map(({ symbol, expr }) => `${unicodeSymbol(symbol)} = ${write(expr)}`);
};

const squared = (g: Graph, key: string): Graph => {
  const { shape } = (g.lines.find((line) => line.key === key) as Line).expr;
  const difference = subtract(ref(key, shape), ref("t", shape));
  const expr = scale(0.5, sum(mul(difference, difference), 0), "½");
  const target: Input = { key: "t", symbol: "t", title: "target", role: "data", shape, sizes: ["output"] };
  return graph(
    [...g.inputs, target],
    [...g.lines, { key: "L", symbol: "L", title: "loss", role: "loss", expr }],
  );
};

test("when an RNN's squared error goes back through two steps, then its lines are those of a student", () => {
  const cell = models.rnn.build({ input: 2, hidden: 3, output: 2 }, models.rnn.defaults);
  const parameters = cell.inputs.filter(({ sizes }) => sizes.length > 0).map(({ key }) => key);
  const lines = rowed(gradient(squared(unroll(cell, 2), "y_2"), "L", parameters));
  assert.deepEqual(lines, [
    "∂L/∂L = 1",
    "∂L/∂y_2 = y_2 − t",
    "∂L/∂h_2 = W_hyᵀ ∂L/∂y_2",
    "∂L/∂a_2 = ∂L/∂h_2 ⊙ (1 − h_2²)",
    "∂L/∂h_1 = W_hhᵀ ∂L/∂a_2",
    "∂L/∂a_1 = ∂L/∂h_1 ⊙ (1 − h_1²)",
    "∂L/∂W_xh = ∂L/∂a_1 x_1ᵀ + ∂L/∂a_2 x_2ᵀ",
    "∂L/∂W_hh = ∂L/∂a_1 h_0ᵀ + ∂L/∂a_2 h_1ᵀ",
    "∂L/∂B_h = ∂L/∂a_1 + ∂L/∂a_2",
    "∂L/∂W_hy = ∂L/∂y_2 h_2ᵀ",
    "∂L/∂B_y = ∂L/∂y_2",
  ]);
});

test("when a GRU's step is differentiated, then its lines are those of a student", () => {
  const cell = models.gru.build({ input: 2, hidden: 3, output: 2 }, models.gru.defaults);
  const lines = rowed(gradient(squared(cell, "h_t"), "L", ["W_z", "U_h", "h_prev"]));
  assert.deepEqual(lines, [
    "∂L/∂L = 1",
    "∂L/∂h_t = h_t − t",
    "∂L/∂h̃_t = ∂L/∂h_t ⊙ z_t",
    "∂L/∂a_{h,t} = ∂L/∂h̃_t ⊙ (1 − h̃_t²)",
    "∂L/∂r_t = (U_hᵀ ∂L/∂a_{h,t}) ⊙ h_{t−1}",
    "∂L/∂a_{r,t} = ∂L/∂r_t ⊙ r_t ⊙ (1 − r_t)",
    "∂L/∂z_t = ∂L/∂h_t ⊙ (h̃_t − h_{t−1})",
    "∂L/∂a_{z,t} = ∂L/∂z_t ⊙ z_t ⊙ (1 − z_t)",
    "∂L/∂h_{t−1} = U_zᵀ ∂L/∂a_{z,t} + U_rᵀ ∂L/∂a_{r,t} + (U_hᵀ ∂L/∂a_{h,t}) ⊙ r_t + ∂L/∂h_t ⊙ (1 − z_t)",
    "∂L/∂W_z = ∂L/∂a_{z,t} x_tᵀ",
    "∂L/∂U_h = ∂L/∂a_{h,t} (r_t ⊙ h_{t−1})ᵀ",
  ]);
});

// the 1-D RNN, h_t = w (u_t + h_{t−1}): y = w u_3 + w² u_2 + w³ u_1
function oneDimensional(activation: "linear" | "tanh"): Graph {
  const input = (key: string, shape: Input["shape"]): Input => ({
    key,
    symbol: key,
    title: key,
    role: "data",
    shape,
    sizes: [],
  });
  const w = ref("w", []);
  const lines = [1, 2, 3].map((step): Line => {
    const u = ref(`u_${step}`, []);
    const a = mul(w, step === 1 ? u : add(u, ref(`h_${step - 1}`, [])));
    const key = `h_${step}`;
    return { key, symbol: key, title: "state", role: "state", expr: activation === "tanh" ? tanh(a) : a };
  });
  return graph(
    ["w", "u_1", "u_2", "u_3"].map((key) => input(key, [])),
    lines,
  );
}

const numbers = new Map(
  Object.entries({ w: 0.7, u_1: 1.5, u_2: -0.4, u_3: 2 }).map(([k, x]) => [k, scalar(x)]),
);

test("when the 1-D linear RNN is differentiated twice, then both derivatives are those of its expanded sum", () => {
  const first = gradient(oneDimensional("linear"), "h_3");
  const second = gradient(first, gradientKey("w"));
  const values = value(second, numbers);
  const [w, u_1, u_2, u_3] = [0.7, 1.5, -0.4, 2];
  const entry = (key: string): number => (values.get(key) as Tensor).data[0];
  assertSame(entry("d_w"), u_3 + 2 * w * u_2 + 3 * w ** 2 * u_1);
  assertSame(entry("d_u_1"), w ** 3);
  assertSame(entry("dd_w"), 2 * u_2 + 6 * w * u_1);
  assertSame(entry("dd_u_1"), 3 * w ** 2);
});

test("when the 1-D tanh RNN is differentiated twice, then the second derivative is the difference of the first", () => {
  const first = gradient(oneDimensional("tanh"), "h_3");
  const second = value(gradient(first, gradientKey("w")), numbers);
  for (const key of ["w", "u_1", "u_2", "u_3"])
    assertSame(
      second.get(`dd_${key}`) as Tensor,
      differences(first, numbers, gradientKey("w"), key, 1e-5),
      key,
      1e-8,
    );
});

test("when the gradient goes through 10,000 steps, then it is there, and equal to the running product", () => {
  const cell = models.rnn.build(
    { input: 1, hidden: 1, output: 1 },
    {
      activation: "identity",
      biases: "none",
      output: "none",
    },
  );
  const steps = 10_000;
  const g = gradient(unroll(cell, steps), `h_${steps}`, ["h_0", "W_hh"], "v");
  const w = 0.9999;
  const values = value(
    g,
    new Map(
      g.inputs.map(({ key, shape }): [string, Tensor] => {
        const x = key === "W_hh" ? w : key === "h_0" || key === "v" ? 1 : 0;
        return [key, { shape, data: Float64Array.of(x) }];
      }),
    ),
  );
  assertSame(values.get("d_h_0") as Tensor, vector([w ** steps]), "∂/∂h_0", 1e-10);
  assertSame(values.get("d_W_hh") as Tensor, [[steps * w ** (steps - 1)]], "∂/∂W_hh", 1e-10);
});

test("when a vector is differentiated without a seed, then that is our mistake, and named", () => {
  const one: Input = { key: "x", symbol: "x", title: "x", role: "data", shape: [2], sizes: ["any"] };
  const square: Input = {
    key: "W",
    symbol: "W",
    title: "W",
    role: "weight",
    shape: [2, 2],
    sizes: ["any", "any"],
  };
  const expr = product(ref("W", [2, 2]), ref("x", [2]));
  const g = graph([one, square], [{ key: "y", symbol: "y", title: "y", role: "y", expr }]);
  assert.throws(() => gradient(g, "y"), /internal: y is 2; its gradient takes a scalar, or a seed/);
  assert.throws(() => gradient(g, "q"), /internal: there is no q/);
});
