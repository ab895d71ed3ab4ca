import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { plotSvg } from "../../src/report/plot-svg.ts";
import type { Plot } from "../../src/report/report.ts";
import { terminal } from "../../src/report/terminal.ts";
import { widthOf } from "../../src/text/width.ts";
import { reportOf } from "../helpers/reports.ts";

const shown = (plot: Plot, width: number, ascii: boolean): string =>
  terminal(reportOf({ blocks: [{ kind: "plot", ...plot }] }), { width, chalk: undefined, ascii });

const powers = (w: number, name = `w = ${w}`) => ({
  name,
  points: Array.from({ length: 11 }, (_, t) => [t, w ** (10 - t)] as const),
});

const plot: Plot = {
  title: "What is left of the gradient",
  x: { label: "t", scale: "linear" },
  y: { label: "‖∂h_T/∂h_t‖", scale: "log" },
  series: [powers(0.1), powers(1)],
};

test("when two curves are drawn in ASCII, then each has marks of its own, in the rows where its values are", () => {
  const lines = shown(plot, 50, true).split("\n");
  const row = (label: string) => lines.find((line) => line.includes(label)) as string;
  assert.match(row("10^0 +"), /\+o+\*+$/);
  assert.match(row("10^-10 +"), /\+\*+$/);
  const legend = lines.filter((line) => /w = /.test(line));
  assert.deepEqual(legend, ["   ******  w = 0.1", "   oooooo  w = 1"]);
});

test("when curves are drawn in braille, then each has dashes of its own", () => {
  const samples = shown({ ...plot, series: [1, 2, 3, 4].map((n) => powers(0.1 * n)) }, 80, false)
    .split("\n")
    .flatMap((line) => /^ {3}([\u2800-\u28ff ]{6}) {2}w = /.exec(line)?.[1] ?? []);
  assert.equal(samples.length, 4);
  assert.equal(new Set(samples).size, 4);
});

test("when the x axis is drawn, then its ticks stand over their numbers", () => {
  const lines = shown(plot, 80, false).split("\n");
  const axis = lines.findIndex((line) => line.includes("└"));
  const ticks = [...lines[axis].matchAll(/┬/g)].map(({ index }) => index);
  assert.ok(ticks.length >= 5);
  for (const number of lines[axis + 1].matchAll(/\d+/g)) {
    const middle = (number.index as number) + (number[0].length - 1) / 2;
    assert.ok(
      ticks.some((at) => Math.abs(at - middle) <= 1),
      number[0],
    );
  }
});

test("when a gradient underflows to 0, then the plot says from where to where", () => {
  const series = [
    {
      name: "w = 0.1",
      points: [
        [1, 0],
        [2, 0],
        [3, 1e-300],
        [4, 1],
      ] as const,
    },
  ];
  assert.match(shown({ ...plot, series }, 80, false), /w = 0\.1 \(not drawn: 0 at t = 1 … 2\)$/m);
  assert.match(plotSvg({ ...plot, series }), /\(not drawn: 0 at t = 1 … 2\)/);
});

test("when there is nothing to draw, then the legend says why", () => {
  const series = [{ name: "all", points: [[1, 0] as const] }];
  assert.match(shown({ ...plot, series }, 80, false), /all \(not drawn: 0 at t = 1\)/);
  assert.doesNotMatch(shown({ ...plot, series }, 80, false), /┤/);
});

const anyPlot: fc.Arbitrary<Plot> = fc.record({
  title: fc.constant("Any"),
  x: fc.record({ label: fc.constant("x"), scale: fc.constantFrom("linear", "log") }),
  y: fc.record({ label: fc.constant("y"), scale: fc.constantFrom("linear", "log") }),
  series: fc.array(
    fc.record({ name: fc.constant("one"), points: fc.array(fc.tuple(fc.double(), fc.double())) }),
    { maxLength: 8 },
  ),
});

test("when any numbers are plotted, then the screen holds and the SVG has finite coordinates alone", () => {
  fc.assert(
    fc.property(anyPlot, fc.integer({ min: 30, max: 100 }), fc.boolean(), (any, width, ascii) => {
      const text = shown(any, width, ascii);
      for (const line of text.split("\n")) assert.ok(widthOf(line) <= width, line);
      if (ascii) assert.match(text, /^[\n\x20-\x7e]*$/);
      for (const [path] of plotSvg(any).matchAll(/ (?:d|cx|cy)="[^"]*"/g))
        assert.doesNotMatch(path, /NaN|Infinity|undefined/);
    }),
    { numRuns: 200 },
  );
});

test("when a plot is drawn as SVG, then it has a curve and a name for each series, ticks, and no script", () => {
  const svg = plotSvg(plot);
  assert.equal([...svg.matchAll(/<path class="c0"/g)].length, 2, "the curve and its sample");
  for (const label of ["10⁻¹⁰", "10⁰", "w = 0.1", "w = 1"]) assert.ok(svg.includes(`>${label}<`), label);
  assert.match(svg, /<title>What is left of the gradient<\/title>/);
  assert.doesNotMatch(svg, /<script|href|onload/);
  const tags = [...svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)];
  const open: string[] = [];
  for (const [, end, tag, alone] of tags) {
    if (end) assert.equal(open.pop(), tag);
    else if (!alone) open.push(tag);
  }
  assert.deepEqual(open, []);
});

test("when a name holds markup, then the SVG shows it and does not act on it", () => {
  const svg = plotSvg({ ...plot, title: `<b>&"`, series: [powers(1, "</text><script>")] });
  assert.doesNotMatch(svg, /<script|<b>/);
  assert.ok(svg.includes("&lt;b&gt;&amp;&quot;"));
});

test("when a theme is chosen, then the colours are those of its page; without one the reader's choice decides", () => {
  assert.match(plotSvg(plot, "light"), /fill="#ffffff"/);
  assert.doesNotMatch(plotSvg(plot, "light"), /prefers-color-scheme/);
  assert.match(plotSvg(plot, "dark"), /fill="#0d1117"/);
  assert.match(plotSvg(plot), /@media \(prefers-color-scheme: dark\)/);
});
