import assert from "node:assert/strict";
import test from "node:test";
import { type CodeResult, checkCode, type TypedCode } from "../../../src/checking/code/check.ts";

const STATE = "np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x) + self.Bh)";
const OUTPUT = "np.dot(self.W_hy, self.hidden_state) + self.By";

/** The sheet's class with this in its method. */
const sheet = (...lines: readonly string[]): TypedCode => ({
  file: [
    "import numpy as np",
    "class VanillaRNN:",
    "    def __init__(self):",
    "        self.hidden_state = np.zeros((3, 3))",
    "        self.W_hh = np.random.randn(3, 3)",
    "        self.Bh = np.random.randn(3)",
    "    def forward(self, x):",
    "        # processes one input",
    ...lines.map((line) => `        ${line}`),
    "",
  ].join("\n"),
});

const verdicts = (results: readonly CodeResult[]): string =>
  results.map(({ verdict, mistakes }) => [verdict, ...mistakes.map(({ id }) => id)].join(" ")).join(", ");

const states: readonly [state: string, verdict: string][] = [
  ["numpy.tanh(numpy.dot(self.W_hh, self.hidden_state) + numpy.dot(self.W_xh, x) + self.Bh)", "right"],
  ["np.tanh((np.dot(self.W_hh, self.hidden_state)) + (np.dot(self.W_xh, x)) + (self.Bh))", "right"],
  ["np.tanh(\n    self.W_hh @ self.hidden_state\n    + self.W_xh @ x\n    + self.Bh\n)", "right"],
  ["np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x) - self.Bh)", "mistake sign"],
  ["tanh(W_hh h + W_xh x + B_h)", "unreadable"],
  ["math.tanh(self.W_hh @ self.hidden_state + self.W_xh @ x + self.Bh)", "unreadable"],
  [STATE, "right"],
  [`self.hidden_state = ${STATE}`, "right"],
  ["np.tanh(self.W_hh @ self.hidden_state + self.W_xh @ x + self.Bh)", "right"],
  ["np.tanh(self.Bh + self.W_xh.dot(x) + self.W_hh.dot(self.hidden_state))", "right"],
  ["np.tanh(np.add(np.matmul(self.W_hh, self.hidden_state), np.matmul(self.W_xh, x)) + self.Bh)", "right"],
  ["np.tanh(self.hidden_state @ self.W_hh.T + x @ self.W_xh.T + self.Bh)", "right"],
  ["np.tanh(self.hidden_state @ self.W_hh + x @ self.W_xh + self.Bh)", "right"],
  ["np.tanh((self.W_hh * self.hidden_state).sum(axis=1) + np.dot(self.W_xh, x) + self.Bh)", "right"],
  ["np.tanh(np.dot(W_hh, hidden_state) + np.dot(W_xh, x) + Bh)", "right"],
  ["np.tanh(self.W_hh @ self.hidden_state + self.W_xh @ x + self.Bh[:, None])", "right"],
  ["np.tanh(self.W_hh @ self.hidden_state + (self.W_xh @ x + self.Bh).reshape(-1, 1))", "right"],
  ["np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x))", "mistake bias-dropped"],
  ["np.tanh(np.dot(self.W_xh, x) + self.Bh)", "mistake state-dropped"],
  ["np.tanh(np.dot(self.W_hh, self.hidden_state) + self.Bh)", "mistake input-dropped"],
  [
    "np.tanh(np.dot(self.W_hh.T, self.hidden_state) + np.dot(self.W_xh, x) + self.Bh)",
    "mistake w-transposed",
  ],
  ["np.tanh(np.dot(self.hidden_state, self.W_hh) + np.dot(self.W_xh, x) + self.Bh)", "mistake product-order"],
  ["np.tanh(np.dot(self.W_hh, self.hidden_state) + x @ self.W_xh + self.Bh)", "mistake product-order"],
  ["np.tanh(self.W_hh * self.hidden_state + self.W_xh * x + self.Bh)", "mistake elementwise-product"],
  [
    "np.tanh(self.W_hh @ self.hidden_state + np.multiply(self.W_xh, x) + self.Bh)",
    "mistake elementwise-product",
  ],
  ["np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x) + self.Bh", "mistake hidden-no-activation"],
  ["np.tanh(np.dot(self.W_hh, self.hidden_state)) + np.dot(self.W_xh, x) + self.Bh", "mistake tanh-on-part"],
  ["np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x)) + self.Bh", "mistake tanh-on-part"],
  [
    "np.tanh(np.dot(self.W_hh, x) + np.dot(self.W_xh, self.hidden_state) + self.Bh)",
    "mistake matrices-exchanged",
  ],
  ["np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_hh, x) + self.Bh)", "mistake wrong-matrix"],
  ["np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x) + self.By)", "mistake wrong-bias"],
  ["np.tanh(np.dot(self.W_hh, x) + np.dot(self.W_xh, x) + self.Bh)", "mistake wrong-vector"],
  ["np.tanh(np.dot(self.W_hh, self.hidden_state) - np.dot(self.W_xh, x) + self.Bh)", "mistake sign"],
  [
    "1 / (1 + np.exp(-(self.W_hh @ self.hidden_state + self.W_xh @ x + self.Bh)))",
    "mistake candidate-sigmoid",
  ],
  ["np.exp(self.W_hh @ self.hidden_state + self.W_xh @ x + self.Bh)", "mistake other-activation"],
  ["np.tanh(self.W_hh @ self.hidden_state + self.W_xh @ x + self.bh)", "mistake misspelled"],
  ["np.tanh(self.W_hh @ h_prev + self.W_xh @ x + self.Bh)", "mistake misspelled"],
  ["np.tanh(self.W_hh * self.hidden_state + self.W_xh * x)", "mistake elementwise-product bias-dropped"],
  ["x", "wrong"],
  ["np.tanh(...)", "missing"],
  ["", "missing"],
  ["np.tanh(self.W_hh @ ", "unreadable"],
  ["np.relu(x)", "unreadable"],
  ["torch.tanh(x)", "unreadable"],
  ["__import__('os').system('ls')", "unreadable"],
  ["eval('1')", "unreadable"],
  ["self.__class__", "wrong"],
  ["lambda: 0", "unreadable"],
  ["x[0]", "unreadable"],
];

