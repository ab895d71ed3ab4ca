import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { broadcast, commonShape, dot, showTuple } from "../../src/linalg/broadcast.ts";
import { random } from "../../src/linalg/random.ts";
import { type Shape, type Tensor, toNested } from "../../src/linalg/tensor.ts";
import { assertSame } from "../helpers/numbers.ts";
import { fromRepr, runPython } from "../helpers/numpy.ts";

const common: readonly [a: Shape, b: Shape, shape: Shape | undefined][] = [
  [[], [3], [3]],
  [[3], [3], [3]],
  [[3, 3], [3], [3, 3]],
  [[2, 3], [3], [2, 3]],
  [[2, 3], [2], undefined],
  [[3, 1], [3], [3, 3]],
  [
    [1, 4],
    [3, 1],
    [3, 4],
  ],
  [[1], [5], [5]],
];

for (const [a, b, shape] of common)
  test(`when ${showTuple(a)} and ${showTuple(b)} meet, then they are stretched to ${shape ? showTuple(shape) : "nothing"}`, () => {
    assert.deepEqual(commonShape(a, b), shape);
    assert.deepEqual(commonShape(b, a), shape);
  });

const shape: fc.Arbitrary<Shape> = fc
  .array(fc.constantFrom(1, 2, 3), { maxLength: 2 })
  .map((sizes) => sizes as unknown as Shape);

type Result = Tensor | "refused";

const attempt = (run: () => Tensor): Result => {
  try {
    return run();
  } catch (error) {
    assert.ok(error instanceof RangeError);
    return "refused";
  }
};

test("when arrays of any shapes are added or multiplied, then the result, or the refusal, is numpy's", () => {
  const pairs = fc.sample(fc.tuple(shape, shape), { numRuns: 150, seed: 5 }).map(([a, b], i) => {
    const draw = random(i);
    return [draw.tensor(a, -2, 2), draw.tensor(b, -2, 2)] as const;
  });
  const script = `import json, numpy as np
def attempt(f):
    try:
        found = f()
    except ValueError:
        return "refused"
    return {"shape": list(np.shape(found)), "data": [repr(float(x)) for x in np.ravel(found)]}
out = []
for a, b in ${JSON.stringify(pairs.map((pair) => pair.map(toNested)))}:
    a, b = np.array(a), np.array(b)
    out.append([attempt(lambda: a + b), attempt(lambda: np.dot(a, b))])
print(json.dumps(out))
`;
  type Told = { shape: number[]; data: string[] } | "refused";
  const told = JSON.parse(runPython(script)) as [Told, Told][];
  const check = (found: Result, expected: Told) => {
    if (found === "refused" || expected === "refused") return assert.equal(found, expected);
    assert.deepEqual(found.shape, expected.shape);
    assertSame(Array.from(found.data), expected.data.map(fromRepr));
  };
  for (const [i, [a, b]] of pairs.entries()) {
    check(
      attempt(() => broadcast(a, b, (x, y) => x + y)),
      told[i][0],
    );
    check(
      attempt(() => dot(a, b)),
      told[i][1],
    );
  }
  assert.ok(told.some(([sum]) => sum === "refused") && told.some(([, product]) => product === "refused"));
});
