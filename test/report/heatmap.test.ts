import assert from "node:assert/strict";
import test from "node:test";
import { heatmapSvg } from "../../src/report/heatmap-svg.ts";
import type { Heatmap, Report } from "../../src/report/report.ts";
import { terminal } from "../../src/report/terminal.ts";

const block: Heatmap = {
  title: "Attention weights",
  rows: ["I", "am"],
  columns: ["I", "am", "<here>"],
  values: [
    [0.96, 0.04, 0],
    [0.1, 0.3, 0.6],
  ],
};

const shown = (heatmap: Heatmap, width: number, ascii = false): string[] => {
  const report: Report = {
    digits: 4,
    blocks: [{ kind: "heatmap", ...heatmap }],
    data: undefined,
    records: [],
  };
  return terminal(report, { width, chalk: undefined, ascii }).trimEnd().split("\n");
};

test("when weights are shown, then each has a shade, a number, its row's sum and a key", () => {
  assert.deepEqual(shown(block, 80), [
    "Attention weights",
    "              I        am    <here>   sum",
    "   I   ███ 0.96      0.04      0.00  1.00",
    "   am  ░░░ 0.10  ▒▒▒ 0.30  ▓▓▓ 0.60  1.00",
    "   blank below 0.05, ░ from 0.05, ▒ from 0.25, ▓ from 0.5, █ from 0.75",
  ]);
});

test("when only ASCII can be shown, then the shades are . : * #", () => {
  const lines = shown(block, 80, true);
  assert.equal(lines[2], "   I   ### 0.96      0.04      0.00  1.00");
  assert.equal(lines[3], "   am  ... 0.10  ::: 0.30  *** 0.60  1.00");
  for (const line of lines) assert.match(line, /^[ -~]*$/);
});

const wide = (n: number): Heatmap => {
  const names = Array.from({ length: n }, (_, i) => `token ${i + 1}`);
  return { title: "Wide", rows: names, columns: names, values: names.map(() => names.map(() => 1 / n)) };
};

for (const [n, width] of [
  [3, 40],
  [6, 50],
  [8, 50],
  [12, 80],
  [24, 80],
  [24, 30],
  [60, 80],
] as const)
  test(`when ${n} tokens are shown in ${width} columns, then no line is longer and every token has its row`, () => {
    const lines = shown(wide(n), width);
    for (const line of lines) assert.ok([...line].length <= width, line);
    for (const name of wide(n).rows)
      assert.ok(
        lines.some((line) => line.trimStart().startsWith(name)),
        name,
      );
  });

/** The relative luminance of a hex colour. */
function luminance(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((c) =>
    c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const hex = (colour: string): number[] => {
  const long = colour.length === 4 ? colour.replace(/[0-9a-f]/g, "$&$&") : colour;
  return [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
};

function contrast(a: readonly number[], b: readonly number[]): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

for (const [theme, paper] of [
  ["light", "#ffffff"],
  ["dark", "#0d1117"],
] as const)
  test(`when any weight is drawn on ${theme} paper, then its number has a contrast of at least 4.5`, () => {
    for (let x = 0; x <= 1; x += 0.01) {
      const svg = heatmapSvg({ title: "t", rows: ["r"], columns: ["c"], values: [[x]] }, theme);
      const [, fill, opacity] = /class="hm-cell" fill="(#\w+)" fill-opacity="([\d.]+)"/.exec(
        svg,
      ) as RegExpExecArray;
      const [, ink] = /fill="(#\w+)" class="hm-(?:low|high)"/.exec(svg) as RegExpExecArray;
      const under = hex(paper).map((p, i) => p * (1 - Number(opacity)) + hex(fill)[i] * Number(opacity));
      const found = contrast(hex(ink), under);
      assert.ok(found >= 4.5, `${x.toFixed(2)}: ${found}`);
    }
  });

test("when an SVG follows the reader's setting, then dark replaces every colour that light paper has", () => {
  const svg = heatmapSvg(block);
  assert.match(svg, /prefers-color-scheme: dark/);
  const classes = new Set([...svg.matchAll(/class="([\w -]+)"/g)].flatMap(([, names]) => names.split(" ")));
  for (const name of classes) assert.ok(svg.includes(`.${name} {`), name);
  assert.ok(svg.includes("&lt;here&gt;") && !svg.includes("<here>"));
  assert.match(svg, /aria-label="Attention weights: I most to I, am most to &lt;here&gt;"/);
});