for (const [state, verdict] of states)
  test(`when the state is ${state || "left out"}, then it is ${verdict}`, () => {
    const [first] = checkCode({ hidden_state: state });
    assert.equal(verdicts([first]), verdict, first.message);
  });

const outputs: readonly [output: string, verdict: string][] = [
  [OUTPUT, "right"],
  ["self.By + self.W_hy @ self.hidden_state", "right"],
  ["np.dot(self.W_hy, self.hidden_state)", "mistake bias-dropped"],
  [`np.tanh(${OUTPUT})`, "mistake tanh-on-output"],
  ["np.dot(self.hidden_state, self.W_hy) + self.By", "mistake product-order"],
  ["self.W_hy * self.hidden_state + self.By", "mistake elementwise-product"],
  ["np.dot(self.W_hy, x) + self.By", "mistake wrong-vector"],
  ["np.dot(self.W_hh, self.hidden_state) + self.By", "mistake wrong-matrix"],
  ["np.dot(self.W_hy, self.hidden_state) + self.Bh", "mistake wrong-bias"],
  ["np.dot(...) + ...", "missing"],
];

for (const [output, verdict] of outputs)
  test(`when the output is ${output}, then it is ${verdict}`, () => {
    const results = checkCode({ hidden_state: STATE, output });
    assert.equal(verdicts(results), `right, ${verdict}`, results[1].message);
  });

