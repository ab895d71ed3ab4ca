import assert from "node:assert/strict";
import test from "node:test";
import { bySpan, spans, symbolMath, unicodeProse } from "../../src/text/formula.ts";
import { latexSymbol, unicodeSymbol } from "../../src/text/symbol.ts";

const symbols: readonly [symbol: string, unicode: string, latex: string][] = [
  ["h_t", "h_t", "h_{t}"],
  ["h_{t-1}", "h_{t−1}", "h_{t-1}"],
  ["h~_t", "h̃_t", "\\tilde{h}_{t}"],
  ["h~_{12}", "h̃_12", "\\tilde{h}_{12}"],
  ["W_{xh}", "W_xh", "W_{xh}"],
  ["a_{z,t}", "a_{z,t}", "a_{z,t}"],
  ["x", "x", "x"],
  ["∂L/∂h_2", "∂L/∂h_2", "\\frac{\\partial L}{\\partial h_{2}}"],
  ["∂L/∂h~_{t-1}", "∂L/∂h̃_{t−1}", "\\frac{\\partial L}{\\partial \\tilde{h}_{t-1}}"],
  ["∂h_3/∂W_{hh}", "∂h_3/∂W_hh", "\\frac{\\partial h_{3}}{\\partial W_{hh}}"],
  ["∂(∂L/∂w)/∂h_2", "∂(∂L/∂w)/∂h_2", "\\frac{\\partial \\frac{\\partial L}{\\partial w}}{\\partial h_{2}}"],
  [
    "∂(∂L/∂w)/∂(∂L/∂h_2)",
    "∂(∂L/∂w)/∂(∂L/∂h_2)",
    "\\frac{\\partial \\frac{\\partial L}{\\partial w}}{\\partial \\frac{\\partial L}{\\partial h_{2}}}",
  ],
  ["sum", "sum", "\\mathrm{sum}"],
  ["scores_{cross,1}", "scores_{cross,1}", "\\mathrm{scores}_{\\mathrm{cross},1}"],
  ["γ_1", "γ_1", "\\gamma_{1}"],
];

for (const [symbol, unicode, latex] of symbols)
  test(`when ${symbol} is printed, then it is ${unicode} on a screen and ${latex} in LaTeX`, () => {
    assert.equal(unicodeSymbol(symbol), unicode);
    assert.equal(latexSymbol(symbol), latex);
    const { unicode: u, latex: l } = symbolMath(symbol);
    assert.deepEqual([u, l], [unicode, latex]);
  });

const prose: readonly [text: string, screen: string, latex: readonly string[]][] = [
  ["no mathematics", "no mathematics", []],
  ["Compute $h~_t$ and $h_{t-1}$.", "Compute h̃_t and h_{t−1}.", ["\\tilde{h}_{t}", "h_{t-1}"]],
  ["$z_t ⊙ h~_t$", "z_t ⊙ h̃_t", ["z_{t} \\odot  \\tilde{h}_{t}"]],
  ["from $h_0 = 0$", "from h_0 = 0", ["h_{0} = 0"]],
  ["$1 - z_t$ stays", "1 − z_t stays", ["1 - z_{t}"]],
  ["$tanh(c_t)$", "tanh(c_t)", ["\\operatorname{tanh}(c_{t})"]],
  ["$∂c_t/∂c_{t-1} = f_t$", "∂c_t/∂c_{t−1} = f_t", ["\\partial c_{t}/\\partial c_{t-1} = f_{t}"]],
  ["", "", []],
];

for (const [text, screen, latex] of prose)
  test(`when "${text}" is prose, then a screen shows "${screen}"`, () => {
    assert.equal(unicodeProse(text), screen);
    const found = spans(text).flatMap((span) => ("math" in span ? [span.math.latex] : []));
    const tidy = (all: readonly string[]) => all.map((one) => one.replace(/\s+/g, " "));
    assert.deepEqual(tidy(found), tidy(latex));
  });

test("when prose is taken apart, then the words between are as they were", () => {
  const pieces = spans("a $x$ b $y$$z$ c `x_t $q$` d").map((span) =>
    bySpan(
      span,
      (words) => words,
      ({ unicode }) => `<${unicode}>`,
      (code) => `[${code}]`,
    ),
  );
  assert.deepEqual(pieces, ["a ", "<x>", " b ", "<y>", "<z>", " c ", "[x_t $q$]", " d"]);
});
