import assert from "node:assert/strict";
import test from "node:test";
import { askedKey } from "../../../src/checking/symbolic/asked-key.ts";
import { checkSymbolic, type SymbolicResult } from "../../../src/checking/symbolic/check.ts";
import { evaluate } from "../../../src/checking/symbolic/formula.ts";
import {
  derivativesQuestion,
  recurrenceQuestion,
  unrolledQuestion,
} from "../../../src/checking/symbolic/linear.ts";
import type { SymbolicQuestion } from "../../../src/checking/symbolic/question.ts";
import { unroll } from "../../../src/graph/unroll.ts";
import { scalar } from "../../../src/linalg/tensor.ts";
import { gradient } from "../../../src/readings/gradient.ts";
import { value } from "../../../src/readings/value.ts";
import { linearCell } from "../../helpers/linear-cell.ts";

const recurrence = recurrenceQuestion(linearCell);
const unrolled = unrolledQuestion(linearCell, 3);
const derivatives = derivativesQuestion(linearCell, 3);

const one = (question: SymbolicQuestion, key: string, text: string): SymbolicResult =>
  checkSymbolic({ [key]: text }, question).find((result) => result.key === key) as SymbolicResult;

type Row = readonly [
  question: SymbolicQuestion,
  key: string,
  typed: string,
  verdict: SymbolicResult["verdict"],
  ids?: string,
];

const right: readonly Row[] = [
  "h_t = w (u_t + h_{t-1})",
  "w*(u_t + h_t-1)",
  "w u_t + w h_{t−1}",
  "w·(uₜ + hₜ₋₁)",
  "w*(u_t + h(t-1))",
  "w*(u_t+h_prev)",
  "w * (u[t] + h[t-1])",
  "h_t=w\\cdot\\left(u_{t}+h_{t-1}\\right)",
].map((typed) => [recurrence, "h_t", typed, "exact"]);

const rightOutputs: readonly Row[] = [
  "w u_3 + w² u_2 + w³ u_1",
  "y = h_3 = w(u_3 + h_2) = w u_3 + w**2 u_2 + w**3 u_1",
  "w(u_3+w(u_2+w u_1))",
  "w(u_3 + h_2)",
  "$w u_{3} + w^{2} u_{2} + w^{3} u_{1}$",
].map((typed) => [unrolled, "y", typed, "exact"]);

const rightSlopes: readonly Row[] = [
  "u3 + 2*w*u2 + 3*w^2*u1",
  "dy/dw = u_3 + 2w u_2 + 3w^2 u_1",
  "u₃ + 2wu₂ + 3w²u₁",
  "3w^2u_1+2wu_2+u_3",
  "u_{3}+2\\cdot w\\,u_{2}+3w^{2}u_{1}",
  "\\frac{w u_3 + 2 w^2 u_2 + 3 w^3 u_1}{w}",
  "u_3 + w (2 u_2 + 3 w u_1)",
  "u3 + w*u2 + w*u2 + w**2*u1*3",
  "U_3+2WU_2+3W^2U_1",
  "u3 + 2,0*w*u2 + 3*w^2*u1",
  "u3 + 4/2 w u2 + 6/2 w^2 u1",
  "u_3 + h_2 + w (u_2 + h_1) + w h_1",
  "\\frac{dy}{dw} = u_3 + 2 w u_2 + 3 w^{2} u_1",
  "\\frac{\\partial y}{\\partial w}=u_3+2wu_2+3w^2u_1",
  "\\( u_3 + 2 w u_2 + 3 w^2 u_1 \\)",
  "$$u_{3} + 2\\,w\\,u_{2} + 3\\,w^{2}\\,u_{1}$$",
  "u_3 + 2 \\cdot w \\cdot u_2 + 3 \\cdot w^2 \\cdot u_1.",
  "u₃ + 2·w·u₂ + 3·w²·u₁",
  "u3+2wu2+3w²u1",
  "∂y/∂w = u3 + 2w*u2 + 3w**2*u1",
  "u_3 + 2 × w × u_2 + 3 × w² × u_1",
].map((typed) => [derivatives, "dy_dw", typed, "exact"]);

