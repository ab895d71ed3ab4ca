import type { Placed } from "../place.ts";
import { lookOf } from "../place.ts";
import { type Ink, SERIF, type Tone } from "./style.ts";
import {
  type Anchor,
  escaped,
  n,
  type Point,
  symbolText,
  symbolWidth,
  words,
  wordsWidth,
} from "./symbols.ts";

// Nodes as shapes. A cell of the text is 11 by 22.

export const CELL = { width: 11, height: 22 } as const;
const RADIUS = 16;
const JOIN = 12;

export const centreOf = ({ x, y, width, height }: Placed): Point => ({
  x: (x + Math.floor(width / 2) + 0.5) * CELL.width,
  y: (y + Math.floor(height / 2) + 0.5) * CELL.height,
});

export interface Extent {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const signs = /^[⊙+]$/;

/** The shape of a node around its centre: half its width and half its height. */
export function halfOf({ node, width, height }: Placed): { readonly x: number; readonly y: number } {
  const look = lookOf(node);
  if (look === "box") return { x: ((width - 1) * CELL.width) / 2 + 9, y: ((height - 1) * CELL.height) / 2 };
  if (node.kind === "join") return { x: JOIN, y: JOIN };
  if (signs.test(node.label)) return { x: RADIUS, y: RADIUS };
  if (look === "sign") return { x: Math.max(18, labelWidth(node.label, node.isSymbol, 15) / 2 + 10), y: 14 };
  return { x: symbolWidth(node.label, 22) / 2 + 4, y: 12 };
}

const labelWidth = (label: string, isSymbol: boolean, size: number): number =>
  isSymbol ? symbolWidth(label, size) : wordsWidth(label, isWord(label) ? size : size * 1.15);

/** What a node looks like; terminals are symbols alone, drawn by their side. */
export function nodeShape(placed: Placed, ink: Ink, anchor: Anchor): string {
  const { node } = placed;
  const at = centreOf(placed);
  const half = halfOf(placed);
  const look = lookOf(node);
  const body =
    look === "alone"
      ? symbolText(
          node.label,
          { x: anchored(placed, anchor), y: at.y + 6 + sunk(placed, anchor) },
          22,
          anchor,
          ink,
        )
      : look === "box"
        ? box(placed, at, half, ink)
        : sign(placed, at, half, ink);
  return `<g data-node="${escaped(node.id)}">${body}</g>`;
}

/** Under the cell or over it, a symbol stands a little further out, so that the frame has room. */
export const sunk = ({ node }: Placed, anchor: Anchor): number =>
  anchor !== "middle" ? 0 : node.kind === "input" ? 15 : -8;

/** A symbol is narrower than its characters: it stands at the side where its wire is. */
export function anchored({ x, width }: Placed, anchor: Anchor): number {
  if (anchor === "middle") return (x + Math.floor(width / 2) + 0.5) * CELL.width;
  return anchor === "end" ? (x + width) * CELL.width - 6 : x * CELL.width + 5;
}

function box({ node }: Placed, at: Point, half: Point, ink: Ink): string {
  const tone = node.kind as Tone;
  const shape = `<rect x="${n(at.x - half.x)}" y="${n(at.y - half.y)}" width="${n(2 * half.x)}" height="${n(2 * half.y)}" rx="8" stroke-width="1.6" ${ink(tone, `${tone}-line`)}/>`;
  return shape + label(node.label, node.isSymbol, at, 19, ink);
}

function sign({ node }: Placed, at: Point, half: Point, ink: Ink): string {
  const line = `stroke-width="1.7"`;
  const round = `<rect x="${n(at.x - half.x)}" y="${n(at.y - half.y)}" width="${n(2 * half.x)}" height="${n(2 * half.y)}" rx="${n(half.y)}" ${line} ${ink("paper", "ink")}/>`;
  const stroke = (d: string): string =>
    `<path d="${d}" stroke-width="2" stroke-linecap="round" ${ink("none", "ink")}/>`;
  if (node.label === "⊙") return `${round}<circle cx="${n(at.x)}" cy="${n(at.y)}" r="3.2" ${ink("ink")}/>`;
  if (node.label === "+") return round + stroke(`M${n(at.x - 8)} ${n(at.y)}h16M${n(at.x)} ${n(at.y - 8)}v16`);
  if (node.kind === "join")
    return round + stroke(`M${n(at.x - 3)} ${n(at.y - 6)}v12M${n(at.x + 3)} ${n(at.y - 6)}v12`);
  return round + label(node.label, node.isSymbol, at, 16, ink);
}

const isWord = (text: string): boolean => /^[a-z ]{2,}/i.test(text);

/** Greek and signs as mathematics, function names upright. */
function label(text: string, isSymbol: boolean, at: Point, size: number, ink: Ink): string {
  const below = { x: at.x, y: at.y + size * 0.33 };
  if (isSymbol) return symbolText(text, below, size, "middle", ink);
  if (isWord(text)) return words(text, below, Math.min(16, size), "middle", ink);
  return `<text x="${n(below.x)}" y="${n(below.y)}" text-anchor="middle" font-family="${SERIF}" font-size="${n(size * 1.15)}" ${ink("ink")}${text === "σ" ? ' font-style="italic"' : ""}>${escaped(text.replace("_k", "ₖ"))}</text>`;
}
