import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { flow, indented, quantityBox } from "../../src/report/layout.ts";
import type { Numbers } from "../../src/report/report.ts";
import { terminal } from "../../src/report/terminal.ts";
import { boxWidth } from "../../src/text/box.ts";
import { symbolMath } from "../../src/text/formula.ts";
import { widthOf } from "../../src/text/width.ts";
import { blocks, reportOf } from "../helpers/reports.ts";

const flows: readonly [what: string, boxes: string[][], width: number, gap: number, lines: string[]][] = [
  ["all fit", [["a"], ["b"], ["c"]], 9, 3, ["a   b   c"]],
  ["the last does not fit", [["a"], ["b"], ["c"]], 8, 3, ["a   b", "c"]],
  ["none fits beside another", [["aa"], ["bb"]], 4, 1, ["aa", "bb"]],
  ["one is too wide", [["aaaaaa"], ["b"]], 4, 1, ["aaaaaa", "b"]],
  ["the boxes are high", [["1", "2"], ["="], ["3", "4"]], 20, 1, ["1 = 3", "2   4"]],
];

for (const [what, boxes, width, gap, lines] of flows)
  test(`when ${what}, then the boxes flow into ${lines.length} lines`, () =>
    assert.deepEqual(
      flow(boxes, width, gap).map((line) => line.trimEnd()),
      lines,
    ));

test("when any boxes flow, then only a box that is too wide alone goes beyond the width", () => {
  const box = fc.integer({ min: 1, max: 12 }).map((n) => ["x".repeat(n)]);
  fc.assert(
    fc.property(
      fc.array(box, { minLength: 1 }),
      fc.integer({ min: 1, max: 30 }),
      fc.nat(4),
      (boxes, width, gap) => {
        const lines = flow(boxes, width, gap);
        for (const line of lines) assert.ok(widthOf(line) <= width || !line.includes(" "), line);
        assert.equal(lines.join("").replaceAll(" ", ""), boxes.flat().join(""));
      },
    ),
  );
});

test("when lines are indented, then empty ones stay empty", () => {
  assert.deepEqual(indented(["a", "", "b"]), ["   a", "", "   b"]);
});

const quantities: readonly [value: Numbers, given: boolean, width: number, lines: string[]][] = [
  [0.5, true, 80, ["h_t = 0.5"]],
  [[0.5, -0.1], true, 80, ["h_t = [0.5, −0.1]"]],
  [[0.5, -0.1], false, 80, ["h_t = [0.5000, −0.1000]"]],
  [
    [
      [0.1, 0.2],
      [0.3, -0.5],
    ],
    true,
    80,
    ["h_t = ⎡0.1   0.2⎤", "      ⎣0.3  −0.5⎦"],
  ],
  [[[0.1, 0.2]], true, 80, ["h_t = [0.1  0.2]"]],
];

for (const [value, given, width, lines] of quantities)
  test(`when ${JSON.stringify(value)} is shown ${given ? "as given" : "as computed"}, then it is ${lines[0]}`, () =>
    assert.deepEqual(quantityBox({ names: [symbolMath("h_t")], value }, 4, given, width), lines));

test("when a quantity is wider than the screen, then it is broken and stays within the width", () => {
  const row = Array.from({ length: 12 }, (_, i) => i / 8);
  for (const value of [row, [row, row]])
    for (const width of [20, 30, 40]) {
      const box = quantityBox({ names: [symbolMath("h_t")], value }, 4, true, width);
      assert.ok(boxWidth(box) <= width, box.join("\n"));
      for (const x of row) assert.ok(box.join(" ").includes(String(x)));
    }
});

for (const block of blocks)
  test(`when a ${block.kind} is shown on screens of 30 to 120 columns, then only a single word goes beyond`, () => {
    for (let width = 30; width <= 120; width += 5)
      for (const ascii of [false, true]) {
        const text = terminal(reportOf({ blocks: [block] }), { width, chalk: undefined, ascii });
        for (const line of text.split("\n"))
          assert.ok(widthOf(line) <= width || !line.trim().includes(" "), `${width}: ${line}`);
      }
  });

test("when a report is shown in ASCII, then it is line feeds and printable ASCII alone", () => {
  const text = terminal(reportOf(), { width: 80, chalk: undefined, ascii: true });
  assert.match(text, /^[\n\x20-\x7e]*$/);
});

test("when a report is shown, then no line ends in spaces and every block is there", () => {
  const text = terminal(reportOf(), { width: 80, chalk: undefined, ascii: false });
  assert.doesNotMatch(text, / $/m);
  for (const part of [
    "3.2  GRU, one step",
    "Compute h̃_t from",
    "Convention",
    "Hints",
    "x_t = [0.5, −0.1]",
    "W_z = U_z = ⎡0.1   0.2⎤",
    "Step 1 of 3",
    "σ(W_z x_t)",
    "h_t = [0.1419, 0.2560]",
    "Erratum, 3.4",
    "rnn-tutor gru --step",
  ])
    assert.ok(text.includes(part), part);
});
