import assert from "node:assert/strict";
import test from "node:test";
import { classBlocks, classQuestion } from "../../src/cli/pages/class-run.ts";
import { type ClassCase, classRun } from "../../src/course/class-run.ts";
import { rowList, type Tensor, toNested } from "../../src/linalg/tensor.ts";
import { terminal } from "../../src/report/terminal.ts";
import { widthOf } from "../../src/text/width.ts";
import { assertSame } from "../helpers/numbers.ts";
import { fromRepr, runPython } from "../helpers/numpy.ts";
import { reportOf } from "../helpers/reports.ts";

const found = classRun();

test("when the class is completed, then the right-hand sides are those of the sheet", () => {
  assert.equal(
    found.hidden,
    "np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x) + self.Bh)",
  );
  assert.equal(found.output, "np.dot(self.W_hy, self.hidden_state) + self.By");
  assert.match(found.question, /self\.hidden_state = np\.tanh\(\.\.\.\)\n/);
  assert.match(found.solution, /self\.output = np\.dot\(self\.W_hy, self\.hidden_state\) \+ self\.By\n/);
});

/** The printed class, run by numpy on the numbers of a case. */
function inPython(one: ClassCase, columns: boolean): { states: number[][]; shapes: number[][] } {
  const given = (key: string) => JSON.stringify(toNested(found.given.get(key) as Tensor));
  const bias = columns ? ".reshape(3, 1)" : "";
  const script = `import json, numpy as np
${found.solution}
model = VanillaRNN()
model.hidden_state = np.zeros(${JSON.stringify(one.start)})
for name, value in [("W_hh", ${given("W_hh")}), ("W_xh", ${given("W_xh")}), ("W_hy", ${given("W_hy")})]:
    setattr(model, name, np.array(value))
model.Bh = np.array(${given("B_h")})${bias}
model.By = np.array(${given("B_y")})${bias}
x = [np.array(v) for v in [${given("x_1")}, ${given("x_2")}, ${given("x_3")}]]
out = []
for t in range(3):
    y = model.forward(${one.input.length === 2 ? "np.stack([x[(t + k) % 3] for k in range(3)], axis=1)" : "x[t]"})
    for found in (model.hidden_state, y):
        out.append({"shape": list(found.shape), "data": [repr(float(v)) for v in found.ravel()]})
print(json.dumps(out))
`;
  const told = JSON.parse(runPython(script)) as { shape: number[]; data: string[] }[];
  return { states: told.map(({ data }) => data.map(fromRepr)), shapes: told.map(({ shape }) => shape) };
}

for (const [name, columns] of [
  ["square", false],
  ["vector", false],
  ["batch", true],
  ["batchWithRows", false],
] as const)
  test(`when the class runs with ${found[name].name}, then numpy finds the same shapes and numbers`, () => {
    const { states, shapes } = inPython(found[name], columns);
    const ours = found[name].steps.flatMap(({ state, output }) => [state, output]);
    assert.deepEqual(
      ours.map((tensor) => [...tensor.shape]),
      shapes,
    );
    for (const [i, tensor] of ours.entries()) assertSame(Array.from(tensor.data), states[i]);
  });

test("when the state is a square, then every row is right after step 1, and none after it", () => {
  const right = found.square.steps.map(
    ({ state }, t) =>
      rowList(state).filter((row) => row.every((x, j) => x === found.vector.steps[t].state.data[j])).length,
  );
  assert.deepEqual(right, [3, 0, 0]);
});

test("when the batch has biases in columns, then its first column is the vector, else it is not", () => {
  const column = ({ steps }: ClassCase) => rowList(steps[2].state).map(([first]) => first);
  const vector = Array.from(found.vector.steps[2].state.data);
  assert.deepEqual(column(found.batch), vector);
  assert.notDeepEqual(column(found.batchWithRows), vector);
});

test("when the page is shown, then it holds at 80 columns and at 50 but for the code", () => {
  for (const width of [80, 50])
    for (const ascii of [false, true]) {
      const blocks = [...classQuestion(found), ...classBlocks(found, 4)];
      const text = terminal(reportOf({ blocks }), { width, chalk: undefined, ascii });
      for (const line of text.split("\n")) assert.ok(widthOf(line) <= width || line.includes("self."), line);
      assert.match(text, /after step 1 every\s+row is/);
      if (ascii) assert.match(text, /^[\n\x20-\x7e]*$/);
    }
});
