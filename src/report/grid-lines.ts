import Table from "cli-table3";
import { padEnd, padStart } from "../text/box.ts";
import { alignPoints } from "../text/number.ts";
import { widthOf } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import { ASCII_FRAME } from "./frame.ts";
import type { Lines, Tools } from "./layout.ts";
import type { Grid, Working } from "./report.ts";
import { cell, fineLines } from "./working-lines.ts";

/** A grid as text: its name and its columns' names over its numbers, all lines of one width. */
interface Block {
  readonly grid: Grid;
  readonly head: Lines;
  readonly body: Lines;
  readonly width: number;
}

const GAP = "  ";
/** A frame's sides and the spaces within: what a column of a table takes beyond its text. */
const EDGE = 3;

/** The matrices of a working, as many beside each other as go in, rows with rows; each multiplication under them. */
export function gridLines({ grids = [], symbol }: Working, tools: Tools): Lines {
  const bands: Block[][] = [];
  let used = 0;
  for (const grid of grids) {
    const block = blockOf(grid, symbol.unicode, tools);
    const band = bands[bands.length - 1];
    const fits = band && sameRows(band[0].grid, grid) && used + block.width + EDGE <= tools.width;
    if (fits) band.push(block);
    else bands.push([block]);
    used = fits ? used + block.width + EDGE : leftOf(grid, tools) + EDGE + 1 + block.width + EDGE;
  }
  return bands.flatMap((band) => [
    ...bandLines(band, symbol.unicode, tools),
    ...band.flatMap(({ grid }) => fineOf(grid, tools)),
  ]);
}

const sameRows = (a: Grid, b: Grid): boolean => a.rows.join("\n") === b.rows.join("\n");

const leftOf = ({ rows }: Grid, { text }: Tools): number =>
  Math.max(...rows.map((name) => widthOf(text(name))));

function blockOf(grid: Grid, symbol: string, { digits, text, width: most }: Tools): Block {
  const columns = grid.columns.map((name, j) => {
    const numbers = alignPoints(grid.numbers.map((row, i) => gap(grid, i, row[j], digits))).map(text);
    return [text(name), ...numbers];
  });
  const widths = columns.map((column) => Math.max(...column.map(widthOf)));
  const lines = columns[0].map((_, i) =>
    columns.map((column, j) => " ".repeat(widths[j] - widthOf(column[i])) + column[i]).join(GAP),
  );
  const long = grid.kind === "result" ? `${symbol} = ${grid.label.unicode}` : grid.label.unicode;
  const numbersWidth = Math.max(...lines.map(widthOf));
  const name = grid.kind === "result" && widthOf(text(long)) > numbersWidth ? symbol : long;
  const head = wrap(text(name), Math.max(numbersWidth, Math.min(24, most - 12)));
  const names = grid.columns.some(Boolean) ? [lines[0]] : [];
  const width = Math.max(numbersWidth, ...head.map(widthOf));
  const body = lines.slice(1).map((line) => (grid.columns.length === 1 ? padStart(line, width) : line));
  return { grid, head: [...head, ...names].map((line) => padEnd(line, width)), body, width };
}

/** A row that is left out is ⋮ under every column. */
const gap = ({ rows }: Grid, i: number, x: number | null, digits: number): string =>
  x === null && rows[i] === "⋮" ? "⋮" : cell(x, digits);

function bandLines(band: readonly Block[], symbol: string, tools: Tools): Lines {
  const { text, paint, width } = tools;
  const height = Math.max(...band.map(({ head }) => head.length));
  const heads = band.map(({ head }) => [...Array<string>(height - head.length).fill(""), ...head].join("\n"));
  const table = new Table({
    head: ["", ...heads],
    style: { head: [], border: [] },
    ...(tools.ascii ? { chars: ASCII_FRAME } : {}),
  });
  const good = (block: Block): string =>
    (block.grid.kind === "result" ? block.body.map(paint.good) : block.body).join("\n");
  table.push([band[0].grid.rows.map(text).join("\n"), ...band.map(good)]);
  const lines = table.toString().split("\n");
  return lines.every((line) => widthOf(line) <= width)
    ? lines
    : band.flatMap(({ grid }) => rowsOf(grid, symbol, tools));
}

/** A matrix that is too wide for a table: a line a row. */
function rowsOf(
  { label, kind, rows, numbers }: Grid,
  symbol: string,
  { digits, text, width, paint }: Tools,
): Lines {
  const name = kind === "result" ? `${symbol} = ${label.unicode}` : label.unicode;
  const lines = rows.flatMap((row, i) =>
    wrap(text(`${row}  [${numbers[i].map((x) => cell(x, digits)).join(", ")}]`), width - 4).map(
      (line, n) => (n === 0 ? "  " : "    ") + line,
    ),
  );
  return [...wrap(text(name), width), ...(kind === "result" ? lines.map(paint.good) : lines)];
}

/** `Q Kᵀ` and under it `I, am:  1·0 + 0·1 = 0.0000 + 0.0000 = 0.0000` */
function fineOf({ label, fine }: Grid, { width, text }: Tools): Lines {
  if (fine.length === 0) return [];
  return [
    ...wrap(text(label.unicode), width),
    ...fine.flatMap((entry) => fineLines(entry, true, width - 2, text)).map((line) => `  ${line}`),
  ];
}