const mistaken: readonly Row[] = [
  [recurrence, "h_t", "w u_t + h_{t-1}", "mistake", "weight-on-input-only"],
  [recurrence, "h_t", "u_t + w h_{t-1}", "mistake", "weight-on-state-only"],
  [recurrence, "h_t", "u_t + h_{t-1}", "mistake", "weight-dropped"],
  [recurrence, "h_t", "w (u_t + h_t)", "mistake", "state-of-this-step"],
  [recurrence, "h_t", "w (u_{t-1} + h_{t-1})", "mistake", "input-of-the-step-before"],
  [recurrence, "h_t", "tanh(w(u_t + h_{t-1}))", "mistake", "nonlinearity-added"],
  [recurrence, "h_t", "w (u_t - h_{t-1})", "mistake", "sign"],
  [unrolled, "y", "u_3 + w u_2 + w^2 u_1", "mistake", "weight-on-state-only"],
  [unrolled, "y", "w (u_1 + u_2 + u_3)", "mistake", "weight-on-input-only"],
  [unrolled, "y", "w u_2 + w^2 u_1", "mistake", "one-step-short"],
  [unrolled, "y", "w u_1 + w^2 u_2 + w^3 u_3", "mistake", "steps-reversed"],
  [unrolled, "y", "w u_3 + w^2 u_2", "mistake", "term-missing"],
  [unrolled, "y", "w u_3 + w^2 u_2 + w^2 u_1", "mistake", "power-off-by-one"],
  [unrolled, "y", "w u_3 - w^2 u_2 + w^3 u_1", "mistake", "sign"],
  [derivatives, "dy_dw", "u_3 + w u_2 + w^2 u_1", "mistake", "product-rule-forgotten"],
  [derivatives, "dy_dw", "u_3 + h_2", "mistake", "product-rule-forgotten"],
  [derivatives, "dy_dw", "w (u_2 + 2 w u_1)", "mistake", "direct-term-forgotten"],
  [derivatives, "dy_dw", "w u_3 + 2 w^2 u_2 + 3 w^3 u_1", "mistake", "power-not-lowered"],
  [derivatives, "dy_dw", "w u_3 + w^2 u_2 + w^3 u_1", "mistake", "not-differentiated"],
  [derivatives, "dy_dw", "w^3", "mistake", "other-derivative"],
  [derivatives, "dy_dw", "u_3 + 2 w u_2 + w^2 u_1", "mistake", "factor-missing"],
  [derivatives, "dy_dw", "u_3 + 2 w u_2", "mistake", "term-missing"],
  [derivatives, "dy_dw", "u_3 + 2 w u_2 + 3 w u_1", "mistake", "power-off-by-one"],
  [derivatives, "dy_dw", "u_3 - 2 w u_2 + 3 w^2 u_1", "mistake", "sign"],
  [derivatives, "dy_dw", "-(u_3 + 2 w u_2 + 3 w^2 u_1)", "mistake", "sign"],
  [derivatives, "dy_dw", "u_3 + 3 w u_2 + 3 w^2 u_1", "mistake", "factor-wrong"],
  [derivatives, "dy_dw", "u_3 + 2 w u_2 + 3 w^2 u_1 + w", "mistake", "term-extra"],
  [derivatives, "dy_du_1", "w^3 u_1", "mistake", "power-not-lowered"],
  [derivatives, "dy_du_1", "3 w^2", "mistake", "differentiated-twice"],
  [derivatives, "dy_du_1", "u_3 + 2 w u_2 + 3 w^2 u_1", "mistake", "other-derivative"],
  [derivatives, "dy_du_1", "w^2", "ambiguous", "weight-on-state-only one-step-short power-off-by-one"],
];

const others: readonly Row[] = [
  [derivatives, "dy_dw", "42", "wrong", ""],
  [derivatives, "dy_dw", "tanh(w)", "wrong", ""],
  [derivatives, "dy_dw", "1/0", "wrong", ""],
  [derivatives, "dy_dw", "2^99999999", "wrong", ""],
  [derivatives, "dy_dw", "((9^64)^64)^64", "wrong", ""],
  [derivatives, "dy_dw", "", "missing", ""],
  [derivatives, "dy_du_1", "  ", "missing", ""],
  [derivatives, "dy_du_1", "w3", "unreadable", ""],
  [derivatives, "dy_du_1", "exp(3 ln(w))", "right", ""],
  [derivatives, "dy_du_1", "w*w*w", "exact", ""],
  [derivatives, "dy_du_1", "w³", "exact", ""],
  [derivatives, "dy_du_1", "dy/du_1 = w^3", "exact", ""],
  [derivatives, "dy_du_1", "\\frac{\\partial y}{\\partial u_1} = w^{3}", "exact", ""],
  [derivatives, "dy_du_1", "w^3?", "unreadable", ""],
  [derivatives, "dy_du_1", "w cubed", "unreadable", ""],
  [derivatives, "dy_du_1", "0.125", "wrong", ""],
];

