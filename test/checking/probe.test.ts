import assert from "node:assert/strict";
import test from "node:test";
import { markingOf } from "../../src/checking/marking.ts";
import { checkProbe } from "../../src/checking/probe.ts";
import type { Verdict } from "../../src/checking/verdict.ts";
import { probesIn } from "../../src/cli/pages/check-probes.ts";
import { run } from "../../src/course/run.ts";
import { shippedCalled } from "../helpers/exercises.ts";

const known = new Map(["attention", "layer-norm"].map((name) => [name, markingOf(run(shippedCalled(name)))]));

/** Of attention: which token query 2 looks at most (here, 0.5760), which query 3 least (am, 0.0743), 0.9257. */
const rows: readonly [name: string, probe: number, typed: string, verdict: Verdict, says?: RegExp][] = [
  ["attention", 1, "here, with 0.5760", "right"],
  ["attention", 1, "here 0.576", "right"],
  ["attention", 1, "HERE: 0,58", "right"],
  ["attention", 1, '"here" (0.576)', "right"],
  ["attention", 1, "token 3, 0.576", "right"],
  ["attention", 1, "3 0.576", "right"],
  ["attention", 1, "here", "wrong", /"here" is right; its number is asked too/],
  ["attention", 1, "0.576", "wrong", /The number is right\. Say first which it is: I, am, here/],
  ["attention", 1, "here, 0.6", "right"],
  ["attention", 1, "here, 0.3", "wrong", /"here" is right, its number is not/],
  ["attention", 1, "am, 0.576", "wrong", /It is not "am".*smallest.*The number is right/],
  ["attention", 1, "I, 0.3", "wrong", /It is not "I"\.$/],
  ["attention", 1, "there, 0.576", "unreadable", /"there" is none of them: I, am, here/],
  ["attention", 2, "am, 0.0743", "right"],
  ["attention", 2, "am, 0.074", "right"],
  ["attention", 2, "here, 0.62", "wrong", /It is the largest/],
  ["attention", 3, "0.9257", "right"],
  ["attention", 3, "0.926", "right"],
  ["attention", 3, "0.9256", "rounded", /rounded/],
  ["attention", 3, "1.7", "wrong"],
  ["attention", 3, "much", "unreadable", /"much" is no number/],
];

for (const [name, i, typed, verdict, says = /^/] of rows)
  test(`when question ${i} of ${name} is answered by ${typed}, then it is ${verdict}`, () => {
    const marking = known.get(name);
    assert.ok(marking);
    const probe = probesIn(marking).get(`probe_${i}`);
    assert.ok(probe);
    const found = checkProbe(marking, probe, typed);
    assert.equal(found.verdict, verdict);
    assert.match(found.message, says);
  });

test("when the number is what a known mistake gives, then the mistake is named", () => {
  const marking = known.get("attention");
  assert.ok(marking);
  const probe = probesIn(marking).get("probe_3");
  assert.ok(probe);
  const unscaled = marking.hypotheses.visible.find(({ mistake }) => /scale|unscaled/.test(mistake.id));
  const wrong = unscaled?.values.get(probe.key)?.data[(probe.at[0] - 1) * 2 + probe.at[1] - 1];
  const { verdict, candidates } = checkProbe(marking, probe, (wrong as number).toFixed(4));
  assert.ok(verdict === "mistake" || verdict === "ambiguous");
  assert.ok(candidates.some(({ mistake }) => mistake === unscaled?.mistake));
});
