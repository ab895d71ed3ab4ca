import { fixed } from "../text/number.ts";
import { visible } from "../text/visible.ts";
import type { Heatmap } from "./report.ts";

/** Which paper it is for: `auto` follows the reader's setting. */
export type SvgTheme = "auto" | "light" | "dark";

const CELL = { height: 34, least: 54, letter: 7.6 } as const;
const MARGIN = 14;
const TITLE = 30;
const KEY = 46;

interface Colours {
  readonly ink: string;
  readonly faint: string;
  readonly hue: string;
  /** From this weight on a number is legible in the other colour: both have a contrast above 4.5 there. */
  readonly flip: number;
  readonly low: string;
  readonly high: string;
}

const light: Colours = {
  ink: "#1f2328",
  faint: "#59636e",
  hue: "#08306b",
  flip: 0.645,
  low: "#000",
  high: "#fff",
};
const dark: Colours = {
  ink: "#f0f6fc",
  faint: "#9198a1",
  hue: "#79c0ff",
  flip: 0.58,
  low: "#fff",
  high: "#000",
};

/**
 * Weights as an SVG: one hue by opacity, a number in every cell, the rows' sums and a key. The presentation
 * attributes are those of light paper; a media query changes them for dark.
 */
export function heatmapSvg(block: Heatmap, theme: SvgTheme = "auto"): string {
  const base = theme === "dark" ? dark : light;
  const { rows, columns, values } = block;
  const left = MARGIN + widest(rows) + 10;
  const cell = Math.max(CELL.least, widest(columns) + 12);
  const top = MARGIN + TITLE + 20;
  const width = Math.max(
    left + cell * columns.length + 56 + MARGIN,
    left + 250,
    MARGIN * 2 + widest([block.title]),
  );
  const height = top + CELL.height * rows.length + KEY + MARGIN;
  const at = { left, top, cell };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" aria-label="${escaped(said(block))}" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(block.title)}</title>`,
    ...(theme === "auto" ? [style()] : []),
    text(block.title, MARGIN, MARGIN + 13, base.ink, 'class="hm-ink" font-weight="600"'),
    ...columns.map((name, j) =>
      text(name, left + cell * (j + 0.5), top - 8, base.ink, 'class="hm-ink" text-anchor="middle"'),
    ),
    text(
      "sum",
      left + cell * columns.length + 28,
      top - 8,
      base.faint,
      'class="hm-faint" text-anchor="middle"',
    ),
    ...rows.flatMap((name, i) => rowOf(name, values[i], i, at, base)),
    ...keyOf(left, top + CELL.height * rows.length + 16, base),
    "</svg>\n",
  ].join("\n");
}

interface At {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
}

function rowOf(name: string, values: readonly number[], i: number, at: At, base: Colours): string[] {
  const y = at.top + CELL.height * i;
  const middle = y + CELL.height / 2 + 4.5;
  const sum = fixed(
    values.reduce((a, b) => a + b, 0),
    2,
  );
  return [
    text(name, at.left - 10, middle, base.ink, 'class="hm-ink" text-anchor="end"'),
    ...values.flatMap((x, j) => [
      `<rect x="${round(at.left + at.cell * j + 1)}" y="${y + 1}" width="${round(at.cell - 2)}" height="${CELL.height - 2}" rx="3" class="hm-cell" fill="${base.hue}" fill-opacity="${opacity(x)}"/>`,
      text(
        fixed(x, 2),
        at.left + at.cell * (j + 0.5),
        middle,
        x < base.flip ? base.low : base.high,
        `class="${x < dark.flip ? "hm-low" : "hm-high"}" text-anchor="middle" font-variant-numeric="tabular-nums"`,
      ),
    ]),
    text(
      sum,
      at.left + at.cell * values.length + 28,
      middle,
      base.faint,
      'class="hm-faint" text-anchor="middle"',
    ),
  ];
}

/** Five patches from 0 to 1. */
function keyOf(left: number, y: number, base: Colours): string[] {
  const steps = [0, 0.25, 0.5, 0.75, 1];
  return steps.flatMap((x, i) => [
    `<rect x="${round(left + 46 * i)}" y="${y}" width="44" height="8" rx="2" class="hm-cell hm-edge" fill="${base.hue}" fill-opacity="${opacity(x)}" stroke="${base.faint}" stroke-width="0.5"/>`,
    text(
      String(x),
      left + 46 * i + 22,
      y + 22,
      base.faint,
      'class="hm-faint" text-anchor="middle" font-size="11"',
    ),
  ]);
}

const style = (): string =>
  `<style>@media (prefers-color-scheme: dark) { .hm-ink { fill: ${dark.ink} } .hm-faint { fill: ${dark.faint} } .hm-cell { fill: ${dark.hue} } .hm-edge { stroke: ${dark.faint} } .hm-low { fill: ${dark.low} } .hm-high { fill: ${dark.high} } }</style>`;

const text = (words: string, x: number, y: number, fill: string, more: string): string =>
  `<text x="${round(x)}" y="${round(y)}" fill="${fill}" ${more}>${escaped(words)}</text>`;

/** A cell of 0 is still seen to be one. */
const opacity = (x: number): string => String(round(0.04 + 0.96 * Math.min(1, Math.max(0, x))));

/** In words, for those who can't see it: each row's largest weight. */
const said = ({ title, rows, columns, values }: Heatmap): string =>
  `${title}: ${rows.map((name, i) => `${name} most to ${columns[values[i].indexOf(Math.max(...values[i]))]}`).join(", ")}`;

const widest = (names: readonly string[]): number =>
  Math.max(...names.map((name) => [...name].length)) * CELL.letter;

const round = (x: number): number => Math.round(x * 100) / 100;

const escaped = (words: string): string =>
  visible(words).replace(
    /[&<>"]/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] as string,
  );