for (const [question, key, typed, verdict, ids = ""] of [
  ...right,
  ...rightOutputs,
  ...rightSlopes,
  ...mistaken,
  ...others,
])
  test(`when ${key} is "${typed}", then it is ${verdict} ${ids}`, () => {
    const result = one(question, key, typed);
    assert.equal(result.verdict, verdict, result.message);
    assert.equal(result.mistakes.map(({ id }) => id).join(" "), ids);
    assert.equal(result.given, typed);
  });

test("when an expression is refused, then the numbers that refute it are true", () => {
  const { message, counterexample } = one(derivatives, "dy_dw", "u_3 + w u_2 + w^2 u_1");
  assert.match(message, /^You treated \$h_2\$ as a constant/);
  assert.match(
    message,
    /At \$w = 0\.5\$, \$u_1 = 1\$, \$u_2 = 2\$, \$u_3 = 3\$ yours is 4\.25; it should be 5\.75\.$/,
  );
  assert.deepEqual([counterexample?.given, counterexample?.expected], [4.25, 5.75]);
});

test("when a line of the working stands in the answer, then it is right, and the note says which", () => {
  assert.match(one(unrolled, "y", "w(u_3 + h_2)").message, /^Right\. .*\$h_2\$/);
  assert.equal(one(unrolled, "y", "w(u_3 + w(u_2 + w u_1))").message, "Right.");
});

test("when the derivative of the student's own y is right, then it follows", () => {
  const results = checkSymbolic({ y: "w u_3 + w u_2", dy_dw: "u_3 + u_2", dy_du_1: "w^3" }, derivatives);
  assert.deepEqual(
    results.map(({ verdict }) => verdict),
    ["follows", "exact"],
  );
});

test("when the other answer speaks against another recurrence, then only the slip is named", () => {
  const alone = checkSymbolic({ dy_dw: "u_3 + 2 w u_2 + 3 w^2 u_1", dy_du_1: "w^2" }, derivatives)[1];
  assert.deepEqual([alone.verdict, alone.mistakes.map(({ id }) => id)], ["mistake", ["power-off-by-one"]]);
  const both = checkSymbolic({ dy_dw: "u_2 + 2 w u_1", dy_du_1: "w^2" }, derivatives)[1];
  assert.ok(both.mistakes.some(({ id }) => id === "one-step-short"));
});

for (const steps of [1, 2, 3, 5])
  test(`when there are ${steps} steps, then what is expected has the numbers of the graph's own gradient`, () => {
    const inputs = new Map(
      ["w", "h_0", ...Array.from({ length: steps }, (_, i) => `u_${i + 1}`)].map((key, i) => [
        key,
        key === "h_0" ? 0 : 0.7 + 0.3 * i,
      ]),
    );
    const tensors = new Map([...inputs].map(([key, x]) => [key, scalar(x)]));
    const found = value(gradient(unroll(linearCell, steps), `h_${steps}`), tensors);
    const { asked } = derivativesQuestion(linearCell, steps);
    for (const [{ expected }, key] of asked.map((a, i) => [a, ["d_w", "d_u_1"][i]] as const))
      assert.ok(Math.abs(evaluate(expected, inputs) - (found.get(key)?.data[0] as number)) < 1e-9);
  });

const spellings: readonly [typed: string, key: string | undefined][] = [
  ["dy_dw", "dy_dw"],
  ["dy/dw", "dy_dw"],
  ["dy/du1", "dy_du_1"],
  ["∂y/∂u_1", "dy_du_1"],
  ["DY/DU_{1}", "dy_du_1"],
  ["dy/du_2", undefined],
  ["__proto__", undefined],
];

for (const [typed, key] of spellings)
  test(`when an answer is called ${typed}, then it is ${key ?? "unknown"}`, () =>
    assert.equal(askedKey(typed, derivatives), key));

test("when mistakes are named, then each has a name of its own", () => {
  for (const question of [recurrence, unrolled, derivatives])
    for (const { mistakes, key } of question.asked)
      assert.equal(new Set(mistakes.map(({ id }) => id)).size, mistakes.length, key);
});
