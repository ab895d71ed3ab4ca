import { fixed, significant } from "../text/number.ts";
import { superscript } from "../text/superscript.ts";
import type { Plot, PlotAxis } from "./report.ts";

/** Where values stand along an axis of length 1, and what is written beside it. */
export interface Axis {
  /** From 0 to 1; undefined where the axis has no place for a value: 0 on a logarithmic one. */
  place(value: number): number | undefined;
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

type Scale = PlotAxis["scale"];

/** Beyond this, and nearer to 0, the differences of numbers lose their digits. */
const LARGEST = 1e300;
const SMALLEST = 1e-300;

const drawn = (value: number, scale: Scale): boolean =>
  Number.isFinite(value) && (scale === "linear" || value > 0);

/** The axis over some values, with at most about `most` ticks; undefined where it has a place for none of them. */
export function axisOf(values: readonly number[], scale: Scale, most: number): Axis | undefined {
  const along = values.filter((value) => drawn(value, scale)).map((value) => onScale(value, scale));
  if (along.length === 0) return undefined;
  const least = along.reduce((a, b) => Math.min(a, b));
  const greatest = along.reduce((a, b) => Math.max(a, b));
  const { from, to, step } =
    scale === "log" ? decades(least, greatest, most) : round(least, greatest, most, finest(values));
  const count = Math.round((to - from) / step);
  const tick = (i: number): Tick => ({
    at: i / count,
    label: scale === "log" ? `10${superscript(from + i * step)}` : tickText(from + i * step, step),
  });
  return {
    place: (value) => (drawn(value, scale) ? (onScale(value, scale) - from) / (to - from) : undefined),
    ticks: Array.from({ length: count + 1 }, (_, i) => tick(i)),
  };
}

function onScale(value: number, scale: Scale): number {
  if (scale === "log") return Math.log10(value);
  return Math.abs(value) < SMALLEST ? 0 : Math.max(-LARGEST, Math.min(LARGEST, value));
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Whole decades round the values, a tick for every one of them or for every second, fifth, tenth … */
function decades(least: number, greatest: number, most: number): Span {
  const low = Math.floor(least);
  const high = Math.max(Math.ceil(greatest), low + 1);
  const step = Math.max(1, niceStep((high - low) / most));
  const from = Math.floor(low / step) * step;
  return { from, to: Math.max(Math.ceil(high / step) * step, from + step), step };
}

/** Between steps 7 and 8 there is nothing: an axis of whole numbers has whole ticks. */
const finest = (values: readonly number[]): number => (values.every(Number.isInteger) ? 1 : 0);

/** Round numbers round the values. */
function round(least: number, greatest: number, most: number, finest: number): Span {
  const room = Math.max(Math.abs(least), Math.abs(greatest)) * 1e-9;
  const isFlat = greatest - least <= room;
  const half = isFlat ? Math.max(Math.abs(least) / 2, least === 0 ? 1 : Number.MIN_VALUE) : 0;
  const [low, high] = [least - half, greatest + half];
  const step = Math.max(finest, niceStep((high - low) / most));
  if (!(step > 0)) return { from: -1, to: 1, step: 0.5 };
  return { from: Math.floor(low / step + 1e-9) * step, to: Math.ceil(high / step - 1e-9) * step, step };
}

/** 1, 2 or 5 times a power of ten, at least as large. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return (([1, 2, 5].find((n) => n * power >= least * (1 - 1e-9)) as number) ?? 10) * power;
}

function tickText(value: number, step: number): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const tidy = Math.abs(value) < step / 2 ? 0 : value;
  if (Math.abs(tidy) < 1e6 && decimals <= 6) return fixed(tidy, decimals);
  return tidy === 0 ? "0" : fixed(tidy, 0).includes("e") ? fixed(tidy, 0) : smallText(tidy);
}

const smallText = (value: number): string => value.toExponential(0).replace(/-/g, "−");

/** What of a series has no place in the plot, in words: `0 at t = 1 … 12`. */
export function leftOut({ x, y }: Plot, { points }: Plot["series"][number]): string[] {
  const kinds = new Map<string, number[]>();
  for (const [at, value] of points) {
    if (drawn(value, y.scale) && drawn(at, x.scale)) continue;
    const kind = Number.isFinite(value) ? (value === 0 ? "0" : "below 0") : fixed(value, 0);
    kinds.set(kind, [...(kinds.get(kind) ?? []), at]);
  }
  return [...kinds].map(([kind, ats]) => {
    const [first, last] = [Math.min(...ats), Math.max(...ats)];
    return `${kind} at ${x.label} = ${first === last ? brief(first) : `${brief(first)} … ${brief(last)}`}`;
  });
}

const brief = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value).replace("-", "−") : significant(value, 4);

/** The stretches of a series that have a place on both axes, from 0 to 1, in the order of its points. */
export function pieces(points: Plot["series"][number]["points"], x: Axis, y: Axis): Piece[] {
  const found: (readonly [number, number])[][] = [[]];
  for (const [at, value] of points) {
    const [across, up] = [x.place(at), y.place(value)];
    if (across !== undefined && up !== undefined) found[found.length - 1].push([across, up]);
    else if (found[found.length - 1].length > 0) found.push([]);
  }
  return found.filter((piece) => piece.length > 0);
}

/** Points to be joined by a line; y upwards. */
export type Piece = readonly (readonly [number, number])[];
