import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  add,
  concat,
  fill,
  logSoftmax,
  map,
  mul,
  negate,
  onehot,
  oneMinus,
  product,
  ref,
  scale,
  sigmoid,
  slice,
  softmax,
  spread,
  subtract,
  sum,
  tanh,
  transpose,
} from "../../src/graph/build.ts";
import type { Expr } from "../../src/graph/expr.ts";
import { fold, sameExpr } from "../../src/graph/fold.ts";
import { atom, equation } from "../../src/readings/equation.ts";
import { latex } from "../../src/readings/notation/latex.ts";
import { numpy } from "../../src/readings/notation/numpy.ts";
import { unicode } from "../../src/readings/notation/unicode.ts";
import { expression } from "../helpers/expressions.ts";

const [x, y, z, h] = ["x", "y", "z", "h"].map((key) => ref(key, [2]));
const [W, U] = ["W", "U"].map((key) => ref(key, [2, 2]));
const v = ref("v", [5]);

/** One table for all notations: an expression, and how it is written in each. */
const rows: readonly [expr: Expr, unicode: string, latex: string, numpy: string][] = [
  // signs
  [x, "x", "x", "x"],
  [add(x, y, z), "x + y + z", "x + y + z", "x + y + z"],
  [subtract(x, y), "x − y", "x - y", "x - y"],
  [negate(x), "−x", "-x", "-x"],
  [add(negate(x), y), "−x + y", "-x + y", "-x + y"],
  [add(negate(x), negate(y)), "−x − y", "-x - y", "-x - y"],
  [subtract(x, add(y, z)), "x − (y + z)", String.raw`x - \left(y + z\right)`, "x - (y + z)"],
  [subtract(x, subtract(y, z)), "x − (y − z)", String.raw`x - \left(y - z\right)`, "x - (y - z)"],
  [negate(add(x, y)), "−(x + y)", String.raw`-\left(x + y\right)`, "-(x + y)"],
  [scale(-2, x), "−2 x", String.raw`-2\, x`, "-2 * x"],
  [add(y, scale(-2, x)), "y − 2 x", String.raw`y - 2\, x`, "y - 2 * x"],
  [subtract(x, product(W, y)), "x − W y", "x - W y", "x - W @ y"],
  [subtract(x, mul(y, z)), "x − y ⊙ z", String.raw`x - y \odot z`, "x - y * z"],
  [negate(mul(x, y)), "−x ⊙ y", String.raw`-x \odot y`, "-x * y"],
  // constants
  [oneMinus(z), "1 − z", "1 - z", "1 - z"],
  [add(x, fill(-2, [2])), "x − 2", "x - 2", "x - 2"],
  [add(fill(-1, [2]), x), "−1 + x", "-1 + x", "-1 + x"],
  [fill(2, [2]), "2", "2", "np.full((2,), 2, dtype=float)"],
  [fill(-2, [2, 3]), "−2", "-2", "np.full((2, 3), -2, dtype=float)"],
  [fill(2, []), "2", "2", "2"],
  [add(fill(2, [2]), fill(3, [2])), "2 + 3", "2 + 3", "np.full((2,), 2, dtype=float) + 3"],
  [tanh(fill(2, [2])), "tanh(2)", String.raw`\tanh\left(2\right)`, "np.tanh(np.full((2,), 2, dtype=float))"],
  [mul(fill(2, [2]), fill(3, [2])), "2 ⊙ 3", String.raw`2 \odot 3`, "np.full((2,), 2, dtype=float) * 3"],
  [mul(fill(-2, [2]), x), "(−2) ⊙ x", String.raw`\left(-2\right) \odot x`, "(-2) * x"],
  [mul(x, fill(-2, [2])), "x ⊙ (−2)", String.raw`x \odot \left(-2\right)`, "x * (-2)"],
  // factors
  [scale(2, x), "2 x", String.raw`2\, x`, "2 * x"],
  [scale(0.5, add(x, y)), "0.5 (x + y)", String.raw`0.5\, \left(x + y\right)`, "0.5 * (x + y)"],
  [scale(2, mul(x, y)), "2 x ⊙ y", String.raw`2\, x \odot y`, "2 * x * y"],
  [mul(x, scale(2, y)), "x ⊙ (2 y)", String.raw`x \odot \left(2\, y\right)`, "x * (2 * y)"],
  [scale(1 / 3, x), "0.3333 x", String.raw`0.3333\, x`, "0.3333333333333333 * x"],
  [scale(0.5, x, "k"), "k x", String.raw`k\, x`, "0.5 * x"],
  [scale(2, product(W, x)), "2 W x", String.raw`2\, W x`, "2 * W @ x"],
  [product(scale(2, W), x), "(2 W) x", String.raw`\left(2\, W\right) x`, "(2 * W) @ x"],
  // ⊙ and brackets
  [mul(mul(x, y), z), "x ⊙ y ⊙ z", String.raw`x \odot y \odot z`, "x * y * z"],
  [mul(x, mul(y, z)), "x ⊙ (y ⊙ z)", String.raw`x \odot \left(y \odot z\right)`, "x * (y * z)"],
  [mul(x, x), "x²", "x^{2}", "x * x"],
  [mul(x, mul(h, h)), "x ⊙ h²", String.raw`x \odot h^{2}`, "x * (h * h)"],
  [oneMinus(mul(h, h)), "1 − h²", "1 - h^{2}", "1 - h * h"],
  [mul(add(x, y), add(x, y)), "(x + y)²", String.raw`\left(x + y\right)^{2}`, "(x + y) * (x + y)"],
  [mul(product(W, x), product(W, x)), "(W x)²", String.raw`\left(W x\right)^{2}`, "(W @ x) * (W @ x)"],
  [mul(mul(x, x), mul(x, x)), "(x²)²", String.raw`\left(x^{2}\right)^{2}`, "x * x * (x * x)"],
  [transpose(mul(x, x)), "x²ᵀ", String.raw`{x^{2}}^{\top}`, "(x * x)[None, :]"],
  [mul(oneMinus(z), h), "(1 − z) ⊙ h", String.raw`\left(1 - z\right) \odot h`, "(1 - z) * h"],
  [mul(h, oneMinus(z)), "h ⊙ (1 − z)", String.raw`h \odot \left(1 - z\right)`, "h * (1 - z)"],
  [mul(negate(x), y), "(−x) ⊙ y", String.raw`\left(-x\right) \odot y`, "(-x) * y"],
  [mul(x, negate(y)), "x ⊙ (−y)", String.raw`x \odot \left(-y\right)`, "x * (-y)"],
  [mul(product(W, x), y), "(W x) ⊙ y", String.raw`\left(W x\right) \odot y`, "(W @ x) * y"],
  [mul(y, product(W, x)), "y ⊙ (W x)", String.raw`y \odot \left(W x\right)`, "y * (W @ x)"],
  [
    mul(sigmoid(x), tanh(y)),
    "σ(x) ⊙ tanh(y)",
    String.raw`\sigma\left(x\right) \odot \tanh\left(y\right)`,
    "sigmoid(x) * np.tanh(y)",
  ],
  // matrix products
  [product(W, x), "W x", "W x", "W @ x"],
  [product(product(W, U), x), "W U x", "W U x", "W @ U @ x"],
  [product(W, product(U, x)), "W (U x)", String.raw`W \left(U x\right)`, "W @ (U @ x)"],
  [product(W, add(x, y)), "W (x + y)", String.raw`W \left(x + y\right)`, "W @ (x + y)"],
  [product(add(W, U), x), "(W + U) x", String.raw`\left(W + U\right) x`, "(W + U) @ x"],
  [product(W, mul(x, y)), "W (x ⊙ y)", String.raw`W \left(x \odot y\right)`, "W @ (x * y)"],
  [product(W, negate(x)), "W (−x)", String.raw`W \left(-x\right)`, "W @ (-x)"],
  [negate(product(W, x)), "−W x", "-W x", "-W @ x"],
  [product(transpose(W), x), "Wᵀ x", String.raw`W^{\top} x`, "W.T @ x"],
  [product(transpose(product(W, U)), x), "(W U)ᵀ x", String.raw`\left(W U\right)^{\top} x`, "(W @ U).T @ x"],
  [product(x, transpose(y)), "x yᵀ", String.raw`x y^{\top}`, "np.outer(x, y[None, :])"],
  [product(transpose(x), y), "xᵀ y", String.raw`x^{\top} y`, "x[None, :] @ y"],
  // calls
  [
    sigmoid(add(product(W, x), product(U, h), y)),
    "σ(W x + U h + y)",
    String.raw`\sigma\left(W x + U h + y\right)`,
    "sigmoid(W @ x + U @ h + y)",
  ],
  [tanh(negate(x)), "tanh(−x)", String.raw`\tanh\left(-x\right)`, "np.tanh(-x)"],
  [map("relu", x), "relu(x)", String.raw`\operatorname{relu}\left(x\right)`, "relu(x)"],
  [map("step", x), "step(x)", String.raw`\operatorname{step}\left(x\right)`, "step(x)"],
  [map("exp", x), "exp(x)", String.raw`\exp\left(x\right)`, "np.exp(x)"],
  [map("log", x), "ln(x)", String.raw`\ln\left(x\right)`, "np.log(x)"],
  [map("sqrt", x), "√(x)", String.raw`\sqrt{x}`, "np.sqrt(x)"],
  [map("reciprocal", x), "1/(x)", String.raw`\frac{1}{x}`, "1 / (x)"],
  [
    mul(x, map("reciprocal", y)),
    "x ⊙ (1/(y))",
    String.raw`x \odot \left(\frac{1}{y}\right)`,
    "x * (1 / (y))",
  ],
  [softmax(x), "softmax(x)", String.raw`\operatorname{softmax}\left(x\right)`, "softmax(x)"],
  [logSoftmax(x), "ln softmax(x)", String.raw`\ln\operatorname{softmax}\left(x\right)`, "log_softmax(x)"],
  // pieces
  [concat([x, v], 0), "[x; v]", String.raw`\left[x;\, v\right]`, "np.concatenate([x, v], axis=0)"],
  [concat([W, U], 1), "[W, U]", String.raw`\left[W,\, U\right]`, "np.concatenate([W, U], axis=1)"],
  [
    concat([add(x, y), v], 0),
    "[x + y; v]",
    String.raw`\left[x + y;\, v\right]`,
    "np.concatenate([x + y, v], axis=0)",
  ],
  [slice(v, 0, 1, 3), "v[2…3]", "v_{2:3}", "v[1:3]"],
  [slice(add(v, v), 0, 1, 3), "(v + v)[2…3]", String.raw`\left(v + v\right)_{2:3}`, "(v + v)[1:3]"],
  [slice(W, 1, 0, 1), "W[:, 1…1]", String.raw`W_{:,\,1:1}`, "W[:, 0:1]"],
  [onehot([1], 3), "onehot(2)", String.raw`\operatorname{onehot}\left(2\right)`, "np.eye(3)[1]"],
  [
    onehot([1, 0], 3),
    "onehot(2, 1)",
    String.raw`\operatorname{onehot}\left(2, 1\right)`,
    "np.eye(3)[[1, 0]]",
  ],
  [add(W, spread(x, 0, 2)), "W + x", "W + x", "W + np.broadcast_to(x, (2, 2))"],
  [add(W, spread(x, 1, 2)), "W + x", "W + x", "W + np.broadcast_to(np.expand_dims(x, -1), (2, 2))"],
  [
    sum(add(x, y), 0),
    "sum(x + y)",
    String.raw`\operatorname{sum}_{}\left(x + y\right)`,
    "np.sum(x + y, axis=0)",
  ],
  [sum(W, 1), "sum_rows(W)", String.raw`\operatorname{sum}_{\text{rows}}\left(W\right)`, "np.sum(W, axis=1)"],
  // a GRU's last line
  [
    add(mul(oneMinus(z), h), mul(z, x)),
    "(1 − z) ⊙ h + z ⊙ x",
    String.raw`\left(1 - z\right) \odot h + z \odot x`,
    "(1 - z) * h + z * x",
  ],
];

