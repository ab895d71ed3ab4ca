import { beside, boxWidth, padEnd } from "../text/box.ts";
import { fixed } from "../text/number.ts";
import { widthOf } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import { flowRows, type Lines, packed, type Tools } from "./layout.ts";
import type { Entry, Row, Working } from "./report.ts";

/** More lines of numbers than this say less than the symbols alone. */
const MOST_BOX_LINES = 12;

/** `z_t = σ(…)`, and under it the same with its numbers put in, as on paper. */
export function equationLines(
  { symbol, equation, numbersIn }: Working,
  { width, text, boxed }: Tools,
): Lines {
  const name = text(symbol.unicode);
  const lead = `${" ".repeat(widthOf(name))} = `;
  const room = width - widthOf(lead);
  const written = wrap(text(equation.unicode), room);
  const pieces = numbersIn.pieces.map(boxed);
  const rows = pieces.every((piece) => boxWidth(piece) <= room) ? flowRows(pieces, room, 1) : [];
  const pad = " ".repeat(widthOf(lead));
  const numbers = rows.flatMap((row, i) => beside([i === 0 ? lead : pad], row));
  return [
    ...written.map((line, i) => (i === 0 ? `${name} = ` : pad) + line),
    ...(numbers.length > MOST_BOX_LINES ? [] : numbers),
  ];
}

/** What stands at the left of a row; the result's row shows its last operation: `z_t = σ(sum)`. */
export const labelOf = ({ label, kind }: Row, symbol: string): string =>
  kind === "result" ? `${symbol} = ${label.unicode}` : label.unicode;

export const cell = (x: Entry, digits: number): string => (x === null ? "…" : fixed(x, digits));

/** Rows as lines, `W_z x_t   [0.0300, 0.2000]`, each with its multiplications under it. */
export function labelledRows({ rows, symbol, columns }: Working, tools: Tools): Lines {
  const { width, digits, text, paint } = tools;
  const labels = rows.map((row) => text(labelOf(row, symbol.unicode)));
  const left = Math.min(Math.max(...labels.map(widthOf)), Math.floor(width / 2));
  const isNumbered = columns.every((name) => name === "" || /^(unit|output) \d+$/.test(name));
  return rows.flatMap((row, i) => {
    const numbers = text(`[${row.numbers.map((x) => cell(x, digits)).join(", ")}]`);
    const oneLine = `${padEnd(labels[i], left)}  ${numbers}`;
    const lines = !isNumbered
      ? [...wrap(labels[i], width), ...namedNumbers(row, columns, tools).map((line) => `  ${line}`)]
      : widthOf(oneLine) <= width && widthOf(labels[i]) <= left
        ? [oneLine]
        : [...wrap(labels[i], width), ...wrap(numbers, width - 2).map((line) => `  ${line}`)];
    const fine = row.fine.flatMap((entry) => fineLines(entry, columns.length > 1, width - 2, text));
    return [...(row.kind === "result" ? lines.map(paint.good) : lines), ...fine.map((line) => `  ${line}`)];
  });
}

/** `bit 64 1.00   bit 32 −1.00`: numbers whose place does not say what they are, each after its name. */
const namedNumbers = ({ numbers }: Row, columns: readonly string[], { width, digits, text }: Tools): Lines =>
  packed(
    numbers.map((x, j) => text([columns[j], cell(x, digits)].filter(Boolean).join(" "))),
    width - 2,
  );

/** `unit 1:  0.1·0.5 + 0.2·(−0.1) = 0.0500 − 0.0200 = 0.0300`, broken at the equals signs. */
export function fineLines(
  entry: Row["fine"][number],
  isNamed: boolean,
  room: number,
  text: Tools["text"],
): Lines {
  const head = isNamed ? `${text(entry.column)}:  ` : "";
  const chain = text(entry.text);
  if (widthOf(head + chain) <= room) return [head + chain];
  const [first, ...rest] = chain.split(" = ");
  const pad = " ".repeat(widthOf(head));
  const broken = (part: string, start: string) =>
    wrap(part, room - pad.length - 2).map((line, i) => (i === 0 ? start : `${pad}  `) + line);
  return [...broken(first, head), ...rest.flatMap((part) => broken(`= ${part}`, pad))];
}
