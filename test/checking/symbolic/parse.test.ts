import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { checkSymbolic } from "../../../src/checking/symbolic/check.ts";
import { derivative } from "../../../src/checking/symbolic/derivative.ts";
import { evaluate, type Formula } from "../../../src/checking/symbolic/formula.ts";
import { derivativesQuestion } from "../../../src/checking/symbolic/linear.ts";
import { readFormula } from "../../../src/checking/symbolic/parse.ts";
import { firstActing } from "../../../src/text/visible.ts";
import { linearCell } from "../../helpers/linear-cell.ts";
import { cpuMs } from "../../helpers/time.ts";

const vocabulary = { keys: ["w", "u_1", "u_2", "u_3"] };
const at = new Map([
  ["w", 0.5],
  ["u_1", 3],
  ["u_2", 5],
  ["u_3", 7],
]);

const read = (text: string): Formula => {
  const reading = readFormula(text, vocabulary);
  if ("problem" in reading) throw new Error(reading.problem);
  return reading.value;
};

const values: readonly [text: string, value: number][] = [
  ["2w", 1],
  ["2 w u_1", 3],
  ["2wu1", 3],
  ["wu_1u_2", 7.5],
  ["u_1w", 1.5],
  ["u1 u2", 15],
  ["-w^2", -0.25],
  ["(-w)^2", 0.25],
  ["2^-1", 0.5],
  ["2^3^2", 512],
  ["w^2u_1", 0.75],
  ["w²u₁", 0.75],
  ["w⁻¹", 2],
  ["w^{-1}", 2],
  ["w**2", 0.25],
  ["1/2w", 0.25],
  ["1/2/2", 0.25],
  ["6/2*3", 9],
  ["½ u_1", 1.5],
  ["\\frac{1}{2} u_1", 1.5],
  ["\\dfrac{u_1}{w}", 6],
  ["\\frac12", 0.5],
  ["3 − 5", -2],
  ["u_1 × u_2", 15],
  ["u_1 ÷ w", 6],
  ["0,5 u_1", 1.5],
  [".5u_1", 1.5],
  ["1e-1 u_1", 0.3],
  ["[u_1 + {u_2}]", 8],
  ["tanh(0)", 0],
  ["tanh w", Math.tanh(0.5)],
  ["tanh^2(w)", Math.tanh(0.5) ** 2],
  ["np.tanh(w)", Math.tanh(0.5)],
  ["\\tanh\\left(w\\right)", Math.tanh(0.5)],
  ["\\operatorname{tanh} w", Math.tanh(0.5)],
  ["σ(0)", 0.5],
  ["\\sigma(0)", 0.5],
  ["sqrt(4)", 2],
  ["\\sqrt{4}", 2],
  ["√4", 2],
  ["e^{2w}", Math.E],
  ["ln(e^w)", 0.5],
  ["--w", 0.5],
  ["y = 1 = w", 0.5],
  ["u(3)", 7],
  ["u[3]", 7],
  ["u_{3}", 7],
  ["u₃", 7],
  ["U3", 7],
];

for (const [text, expected] of values)
  test(`when "${text}" is typed, then it is read as ${expected}`, () =>
    assert.ok(Math.abs(evaluate(read(text), at) - expected) < 1e-12, String(evaluate(read(text), at))));

const problems: readonly [text: string, problem: RegExp][] = [
  ["", /nothing is written/],
  ["y =", /nothing is written/],
  ["2*w*", /something is missing after "2 \* w \*"/],
  ["(u_1 + u_2", /a "\)" is missing/],
  ["u_1)", /"\)" after "u_1" does not belong/],
  ["w3", /"w3" is no quantity here; write w\^3 for a power/],
  ["w_2 u_1", /write w\^2/],
  ["w 3", /a sign is missing between "w" and "3"/],
  ["u_4", /"u_4" is no quantity here; did you mean u_1, u_2 or u_3/],
  ["v + 1", /"v" is no quantity here; there are w, u_1, u_2 and u_3/],
  ["u_12", /no quantity/],
  ["w + * u_1", /something is missing before "\*"/],
  ["tanh", /"tanh" is applied to nothing/],
  ["w!", /"!" has no meaning here/],
  ["w \u001b[2J", /"\\u001b" has no meaning here/],
  ["(".repeat(500), /too deeply/],
  ["2^".repeat(300), /too deeply|too long/],
  ["w+".repeat(1900), /too long/],
  ["w".repeat(9000), /longer than/],
  ["9".repeat(3000), /too many digits/],
  ["import os", /no quantity/],
];

