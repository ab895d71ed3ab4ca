import { unicodeProse } from "../text/formula.ts";
import { type Axis, axisOf, leftOut, pieces, type Tick } from "./axis.ts";
import type { Plot } from "./report.ts";

/** What stands behind a picture: a light page, a dark one, or whichever the reader has. */
export type Theme = "light" | "dark" | "auto";

interface Colours {
  readonly ground: string;
  readonly ink: string;
  readonly faint: string;
  readonly curves: readonly string[];
}

const colours: Readonly<Record<"light" | "dark", Colours>> = {
  light: {
    ground: "#ffffff",
    ink: "#1f2328",
    faint: "#d1d9e0",
    curves: ["#0a58ca", "#b93815", "#116329", "#6f42c1", "#7a5c00", "#57606a"],
  },
  dark: {
    ground: "#0d1117",
    ink: "#e6edf3",
    faint: "#3d444d",
    curves: ["#79b8ff", "#ff9e70", "#7ee787", "#d2a8ff", "#e3b341", "#adbac7"],
  },
};

/** A curve is told by its dashes too, not by its colour alone. */
const dashes = ["", "8 5", "2 4", "10 4 2 4", "4 8", "16 4"];

const WIDTH = 640;
const TOP = 16;
const LEFT = 72;
const RIGHT = 24;
const LINE = 22;
const PLOT = { width: WIDTH - LEFT - RIGHT, height: 260 };

/** The plot as a picture that stands alone: axes, ticks, a legend; no script. */
export function plotSvg(plot: Plot, theme: Theme = "auto"): string {
  const all = plot.series.flatMap(({ points }) => points);
  const x = axisOf(
    all.map(([at]) => at),
    plot.x.scale,
    10,
  );
  const y = axisOf(
    all.map(([, value]) => value),
    plot.y.scale,
    7,
  );
  const top = TOP + LINE * 2 + 8;
  const height = x && y ? PLOT.height + 58 : 0;
  const total = top + height + LINE * plot.series.length + 12;
  const plain = colours[theme === "dark" ? "dark" : "light"];
  const name = unicodeProse(plot.title);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${total}" width="${WIDTH}" height="${total}" role="img" font-family="system-ui, 'DejaVu Sans', sans-serif" font-size="13">`,
    `<title>${escaped(name)}</title>`,
    ...(theme === "auto" ? [darkStyle(plot.series.length)] : []),
    `<rect class="ground" width="${WIDTH}" height="${total}" fill="${plain.ground}"/>`,
    words(LEFT, TOP + 12, `<tspan font-weight="600">${escaped(name)}</tspan>`, plain),
    ...(x && y ? [frame(plot, x, y, top, plain), ...curves(plot, x, y, top, plain)] : []),
    ...plot.series.flatMap((_, i) => legend(plot, i, top + height + LINE * i + 8, plain)),
    "</svg>\n",
  ].join("\n");
}

const darkStyle = (count: number): string => {
  const { ground, ink, faint, curves } = colours.dark;
  const rules = Array.from(
    { length: count },
    (_, i) => `.c${i}{stroke:${curves[i % curves.length]}}.d${i}{fill:${curves[i % curves.length]}}`,
  );
  return `<style>@media (prefers-color-scheme: dark){.ground{fill:${ground}}.ink{fill:${ink}}.axis{stroke:${ink}}.grid{stroke:${faint}}${rules.join("")}}</style>`;
};

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** `h_T` with its T set lower. */
const lowered = (text: string): string =>
  escaped(text).replace(
    /_(?:\{([^}]*)\}|([A-Za-z0-9]+))/g,
    (_, braced?: string, bare?: string) =>
      `<tspan dy="3" font-size="10">${braced ?? bare}</tspan><tspan dy="-3">\u200b</tspan>`,
  );

const words = (x: number, y: number, inner: string, { ink }: Colours, anchor = "start"): string =>
  `<text class="ink" x="${round(x)}" y="${round(y)}" fill="${ink}" text-anchor="${anchor}">${inner}</text>`;

const round = (n: number): number => Math.round(n * 100) / 100;

function frame(plot: Plot, x: Axis, y: Axis, top: number, plain: Colours): string {
  const bottom = top + PLOT.height;
  const across = ({ at }: Tick) => round(LEFT + at * PLOT.width);
  const up = ({ at }: Tick) => round(bottom - at * PLOT.height);
  return [
    words(LEFT, top - 12, lowered(unicodeProse(plot.y.label)), plain),
    ...y.ticks.map(
      (tick) =>
        `<path class="grid" d="M${LEFT} ${up(tick)}H${LEFT + PLOT.width}" stroke="${plain.faint}" fill="none"/>`,
    ),
    ...y.ticks.map((tick) => words(LEFT - 8, up(tick) + 4, escaped(tick.label), plain, "end")),
    ...x.ticks.map((tick) => words(across(tick), bottom + 20, escaped(tick.label), plain, "middle")),
    `<path class="axis" d="M${LEFT} ${top}V${bottom}H${LEFT + PLOT.width}${x.ticks.map((tick) => `M${across(tick)} ${bottom}v5`).join("")}" stroke="${plain.ink}" fill="none"/>`,
    words(LEFT + PLOT.width / 2, bottom + 42, lowered(unicodeProse(plot.x.label)), plain, "middle"),
  ].join("\n");
}

function curves({ series }: Plot, x: Axis, y: Axis, top: number, plain: Colours): string[] {
  const place = ([across, up]: readonly [number, number]): string =>
    `${round(LEFT + across * PLOT.width)} ${round(top + (1 - up) * PLOT.height)}`;
  return series.flatMap(({ points }, i) => {
    const colour = plain.curves[i % plain.curves.length];
    return pieces(points, x, y).map((piece) =>
      piece.length === 1
        ? `<circle class="d${i}" cx="${place(piece[0]).replace(" ", '" cy="')}" r="4" fill="${colour}"/>`
        : `<path class="c${i}" d="M${piece.map(place).join("L")}" stroke="${colour}" ${stroke(i)}/>`,
    );
  });
}

const stroke = (i: number): string =>
  `fill="none" stroke-width="2" stroke-linejoin="round"${dashes[i % dashes.length] ? ` stroke-dasharray="${dashes[i % dashes.length]}"` : ""}`;

function legend(plot: Plot, i: number, at: number, plain: Colours): string[] {
  const gone = leftOut(plot, plot.series[i]);
  const note = gone.length > 0 ? ` (not drawn: ${gone.join(", ")})` : "";
  return [
    `<path class="c${i}" d="M${LEFT} ${at}h40" stroke="${plain.curves[i % plain.curves.length]}" ${stroke(i)}/>`,
    words(LEFT + 52, at + 4, lowered(unicodeProse(plot.series[i].name + note)), plain),
  ];
}