for (const [expr, ...expected] of rows)
  test(`when ${expected[0]} is written, then every notation has its order, brackets and signs`, () => {
    const written = [unicode, latex, numpy].map((notation) => equation(expr, notation, atom));
    assert.deepEqual(written, expected);
  });

const keysIn = (text: string): string[] => text.match(/\b[xl]\d+/g) ?? [];

/** The keys from left to right, each as often as it is read; once in a square where there is a sign for it. */
const reads = (expr: Expr, squares: boolean): string[] =>
  fold<string[]>(
    {
      ref: ({ key }) => [key],
      fill: () => [],
      onehot: () => [],
      add: ({ terms }) => terms.flat(),
      scale: ({ arg }) => arg,
      mul: ({ a, b }, { fields }) => (squares && sameExpr(fields.a, fields.b) ? a : [...a, ...b]),
      map: ({ arg }) => arg,
      product: ({ a, b }) => [...a, ...b],
      transpose: ({ arg }) => arg,
      sum: ({ arg }) => arg,
      spread: ({ arg }) => arg,
      softmax: ({ arg }) => arg,
      logsoftmax: ({ arg }) => arg,
      concat: ({ parts }) => parts.flat(),
      slice: ({ arg }) => arg,
    },
    expr,
  );

test("when any expression is written, then all notations name the same keys in the order of reading", () => {
  fc.assert(
    fc.property(expression, (expr) => {
      for (const notation of [unicode, latex, numpy])
        assert.deepEqual(keysIn(equation(expr, notation, atom)), reads(expr, "square" in notation));
    }),
  );
});

