import { widthOf } from "../../text/width.ts";
import { armOf, type Board, type Direction, type Strand } from "./board.ts";
import type { Layout } from "./layout.ts";
import { lookOf, type Placed, type Write } from "./place.ts";

/** The characters of a drawing. */
export interface Pen {
  readonly wire: (strand: Strand) => string;
  readonly arrows: readonly [string, string, string, string];
  readonly frame: { readonly corners: string; readonly top: string; readonly side: string };
}

const light: Readonly<Record<string, string>> = {
  "0101": "─", "1010": "│", "0110": "╭", "0011": "╮", "1100": "╰", "1001": "╯", "1110": "├", "1011": "┤", "0111": "┬", "1101": "┴",
  "0202": "━", "2020": "┃", "0220": "┏", "0022": "┓", "2200": "┗", "2002": "┛", "2220": "┣", "2022": "┫", "0222": "┳", "2202": "┻",
  "0212": "┯", "1202": "┷", "2120": "┠", "2021": "┨",
}; // biome-ignore format: a table read by its pairs

const weights = ({ arms, heavy }: Strand): string =>
  [0, 1, 2, 3]
    .map((d) => (heavy & armOf(d as Direction) ? "2" : arms & armOf(d as Direction) ? "1" : "0"))
    .join("");

/** Box-drawing characters, a highway in heavy ones. */
export const unicodePen: Pen = {
  wire: (strand) => light[weights(strand)] ?? light[weights({ ...strand, heavy: 0 })] ?? "?",
  arrows: ["▲", "►", "▼", "◄"],
  frame: { corners: "┌┐└┘", top: "─", side: "│" },
};

/** Printable ASCII, a highway of equals signs. */
export const asciiPen: Pen = {
  wire: ({ arms, heavy }) => (arms === 0b1010 ? (heavy ? "=" : "-") : arms === 0b0101 ? "|" : "+"),
  arrows: ["^", ">", "v", "<"],
  frame: { corners: "++++", top: "-", side: "|" },
};

/** The picture as lines of text. */
export function textOf(layout: Layout, pen: Pen): string[] {
  const rows = canvasOf(layout, pen).map((cells) => cells.join("").trimEnd());
  while (rows[rows.length - 1] === "") rows.pop();
  while (rows[0] === "") rows.shift();
  const indent = Math.min(...rows.filter(Boolean).map((row) => row.search(/\S/)));
  return rows.map((row) => row.slice(indent));
}

/** The picture character by character, where the layout has it. */
export function canvasOf({ board, labels, write }: Layout, pen: Pen): string[][] {
  const cells = board.strands.map((strands) => (strands.length > 0 ? wireAt(strands, pen) : " "));
  for (const placed of board.placement.placed.values()) drawNode(board, cells, placed, write, pen);
  for (const { lines, x, y } of labels)
    for (const [i, line] of lines.entries()) put(board, cells, x, y + i, line);
  return Array.from({ length: board.height }, (_, i) => cells.slice(i * board.width, (i + 1) * board.width));
}

/** Where two wires cross, the upright one is seen, or the highway. */
function wireAt(strands: readonly Strand[], pen: Pen): string {
  const upright = strands.find(({ arms }) => arms === 0b0101);
  const seen =
    strands.length === 1 ? strands[0] : (strands.find(({ heavy }) => heavy) ?? upright ?? strands[0]);
  return seen.arrow === undefined ? pen.wire(seen) : pen.arrows[seen.arrow];
}

function drawNode(
  board: Board,
  cells: string[],
  { node, x, y, width, height }: Placed,
  write: Write,
  pen: Pen,
): void {
  const text = write(node);
  if (height === 1) {
    const [open, close] = lookOf(node) === "alone" ? ["", ""] : node.kind === "join" ? "[]" : "()";
    put(board, cells, x, y, open + text + close);
    return;
  }
  const [a, b, c, d] = pen.frame.corners;
  const centred = " ".repeat(Math.floor((width - 2 - widthOf(text)) / 2)) + text;
  const across = pen.frame.top.repeat(width - 2);
  const row = (inner: string): string =>
    pen.frame.side + inner + " ".repeat(width - 2 - widthOf(inner)) + pen.frame.side;
  put(board, cells, x, y, a + across + b);
  for (let i = 1; i < height - 1; i++)
    put(board, cells, x, y + i, row(i === (height - 1) / 2 ? centred : ""));
  put(board, cells, x, y + height - 1, c + across + d);
}

/** A character with what combines with it takes one cell. */
function put(board: Board, cells: string[], x: number, y: number, text: string): void {
  const characters = text.match(/.\p{Mark}*/gu) ?? [];
  characters.forEach((character, i) => {
    cells[y * board.width + x + i] = character;
  });
}
