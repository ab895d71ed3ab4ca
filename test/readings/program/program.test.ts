import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Kind } from "../../../src/graph/expr.ts";
import { children } from "../../../src/graph/fold.ts";
import type { Graph, Line } from "../../../src/graph/graph.ts";
import { random } from "../../../src/linalg/random.ts";
import { gradient } from "../../../src/readings/gradient.ts";
import type { Values } from "../../../src/readings/value.ts";
import { batchFor, oneByOne, runProgram } from "../../helpers/batches.ts";
import { weighed } from "../../helpers/differences.ts";
import { randomGraph } from "../../helpers/expressions.ts";

const someOf = ({ inputs }: Graph, seed: number): ReadonlySet<string> => {
  const draw = random(seed);
  return new Set(inputs.filter(() => draw.unit() < 0.4).map(({ key }) => key));
};

/** Every line of the program against `value`; how many numbers were compared. Those that are not finite have no claim. */
function compared(g: Graph, samples: readonly Values[], shared: ReadonlySet<string>): number {
  let count = 0;
  const outputs = runProgram(
    g,
    samples,
    shared,
    g.lines.map(({ key }) => key),
  );
  for (const [key, found] of outputs) {
    const expected = oneByOne(g, samples, shared, key);
    const size = expected.reduce((most, v) => Math.max(most, Math.abs(v)), 1);
    if (!(size < 1e4)) continue;
    assert.equal(found.length, expected.length, key);
    for (const [i, v] of expected.entries()) {
      assert.ok(Math.abs(found[i] - v) <= 1e-12 * size, `${key}: entry ${i} is ${found[i]}, expected ${v}`);
      count++;
    }
  }
  return count;
}

const kindsIn = (expr: Line["expr"]): Kind[] => [expr.kind, ...children(expr).flatMap(kindsIn)];

for (const batch of [1, 3])
  test(`when random graphs are compiled for a batch of ${batch}, then every line is what value finds`, () => {
    const seen = new Set<Kind>();
    let count = 0;
    fc.assert(
      fc.property(randomGraph, fc.nat(), (g, seed) => {
        const shared = someOf(g, seed);
        count += compared(g, batchFor(g, batch, shared, seed), shared);
        for (const { expr } of g.lines) for (const kind of kindsIn(expr)) seen.add(kind);
      }),
      { seed: 7, numRuns: 200 },
    );
    assert.equal(seen.size, 15);
    assert.ok(count > 1000, `${count} numbers compared`);
  });

for (const batch of [1, 3])
  test(`when gradients of random graphs are compiled for a batch of ${batch}, then what is shared has the sum over the batch`, () => {
    let count = 0;
    fc.assert(
      fc.property(randomGraph, fc.nat(), (drawn, seed) => {
        const g = gradient(weighed(drawn), "L");
        const shared = someOf(g, seed);
        count += compared(g, batchFor(g, batch, shared, seed), shared);
      }),
      { seed: 8, numRuns: 200 },
    );
    assert.ok(count > 2000, `${count} numbers compared`);
  });