for (const [text, problem] of problems)
  test(`when "${text.slice(0, 30)}" is typed, then the problem is told`, () => {
    const reading = readFormula(text, vocabulary);
    assert.match("problem" in reading ? reading.problem : "it was read", problem);
  });

const formula: fc.Arbitrary<string> = fc.letrec<{ e: string }>((tie) => ({
  e: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("w", "u_1", "u_2", "u_3", "2", "0.5"),
    fc.tuple(tie("e"), fc.constantFrom("+", "-", "*"), tie("e")).map(([a, o, b]) => `(${a} ${o} ${b})`),
    tie("e").map((e) => `tanh(${e})`),
    tie("e").map((e) => `sigma(${e})`),
    tie("e").map((e) => `(${e})^2`),
  ),
})).e;

test("when a formula is differentiated, then differences of its values agree", () => {
  fc.assert(
    fc.property(formula, fc.constantFrom("w", "u_1"), (text, key) => {
      const f = read(text);
      const moved = (by: number) => evaluate(f, new Map([...at, [key, (at.get(key) as number) + by]]));
      const slope = evaluate(derivative(f, key), at);
      const scale = Math.max(1, Math.abs(slope), Math.abs(evaluate(f, at)));
      assert.ok(Math.abs((moved(1e-5) - moved(-1e-5)) / 2e-5 - slope) < 1e-3 * scale);
    }),
    { seed: 4, numRuns: 300 },
  );
});

const pieces = fc.constantFrom(
  ..."w u_1 u3 u_{2} ( ) [ ] { } + - * / ^ ** ² ³ ⁻ ₃ = 2 0.5 1e9 9999999999 , . \\frac \\cdot \\sqrt tanh σ e ln $ ! _ ' \" 64 -1 99 \u0000 \u001b[31m \u202e é 😀 \ud800 __proto__ constructor toString h_2 h_0 y".split(
    " ",
  ),
  " ",
);

test("when expressions are mangled, then each is answered, soon and harmlessly", () => {
  const question = derivativesQuestion(linearCell, 3);
  const mangled = fc.oneof(
    fc.array(pieces, { maxLength: 14 }).map((all) => all.join("")),
    fc.array(pieces, { maxLength: 14 }).map((all) => all.join(" ")),
    fc.tuple(formula, fc.nat(), pieces).map(([text, place, piece]) => {
      const i = place % (text.length + 1);
      return text.slice(0, i) + piece + text.slice(i + (place % 3));
    }),
    fc.string({ unit: "binary", maxLength: 40 }),
  );
  fc.assert(
    fc.property(mangled, (text) => {
      const start = cpuMs();
      for (const result of checkSymbolic({ dy_dw: text, dy_du_1: text, y: text }, question)) {
        assert.ok(result.message.length > 0);
        assert.equal(firstActing(result.message), undefined);
      }
      assert.ok(cpuMs() - start < 2000, text);
    }),
    { seed: 7, numRuns: 3000 },
  );
});

const costly = [
  "(w+u1+u2+u3)^20",
  "(0.123456789123456789123w/7.3713+0.987654321u1/3.3331+3.3333333333u2/1.7+1.111u3)^16",
  "(w/7.3713+0.987654321u1/9.999999999999)^60+(u2/3.33+1.2345u3/7.77777)^60",
  Array.from({ length: 40 }, (_, i) => `1/(w+${i}.37u1)`).join("+"),
  "2^(2^(2^(2^2)))",
  `${"9".repeat(70)} w^${"9".repeat(70)} * ${"9".repeat(70)}`,
  "((9^20)^20)^20 w",
];

for (const text of costly)
  test(`when ${text.slice(0, 40)} is typed, then multiplying out is given up in time`, () => {
    const start = cpuMs();
    const question = derivativesQuestion(linearCell, 3);
    for (const { verdict } of checkSymbolic({ dy_dw: text, dy_du_1: text, y: text }, question))
      assert.ok(verdict === "wrong" || verdict === "unreadable", verdict);
    assert.ok(cpuMs() - start < 3000);
  });
