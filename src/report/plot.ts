import { padEnd, padStart } from "../text/box.ts";
import { unicodeProse } from "../text/formula.ts";
import { widthOf } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import { type Axis, axisOf, leftOut, pieces, type Tick } from "./axis.ts";
import { canvas, SAMPLE, sample } from "./curves.ts";
import { INDENT, indented, type Lines, type Tools } from "./layout.ts";
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
    Math.floor(width / 7),
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
  const drawn = canvas(
    plot.series.map(({ points }) => pieces(points, x, y)),
    columns,
    ROWS,
    tools,
  );
  return [
    ...title,
    ...indented([
      ...wrap(text(unicodeProse(plot.y.label)), width),
      ...drawn.map((line, row) => `${gutterAt(y.ticks, labels, row, gutter, tools)}${line}`),
      ...xAxis(x, text(unicodeProse(plot.x.label)), gutter, columns, tools),
      "",
      ...legend(plot, tools, width),
    ]),
  ];
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
  return plot.series.flatMap((series, i) => {
    const gone = leftOut(plot, series);
    const note = gone.length > 0 ? ` (not drawn: ${gone.join(", ")})` : "";
    const left = sample(i, series.points.length === 1, tools);
    return wrap(tools.text(unicodeProse(series.name + note)), width - SAMPLE - 2).map((line, n) =>
      n === 0 ? `${left}  ${line}` : " ".repeat(SAMPLE + 2) + line,
    );
  });
}
