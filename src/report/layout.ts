import { type Box, beside, boxWidth, matrixBox } from "../text/box.ts";
import { fixed, short } from "../text/number.ts";
import { widthOf } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import type { Named, Numbers } from "./report.ts";

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

export type Paint = Readonly<Record<"strong" | "faint" | "accent" | "good", (s: string) => string>>;

export const INDENT = "   ";

export const indented = (lines: Lines): Lines => lines.map((line) => (line === "" ? "" : INDENT + line));

/** Boxes from left to right, in as many rows of boxes as the width asks for. */
export function flow(boxes: readonly Box[], width: number, gap: number): Lines {
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
  return rows.flatMap((row) => beside(...row.flatMap((box, i) => (i === 0 ? [box] : [space, box]))));
}

/** `h_t = [0.1419, 0.2560]`, or a matrix between tall brackets, under all its names, within the width. */
export function quantityBox({ names, value }: Named, digits: number, given: boolean, width: number): Box {
  const show = (x: number): string => (given ? short : fixed)(x, digits);
  const label = `${names.map(({ unicode }) => unicode).join(" = ")} = `;
  const rows = rowsOf(value);
  const body = rows
    ? matrixBox(rows.map((row) => row.map(show)))
    : [lineOf(value as number | readonly number[], show)];
  if (widthOf(label) + boxWidth(body) <= width) return beside([label], body);
  if (!rows) return wrap(label + body[0], width - 2).map((line, i) => (i === 0 ? line : `  ${line}`));
  const name = wrap(label, width);
  if (boxWidth(body) + INDENT.length <= width) return [...name, ...indented(body)];
  return [...name, ...rows.flatMap((row) => wrap(lineOf(row, show), width - 2).map((line) => `  ${line}`))];
}

const rowsOf = (value: Numbers): readonly (readonly number[])[] | undefined =>
  typeof value === "number" || typeof value[0] === "number"
    ? undefined
    : (value as readonly (readonly number[])[]);

const lineOf = (value: number | readonly number[], show: (x: number) => string): string =>
  typeof value === "number" ? show(value) : `[${value.map(show).join(", ")}]`;
