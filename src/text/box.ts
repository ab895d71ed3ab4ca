import { alignPoints } from "./number.ts";
import { widthOf } from "./width.ts";

/** Lines of text of one width, standing side by side with others as on paper. */
export type Box = readonly string[];

export const boxWidth = (box: Box): number => Math.max(0, ...box.map(widthOf));

export const padEnd = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - widthOf(text)));
export const padStart = (text: string, width: number): string =>
  " ".repeat(Math.max(0, width - widthOf(text))) + text;

/** Boxes side by side, each centred on the line of the tallest. */
export function beside(...boxes: readonly Box[]): Box {
  const height = Math.max(...boxes.map((box) => box.length));
  const columns = boxes.map((box) => centred(box, height));
  return Array.from({ length: height }, (_, row) => columns.map((column) => column[row]).join(""));
}

function centred(box: Box, height: number): Box {
  const width = boxWidth(box);
  const above = Math.floor((height - box.length) / 2);
  return Array.from({ length: height }, (_, row) => padEnd(box[row - above] ?? "", width));
}

interface Fence {
  readonly single: string;
  readonly top: string;
  readonly middle: string;
  readonly bottom: string;
}

const fences = {
  "[": { single: "[", top: "⎡", middle: "⎢", bottom: "⎣" },
  "]": { single: "]", top: "⎤", middle: "⎥", bottom: "⎦" },
  "(": { single: "(", top: "⎛", middle: "⎜", bottom: "⎝" },
  ")": { single: ")", top: "⎞", middle: "⎟", bottom: "⎠" },
} as const satisfies Record<string, Fence>;

/** A bracket as high as what it holds. */
export function fence(kind: keyof typeof fences, height: number): Box {
  const { single, top, middle, bottom } = fences[kind];
  if (height === 1) return [single];
  return [top, ...Array.from({ length: height - 2 }, () => middle), bottom];
}

/** Rows of numbers between square brackets, decimal points aligned in each column. */
export function matrixBox(cells: readonly (readonly string[])[]): Box {
  const columns = cells[0].map((_, j) => alignPoints(cells.map((row) => row[j])));
  const lines = cells.map((_, i) => columns.map((column) => column[i]).join("  "));
  return beside(fence("[", lines.length), lines, fence("]", lines.length));
}

/** At most `most` of `count` positions: the first ones and the last, with `undefined` for the gap. */
export function positions(count: number, most: number): (number | undefined)[] {
  const all = Array.from({ length: count }, (_, i) => i);
  return count <= most ? all : [...all.slice(0, most - 2), undefined, count - 1];
}
