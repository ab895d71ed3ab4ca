import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { rightWorking } from "../../../src/checking/sheet.ts";
import { words } from "../../../src/cli/pages/check-words.ts";
import { type Run, run } from "../../../src/course/run.ts";
import type { CheckedAnswer } from "../../../src/report/report.ts";
import { terminal } from "../../../src/report/terminal.ts";
import { symbolMath } from "../../../src/text/formula.ts";
import { shippedCalled } from "../../helpers/exercises.ts";
import { checked, handedIn, verdictsOf, worked } from "../../helpers/students.ts";

// What a student reads of one answer.

const rows: readonly (readonly [exercise: string, answers: string, key: string, says: RegExp])[] = [
  ["gru", "h_t=-0.1419,-0.2560", "h_t", /^Look at the sign\.$/],
  ["gru", "h_t=0.1419,-0.2560", "h_t", /^Entry 2 is not right; the other is\. Look at the sign\.$/],
  ["gru", "h_t=1.4193,2.5600", "h_t", /^Look where the decimal point stands\.$/],
  ["gru", "z_t=53.49,51.25", "z_t", /a hundred times too large\. Is a % missing\?$/],
  ["gru", "h_t=0.1491,0.2560", "h_t", /two of them may have changed places/],
  ["gru", "z_t=0.9999,1.5", "z_t", /^A σ lies between 0 and 1/],
  ["gru", "h_tilde_t=0.0900,1.2000", "h_tilde_t", /^A tanh lies between −1 and 1/],
  ["gru", "h_t=0.7777,0.8888", "h_t", /Answer \$z_t\$, \$h~_t\$ too; that tells where it begins/],
  [
    "gru",
    "z_t=0.5349,0.5125 r_t=0.5349,0.5125 h_tilde_t=0.0914,0.1190 h_t=0.1777,0.2888",
    "h_t",
    /What it is worked from is right, so the slip is in this line/,
  ],
  ["gru", "h_t=0.1419,O.2560", "h_t", /holds "O\.2560", which is not a number; a letter stands in/],
  ["gru", "h_t=0.1419", "h_t", /is one number, and this takes 2 numbers/],
  ["gru", "h_t=0,1419,0,2560", "h_t", /with decimal commas, put ; between the numbers/],
  [
    "attention",
    "weights=0.1678,0.2483,0.1402;0.3403,0.5035,0.5760;0.4919,0.2483,0.2838",
    "weights",
    /^Only entry \(2,3\) is right\. The weights of a softmax sum to 1, row by row/,
  ],
  ["attention", "Q=1,1,2;0,1,1", "Q", /is a matrix of 2×3, and this takes a matrix of 3×2; turn it round/],
  ["lstm", "c_t=0.5876,0.0085", "c_t", /^Entry 2 is not right; the other is\. Look at the sign\.$/],
];

const said = (
  exercise: Run,
  judged: ReadonlyMap<string, ReturnType<typeof verdictsOf>[number]>,
  key: string,
) => words(exercise, judged.get(key) as ReturnType<typeof verdictsOf>[number], [...judged.values()], 4);

for (const [name, answers, key, says] of rows)
  test(`${name}: when somebody answers ${answers}, then it says ${says.source}`, async () => {
    const exercise = run(shippedCalled(name));
    assert.match(said(exercise, await checked(exercise, answers), key).details.join(" "), says);
  });

test("when numbers are shown, then as they were typed: commas, points and percentages", () => {
  const answer = (symbol: string, given: readonly (readonly string[])[]): CheckedAnswer => ({
    ...{ mark: "right", symbol: symbolMath(symbol), given, verdict: "right", details: [] },
  });
  const answers = [
    answer("N_1", [
      ["0.70", "-1.14"],
      ["0", "1.25"],
    ]),
    answer("z_t", [["0,5349"]]),
    answer("r_t", [["53.49 %"]]),
  ];
  const blocks = [{ kind: "checked", answers }] as const;
  const text = terminal(
    { digits: 4, blocks, data: {}, records: [] },
    { width: 80, ascii: false, chalk: undefined },
  );
  assert.match(text, /0\.70, -1\.14; 0, 1\.25/);
  assert.match(text, /z_t\s+0,5349/);
  assert.match(text, /r_t\s+53\.49 %/);
});

test("when an answer is wrong in any way, then nothing that is said holds the right number", () => {
  const exercise = run(shippedCalled("gru"));
  const right = worked(rightWorking(exercise), undefined);
  const digits = exercise.asked.flatMap((key) =>
    [...(right.get(key)?.data ?? [])].map((x) => x.toFixed(3).replace("-", "")),
  );
  const number = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 8, maxLength: 8 }), fc.nat(15), (all, which) => {
      const paper = new Map(right);
      exercise.asked.forEach((key, i) => {
        const { shape, data } = right.get(key) as { shape: readonly [number]; data: Float64Array };
        if ((which >> i) % 2 === 1) paper.set(key, { shape, data: data.map((_, j) => all[2 * i + j]) });
      });
      const judged = verdictsOf(exercise, handedIn(paper, exercise.asked, 4));
      for (const one of judged) {
        const { short, details } = words(exercise, one, judged, 4);
        for (const text of digits) assert.ok(![short, ...details].join(" ").includes(text));
      }
    }),
    { seed: 5, numRuns: 60 },
  );
});
