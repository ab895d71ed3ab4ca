import { type Box, beside, boxWidth, matrixBox } from "../text/box.ts";
import { fixed, short } from "../text/number.ts";
import { widthOf } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import { type Entry, matrixRows, type Named } from "./report.ts";

export type Lines = readonly string[];

/** What the parts of the renderer share. */
export interface Tools {
  readonly width: number;
  readonly digits: number;
  /** A text made harmless, and in ASCII where that is wanted. */
  readonly text: (s: string) => string;
  readonly boxed: (box: Box) => Box;
  readonly paint: Paint;
  readonly ascii: boolean;
}

export type Paint = Readonly<Record<"strong" | "faint" | "accent" | "good" | "bad", (s: string) => string>>;

export const INDENT = "   ";

export const indented = (lines: Lines): Lines => lines.map((line) => (line === "" ? "" : INDENT + line));

/** As many pieces to a line as fit, each wrapped where it does not fit alone. */
export function packed(pieces: readonly string[], width: number): Lines {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const joined = `${last}   ${piece}`;
    if (last !== undefined && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(...wrap(piece, width));
  }
  return lines;
}

/** Boxes from left to right, in as many rows of boxes as the width asks for, one box a row. */
export function flowRows(boxes: readonly Box[], width: number, gap: number): Box[] {
  const rows: Box[][] = [];
  let used = 0;
  for (const box of boxes) {
    const wide = boxWidth(box);
    const last = rows[rows.length - 1];
    if (last && used + gap + wide <= width) {
      last.push(box);
      used += gap + wide;
    } else {
      rows.push([box]);
      used = wide;
    }
  }
  const space = [" ".repeat(gap)];
  return rows.map((row) => beside(...row.flatMap((box, i) => (i === 0 ? [box] : [space, box]))));
}

export const flow = (boxes: readonly Box[], width: number, gap: number): Lines =>
  flowRows(boxes, width, gap).flat();

/** `h_t = [0.1419, 0.2560]`, or a matrix between tall brackets, under all its names, within the width. */
export function quantityBox({ names, value }: Named, digits: number, given: boolean, width: number): Box {
  const show = (x: Entry): string => (x === null ? "…" : (given ? short : fixed)(x, digits));
  const label = `${names.map(({ unicode }) => unicode).join(" = ")} = `;
  const rows = matrixRows(value);
  const body = rows ? matrixBox(cellsOf(rows, show)) : [lineOf(value as number | readonly Entry[], show)];
  if (widthOf(label) + boxWidth(body) <= width) return beside([label], body);
  if (!rows) return wrap(label + body[0], width - 2).map((line, i) => (i === 0 ? line : `  ${line}`));
  const name = wrap(label, width);
  if (boxWidth(body) + INDENT.length <= width) return [...name, ...indented(body)];
  return [...name, ...rows.flatMap((row) => wrap(lineOf(row, show), width - 2).map((line) => `  ${line}`))];
}

/** ⋯ for columns that are left out, ⋮ for rows, ⋱ for both. */
const cellsOf = (rows: readonly (readonly Entry[])[], show: (x: Entry) => string): string[][] =>
  rows.map((row, i) =>
    row.map((x, j) => {
      if (x !== null) return show(x);
      const rowGap = row.every((entry) => entry === null);
      const columnGap = rows.some(
        (other, n) => n !== i && other.some((entry) => entry !== null) && other[j] === null,
      );
      return rowGap ? (columnGap ? "⋱" : "⋮") : "⋯";
    }),
  );

const lineOf = (value: number | readonly Entry[], show: (x: Entry) => string): string =>
  typeof value === "number" ? show(value) : `[${value.map(show).join(", ")}]`;
