import type { Piece } from "./axis.ts";
import type { Lines, Tools } from "./layout.ts";
import { type Raster, raster } from "./raster.ts";

/** Columns of a piece of a curve in a legend. */
export const SAMPLE = 6;

/** A curve's sign in ASCII, and that of a point that stands alone. */
const MARKS = { ascii: "*ox#@&", unicode: "●○◆◇■□" };

/** Dots a character: two by four of braille, one of ASCII. */
const grain = ({ ascii }: Tools): readonly [number, number] => (ascii ? [1, 1] : [2, 4]);

const markOf = (owner: number, { ascii }: Tools): string => {
  const marks = ascii ? MARKS.ascii : MARKS.unicode;
  return marks[owner % marks.length];
};

/** Curves as lines of characters, each with dashes and a colour of its own; points that stand alone are marks. */
export function canvas(
  curves: readonly (readonly Piece[])[],
  columns: number,
  rows: number,
  tools: Tools,
): Lines {
  const [wide, high] = grain(tools);
  const dots = raster(
    curves.map((pieces) => pieces.filter((piece) => piece.length > 1)),
    columns * wide,
    rows * high,
    !tools.ascii,
  );
  const lines = cells(dots, tools);
  for (const [owner, pieces] of curves.entries())
    for (const [[x, y]] of pieces.filter((piece) => piece.length === 1)) {
      const row = Math.floor(Math.round((1 - y) * (rows * high - 1)) / high);
      const column = Math.floor(Math.round(x * (columns * wide - 1)) / wide);
      lines[row][column] = { sign: markOf(owner, tools), owner };
    }
  return lines.map((line) => painted(line, tools));
}

/** How a curve, or a point that stands alone, is told in a legend. */
export function sample(owner: number, isPoint: boolean, tools: Tools): string {
  const [wide, high] = grain(tools);
  if (isPoint) return painted([{ sign: markOf(owner, tools).padEnd(SAMPLE), owner }], tools);
  const level: Piece = [
    [0, 0.5],
    [1, 0.5],
  ];
  const curves = Array.from({ length: owner + 1 }, (_, i) => (i === owner ? [level] : []));
  return painted(cells(raster(curves, SAMPLE * wide, high, !tools.ascii), tools)[0], tools);
}

interface Cell {
  readonly sign: string;
  /** The number of its curve; −1 where there is none. */
  readonly owner: number;
}

const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];

function cells(dots: Raster, tools: Tools): Cell[][] {
  const [wide, high] = grain(tools);
  return Array.from({ length: dots.height / high }, (_, row) =>
    Array.from({ length: dots.width / wide }, (_, column) => {
      const held = BITS.slice(0, high).flatMap((bits, r) =>
        bits
          .slice(0, wide)
          .map((bit, c) => ({ bit, owner: dots.at(column * wide + c, row * high + r) }))
          .filter(({ owner }) => owner >= 0),
      );
      if (held.length === 0) return { sign: " ", owner: -1 };
      const owner = Math.min(...held.map((dot) => dot.owner));
      if (tools.ascii) return { sign: markOf(owner, tools), owner };
      return { sign: String.fromCodePoint(held.reduce((sum, { bit }) => sum | bit, 0x2800)), owner };
    }),
  );
}

function painted(line: readonly Cell[], { paint }: Tools): string {
  const colours = [(s: string) => s, paint.accent, paint.good, paint.faint];
  const runs: { text: string; owner: number }[] = [];
  for (const { sign, owner } of line) {
    const last = runs[runs.length - 1];
    if (last?.owner === owner) last.text += sign;
    else runs.push({ text: sign, owner });
  }
  return runs.map(({ text, owner }) => (owner < 0 ? text : colours[owner % colours.length](text))).join("");
}
