import assert from "node:assert/strict";
import test from "node:test";
import { inline } from "../../src/text/formula.ts";

// What stands between dollar signs, in LaTeX.

const rows: readonly [written: string, latex: string][] = [
  ["√d_k", "\\sqrt{d_{k}}"],
  ["1/√d_k", "1/\\sqrt{d_{k}}"],
  ["√(v + ε)", "\\sqrt{v + \\epsilon}"],
  ["√2", "\\sqrt{2}"],
];

for (const [written, latex] of rows)
  test(`when ${written} is set in LaTeX, then its root holds all of its symbol`, () => {
    assert.equal(inline(written).latex, latex);
  });
