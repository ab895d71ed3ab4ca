import { type Colour, type Ink, SANS, SERIF } from "./style.ts";

// Symbols as mathematics is set: serif and italic, subscripts lower and smaller, a tilde as a glyph of its own.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Anchor = "start" | "middle" | "end";

export const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** A coordinate, without digits that nobody sees. */
export const n = (value: number): string => String(Math.round(value * 100) / 100);

const SUB = { size: 0.7, drop: 0.26 } as const;
const EM = { italic: 0.56, sub: 0.56, sans: 0.6 } as const;

interface Parts {
  readonly base: string;
  readonly tilde: boolean;
  readonly sub: string;
}

function partsOf(symbol: string): Parts {
  const match = /^([^_~]+)(~?)(?:_\{?([^}]*)\}?)?$/.exec(symbol);
  return {
    base: match?.[1] ?? symbol,
    tilde: match?.[2] === "~",
    sub: (match?.[3] ?? "").replace(/-/g, "−"),
  };
}

/** About as wide as it will be. */
export function symbolWidth(symbol: string, size: number): number {
  const { base, sub } = partsOf(symbol);
  return size * (base.length * EM.italic + sub.length * EM.sub * SUB.size + 0.04);
}

export const wordsWidth = (text: string, size: number): number => text.length * size * EM.sans;

/** A symbol on a baseline, in TeX-like notation: `h~_{t-1}`. */
export function symbolText(
  symbol: string,
  at: Point,
  size: number,
  anchor: Anchor,
  ink: Ink,
  colour: Colour = "ink",
): string {
  const { base, tilde, sub } = partsOf(symbol);
  const width = symbolWidth(symbol, size);
  const left = at.x - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
  const style = `font-family="${SERIF}" font-style="italic" font-size="${n(size)}" ${ink(colour)}`;
  const below =
    sub && `<tspan dy="${n(size * SUB.drop)}" font-size="${n(size * SUB.size)}">${escaped(sub)}</tspan>`;
  const accent = tilde
    ? `<text x="${n(left + size * (base === "h" ? 0.22 : 0.25))}" y="${n(at.y - size * (/[a-z]/.test(base) && !/[bdfhklt]/.test(base) ? 0.03 : 0.27))}" text-anchor="middle" ${style}>˜</text>`
    : "";
  return `<text x="${n(at.x)}" y="${n(at.y)}" text-anchor="${anchor}" ${style}>${escaped(base)}${below}</text>${accent}`;
}

/** Words, functions and numbers. */
export const words = (
  text: string,
  at: Point,
  size: number,
  anchor: Anchor,
  ink: Ink,
  colour: Colour = "ink",
): string =>
  `<text x="${n(at.x)}" y="${n(at.y)}" text-anchor="${anchor}" font-family="${SANS}" font-size="${n(size)}" ${ink(colour)}>${escaped(text)}</text>`;
