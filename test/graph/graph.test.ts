import assert from "node:assert/strict";
import test from "node:test";
import { add, mul, ref, ShapeError, tanh } from "../../src/graph/build.ts";
import type { Expr } from "../../src/graph/expr.ts";
import { graph, type Input, type Line } from "../../src/graph/graph.ts";

const input = (key: string, size = 2): Input => ({
  key,
  symbol: key,
  title: key,
  role: "data",
  shape: [size],
  sizes: ["n"],
});
const line = (key: string, expr: Expr): Line => ({ key, symbol: key, title: key, role: key, expr });
const [x, y, z] = ["x", "y", "z"].map((key) => ref(key, [2]));

test("when each line reads what stands before it, then the graph holds inputs and lines as given", () => {
  const inputs = [input("x")];
  const lines = [line("y", tanh(x)), line("z", add(x, y))];
  assert.deepEqual(graph(inputs, lines), { inputs, lines });
});

const refused: readonly [what: string, inputs: readonly Input[], lines: readonly Line[], message: string][] =
  [
    [
      "a line reads a later one",
      [input("x")],
      [line("y", tanh(z)), line("z", x)],
      "y reads z, which is not defined before it",
    ],
    [
      "a line reads itself",
      [input("x")],
      [line("y", add(x, y))],
      "y reads y, which is not defined before it",
    ],
    [
      "a line reads what nobody gives",
      [input("x")],
      [line("y", mul(x, z))],
      "y reads z, which is not defined before it",
    ],
    ["two inputs have one key", [input("x"), input("x")], [], "x is defined twice"],
    ["two lines have one key", [input("x")], [line("y", x), line("y", x)], "y is defined twice"],
    ["a line has an input's key", [input("x")], [line("x", tanh(x))], "x is defined twice"],
  ];

for (const [what, inputs, lines, message] of refused)
  test(`when ${what}, then the graph is refused: ${message}`, () => {
    assert.throws(
      () => graph(inputs, lines),
      (error: Error) => error instanceof ShapeError && error.message.includes(message),
    );
  });

test("when a line reads a key in another shape than it has, then the graph is refused, naming both shapes", () => {
  assert.throws(
    () => graph([input("x", 3)], [line("y", tanh(x))]),
    (error: Error) => ["x", "2", "3"].every((part) => error.message.includes(part)),
  );
});
