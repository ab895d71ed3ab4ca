import { padEnd, padStart } from "../text/box.ts";
import { unicodeProse } from "../text/formula.ts";
import { widthOf } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import { type Axis, axisOf, leftOut, type Tick } from "./axis.ts";
import { INDENT, indented, type Lines, type Tools } from "./layout.ts";
import { type Raster, raster } from "./raster.ts";
import type { Plot } from "./report.ts";

const ROWS = 14;
const WIDEST = 76;

/** Curves in a terminal, with their axes: dots of braille, or one mark a curve in ASCII. */
export function plotLines(plot: Plot, tools: Tools): Lines {
  const { text, paint } = tools;
  const width = Math.min(tools.width, WIDEST) - INDENT.length;
  const title = wrap(text(unicodeProse(plot.title)), tools.width).map(paint.strong);
  const all = plot.series.flatMap(({ points }) => points);
  const x = axisOf(
    all.map(([at]) => at),
    plot.x.scale,
    Math.floor(width / 9),
  );
  const y = axisOf(
    all.map(([, value]) => value),
    plot.y.scale,
    6,
  );
  if (!x || !y) return [...title, ...indented(legend(plot, tools, width))];
  const labels = y.ticks.map(({ label }) => text(label));
  const gutter = Math.max(...labels.map(widthOf));
  const columns = width - gutter - 2;
  const canvas = cells(drawnBy(plot, x, y, columns, tools), tools);
  return [
    ...title,
    ...indented([
      ...wrap(text(unicodeProse(plot.y.label)), width),
      ...canvas.map((line, row) => `${gutterAt(y.ticks, labels, row, gutter, tools)}${line}`),
      ...xAxis(x, text(unicodeProse(plot.x.label)), gutter, columns, tools),
      "",
      ...legend(plot, tools, width),
    ]),
  ];
}

/** Dots a character: two by four of braille, one of ASCII. */
const grain = ({ ascii }: Tools): readonly [number, number] => (ascii ? [1, 1] : [2, 4]);

function drawnBy({ series }: Plot, x: Axis, y: Axis, columns: number, tools: Tools): Raster {
  const [wide, high] = grain(tools);
  return raster(
    series.map(({ points }) => pieces(points, x, y)),
    columns * wide,
    ROWS * high,
    !tools.ascii,
  );
}

/** The stretches of a series that have a place, in the order of its points. */
export function pieces(
  points: readonly (readonly [number, number])[],
  x: Axis,
  y: Axis,
): (readonly [number, number])[][] {
  const found: (readonly [number, number])[][] = [[]];
  for (const [at, value] of points) {
    const [across, up] = [x.place(at), y.place(value)];
    if (across !== undefined && up !== undefined) found[found.length - 1].push([across, up]);
    else if (found[found.length - 1].length > 0) found.push([]);
  }
  return found.filter((piece) => piece.length > 0);
}

const MARKS = "*ox#@&";
const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];

/** The dots as lines of characters, each in the colour of its curve. */
function cells(dots: Raster, tools: Tools): string[] {
  const [wide, high] = grain(tools);
  return Array.from({ length: dots.height / high }, (_, row) => {
    const line = Array.from({ length: dots.width / wide }, (_, column) => {
      const held = BITS.slice(0, high).flatMap((bits, r) =>
        bits
          .slice(0, wide)
          .map((bit, c) => ({ bit, owner: dots.at(column * wide + c, row * high + r) }))
          .filter(({ owner }) => owner >= 0),
      );
      if (held.length === 0) return { sign: " ", owner: -1 };
      const owner = Math.min(...held.map((dot) => dot.owner));
      const sign = tools.ascii
        ? MARKS[owner % MARKS.length]
        : String.fromCodePoint(held.reduce((sum, { bit }) => sum | bit, 0x2800));
      return { sign, owner };
    });
    return painted(line, tools);
  });
}

function painted(line: readonly { sign: string; owner: number }[], { paint }: Tools): string {
  const colours = [(s: string) => s, paint.accent, paint.good, paint.faint];
  const runs: { text: string; owner: number }[] = [];
  for (const { sign, owner } of line) {
    const last = runs[runs.length - 1];
    if (last?.owner === owner) last.text += sign;
    else runs.push({ text: sign, owner });
  }
  return runs.map(({ text, owner }) => (owner < 0 ? text : colours[owner % colours.length](text))).join("");
}

function gutterAt(
  ticks: readonly Tick[],
  labels: Lines,
  row: number,
  gutter: number,
  { ascii }: Tools,
): string {
  const tick = ticks.findIndex(({ at }) => Math.round((1 - at) * (ROWS - 1)) === row);
  const mark = tick < 0 ? "│" : "┤";
  return `${padStart(tick < 0 ? "" : labels[tick], gutter)} ${ascii ? (tick < 0 ? "|" : "+") : mark}`;
}

/** The line, its ticks, and under them as many of their labels as have room. */
function xAxis(
  { ticks }: Axis,
  label: string,
  gutter: number,
  columns: number,
  { ascii, text }: Tools,
): Lines {
  const places = ticks.map(({ at }) => Math.round(at * (columns - 1)));
  const line = Array.from({ length: columns }, (_, i) =>
    places.includes(i) ? (ascii ? "+" : "┬") : ascii ? "-" : "─",
  );
  const left = " ".repeat(gutter + 1);
  let names = "";
  ticks.forEach((tick, i) => {
    const name = text(tick.label);
    const wanted = Math.round(places[i] - (widthOf(name) - 1) / 2);
    const start = Math.max(0, Math.min(wanted, columns - widthOf(name)));
    if (names === "" || start > widthOf(names)) names = padEnd(names, start) + name;
  });
  return [
    `${left}${ascii ? "+" : "└"}${line.join("")}`,
    `${left} ${names}`,
    ...wrap(label, columns).map(
      (part) => `${left} ${padStart(part, Math.floor((columns + widthOf(part)) / 2))}`,
    ),
  ];
}

/** A piece of each curve and its name, and what of it could not be drawn. */
function legend(plot: Plot, tools: Tools, width: number): Lines {
  const [wide, high] = grain(tools);
  const sample = (owner: number): string => {
    const curves = plot.series.map((_, i): [number, number][][] =>
      i === owner
        ? [
            [
              [0, 0.5],
              [1, 0.5],
            ],
          ]
        : [],
    );
    return cells(raster(curves, SAMPLE * wide, high, !tools.ascii), tools)[0];
  };
  return plot.series.flatMap((series, i) => {
    const gone = leftOut(plot, series);
    const note = gone.length > 0 ? ` (not drawn: ${gone.join(", ")})` : "";
    return wrap(tools.text(unicodeProse(series.name + note)), width - SAMPLE - 2).map((line, n) =>
      n === 0 ? `${sample(i)}  ${line}` : " ".repeat(SAMPLE + 2) + line,
    );
  });
}

const SAMPLE = 6;