const files: readonly [title: string, typed: TypedCode, verdicts: string][] = [
  [
    "the sheet's class is completed",
    sheet(`self.hidden_state = ${STATE}`, `self.output = ${OUTPUT}`, "return self.output"),
    "right, right",
  ],
  [
    "local names are used",
    sheet(
      "a = self.W_hh @ self.hidden_state",
      "b = self.W_xh @ x",
      "self.hidden_state = np.tanh(a + b + self.Bh)",
      `return ${OUTPUT}`,
    ),
    "right, right",
  ],
  [
    "the class is as it was given",
    sheet("self.hidden_state = np.tanh(...)", "self.output = np.dot(...) + ...", "return self.output"),
    "missing, missing",
  ],
  [
    "only the output is filled in",
    sheet("self.hidden_state = np.tanh(...)", `self.output = ${OUTPUT}`, "return self.output"),
    "missing, right",
  ],
  [
    "the state is wrong and the output right",
    sheet("self.hidden_state = np.tanh(x)", `self.output = ${OUTPUT}`),
    "wrong, right",
  ],
  [
    "the output goes on from a wrong state by its local name",
    sheet("h = np.tanh(x)", "self.hidden_state = h", "self.output = np.dot(self.W_hy, h) + self.By"),
    "wrong, follows",
  ],
  [
    "the output comes first",
    sheet(`self.output = ${OUTPUT}`, `self.hidden_state = ${STATE}`, "return self.output"),
    "right, mistake old-state-in-output",
  ],
  [
    "the output reads a copy of the old state",
    sheet(
      "old = self.hidden_state",
      `self.hidden_state = ${STATE}`,
      "self.output = np.dot(self.W_hy, old) + self.By",
    ),
    "right, mistake old-state-in-output",
  ],
  [
    "the state is not stored",
    sheet(`h = ${STATE}`, "return np.dot(self.W_hy, h) + self.By"),
    "mistake state-not-stored, right",
  ],
  [
    "rows are used throughout",
    sheet(
      "self.hidden_state = np.tanh(x @ self.W_xh + self.hidden_state @ self.W_hh + self.Bh)",
      "self.output = self.hidden_state @ self.W_hy + self.By",
    ),
    "right, right",
  ],
  [
    "rows turn into columns",
    sheet(
      "self.hidden_state = np.tanh(x @ self.W_xh + self.hidden_state @ self.W_hh + self.Bh)",
      `self.output = ${OUTPUT}`,
    ),
    "right, mistake product-order",
  ],
  ["a for loop is used", sheet("for i in range(3):", "    pass"), "unreadable, unreadable"],
  [
    "statements stand alone",
    { file: `    self.hidden_state = ${STATE}\n    self.output = ${OUTPUT}\n` },
    "right, right",
  ],
  [
    "the code stands in a fence",
    { file: `\`\`\`python\nself.hidden_state = ${STATE}\nself.output = ${OUTPUT}\n\`\`\`` },
    "right, right",
  ],
  [
    "numpy has another name",
    {
      file: `import numpy as n\nfrom numpy import tanh\nself.hidden_state = tanh(n.dot(self.W_hh, self.hidden_state) + n.dot(self.W_xh, x) + self.Bh)\n`,
    },
    "right, missing",
  ],
];

for (const [title, typed, expected] of files)
  test(`when ${title}, then it is ${expected}`, () => {
    const results = checkCode(typed);
    assert.equal(verdicts(results), expected, results.map(({ message }) => message).join(" "));
  });

test("when a line is not understood, then its line and column are told", () => {
  const [state] = checkCode(sheet("if x:", "    pass"));
  assert.match(state.message, /^This can't be read: line 9, column 9: if is not understood here; /);
  const [typed] = checkCode({ hidden_state: "np.tanh(self.W_hh @ foo(x))" });
  assert.match(typed.message, /column 21: "foo\(\)" is not understood here/);
});

test("when a mistake is in a file, then its place is told, and what it makes of the numbers", () => {
  const [state] = checkCode(
    sheet("self.hidden_state = np.tanh(self.W_hh @ self.hidden_state + self.W_xh * x + self.Bh)"),
  );
  assert.match(
    state.message,
    /^line 9, column 29: `\*` multiplies entry by entry; .* has the shape \(3, 3\); it should have \(3,\)\.$/,
  );
});

test("when the state starts as the sheet's matrix, then the right answer is told what becomes of it", () => {
  const [state] = checkCode(sheet(`self.hidden_state = ${STATE}`));
  assert.match(state.notes.join(" "), /\(3, 3\), the vectors are added to each of its rows and it stays 3×3/);
  const own = {
    file: `class A:\n  def __init__(self):\n    self.hidden_state = np.zeros(3)\n  def forward(self, x):\n    self.hidden_state = ${STATE}\n`,
  };
  assert.deepEqual(checkCode(own)[0].notes, []);
});

test("when the class keeps columns, then it is right for its own shapes", () => {
  const init = ["hidden_state", "Bh", "By"].map((name) => `    self.${name} = np.zeros((3, 1))`).join("\n");
  const file = `class A:\n  def __init__(self):\n${init}\n  def forward(self, x):\n    self.hidden_state = ${STATE}\n    return ${OUTPUT}\n`;
  const results = checkCode({ file });
  assert.equal(verdicts(results), "right, right");
  assert.match(results[0].notes.join(" "), /shape \(3, 1\)/);
});
