import type { Fn } from "../../graph/expr.ts";
import { apply, type Formula, integer, keysIn, negative, power, product, quotient, sum } from "./formula.ts";

const one = integer(1);

/** f'(a), from a and from y = f(a) */
const slopes: Readonly<Record<Fn, (a: Formula, y: Formula) => Formula>> = {
  // σ' = σ (1 − σ)
  sigmoid: (_, y) => product(y, sum(one, negative(y))),
  // tanh' = 1 − tanh²
  tanh: (_, y) => sum(one, negative(power(y, integer(2)))),
  relu: (a) => apply("step", a),
  step: () => integer(0),
  exp: (_, y) => y,
  sin: (a) => apply("cos", a),
  // cos' = −sin
  cos: (a) => negative(apply("sin", a)),
  log: (a) => quotient(one, a),
  // √' = 1 / 2√
  sqrt: (_, y) => quotient(one, product(integer(2), y)),
  // (1/a)' = −(1/a)²
  reciprocal: (_, y) => negative(power(y, integer(2))),
};

/** ∂formula/∂key, by the rules of school, as they come: nothing is multiplied out. */
export function derivative(formula: Formula, key: string): Formula {
  const by = (part: Formula): Formula => derivative(part, key);
  switch (formula.kind) {
    case "number":
      return integer(0);
    case "name":
      return integer(formula.key === key ? 1 : 0);
    case "sum":
      return sum(...formula.terms.map(by));
    case "product":
      return sum(...formula.factors.map((factor, i) => product(by(factor), ...without(formula.factors, i))));
    case "power":
      return powerSlope(formula.base, formula.exponent, key);
    case "apply":
      return product(slopes[formula.fn](formula.arg, formula), by(formula.arg));
  }
}

/** (bⁿ)' = n bⁿ⁻¹ b', and where n is no constant, b^e (e' ln b + e b'/b) */
function powerSlope(base: Formula, exponent: Formula, key: string): Formula {
  const inner = derivative(base, key);
  if (!keysIn(exponent).has(key)) return product(exponent, power(base, sum(exponent, integer(-1))), inner);
  const whole = power(base, exponent);
  const moving = product(derivative(exponent, key), apply("log", base));
  return product(whole, sum(moving, product(exponent, quotient(inner, base))));
}

const without = (all: readonly Formula[], at: number): readonly Formula[] => all.filter((_, i) => i !== at);