test("when any expression is written, then its brackets are balanced in every notation", () => {
  const depth = (text: string) =>
    [...text.replaceAll(/\\left|\\right/g, "")].reduce((n, c) => {
      assert.ok(n >= 0, text);
      return n + ("([{".includes(c) ? 1 : ")]}".includes(c) ? -1 : 0);
    }, 0);
  fc.assert(
    fc.property(expression, (expr) => {
      for (const notation of [unicode, latex, numpy]) assert.equal(depth(equation(expr, notation, atom)), 0);
      const tex = equation(expr, latex, atom);
      assert.equal(tex.match(/\\left/g)?.length, tex.match(/\\right/g)?.length);
    }),
  );
});

const negativeNumbers: readonly [expr: Expr, unicode: string][] = [
  [add(x, y), "0.5 − 0.2"],
  [mul(x, y), "0.5 ⊙ (−0.2)"],
  [subtract(x, y), "0.5 − (−0.2)"],
  [negate(y), "−(−0.2)"],
  [product(W, y), "0.5 (−0.2)"],
  [add(y, x), "−0.2 + 0.5"],
  [scale(2, y), "2 (−0.2)"],
];

for (const [expr, expected] of negativeNumbers)
  test(`when a negative number is put in, then ${expected} keeps its sign and its brackets`, () => {
    const written = equation(expr, unicode, (key) =>
      key !== "y" ? atom("0.5") : { body: "−0.2", hold: 1, negated: "0.2" },
    );
    assert.equal(written, expected);
  });

test("when a part of a key with a subscript is written in LaTeX, then there is no double subscript", () => {
  const tex = equation(slice(v, 0, 1, 3), latex, () => atom("h_{t-1}"));
  assert.doesNotMatch(tex, /^h_\{t-1\}_/);
});

for (const [name, expected] of [
  ["\\mathrm{weights}", "\\mathrm{weights}\\, v"],
  ["\\mathrm{weights}_{\\mathrm{cross},1}", "\\mathrm{weights}_{\\mathrm{cross},1}\\, v"],
  ["W_{h}", "W_{h} v"],
] as const)
  test(`when ${name} is multiplied in LaTeX, then it stands apart where it is upright`, () => {
    const tex = equation(product(W, ref("v", [2])), latex, (key) => atom(key === "W" ? name : "v"));
    assert.equal(tex, expected);
  });
