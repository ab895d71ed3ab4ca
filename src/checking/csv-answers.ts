import { readTypedNumber } from "../text/read-number.ts";
import { type CsvRow, csvRows } from "./csv-rows.ts";
import type { Pair } from "./pair.ts";

/** `z_t,0.5,0.5`, a line a vector or a row of a matrix; a column a vector; or the columns that `--format csv` writes. */
export function csvPairs(text: string, file: string): Pair[] {
  const rows = csvRows(text);
  const names = rows[0]?.cells.map((cell) => cell.toLowerCase()) ?? [];
  if (names.includes("key") && names.includes("value")) return fromRecords(rows, names, file);
  if (isColumns(rows)) return fromColumns(rows, file);
  return joined(
    (isHeading(rows) ? rows.slice(1) : rows).map(({ cells: [name, ...entries], line }) => ({
      name,
      entries,
      line,
    })),
    file,
  );
}

interface Row {
  readonly name: string;
  readonly entries: string[];
  readonly line: number;
}

/** The rows of one name are those of its matrix. */
function joined(rows: readonly Row[], file: string): Pair[] {
  const found = new Map<string, { texts: string[][]; line: number }>();
  for (const { name, entries, line } of rows) {
    const one = found.get(name) ?? { texts: [], line };
    found.set(name, one);
    one.texts.push(entries);
  }
  return [...found].map(([spelled, { texts, line }]) => ({
    spelled,
    raw: texts.length > 1 ? texts : texts[0].length === 1 ? texts[0][0] : texts[0],
    place: { file, line, column: 1 },
  }));
}

/** A record an entry: an entry of a matrix stands in its row; those of a vector stand in one. */
function fromRecords([, ...records]: readonly CsvRow[], names: readonly string[], file: string): Pair[] {
  const rows: Row[] = [];
  for (const { cells, line } of records) {
    const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
    const last = rows.findLast(({ name }) => name === cell("key"));
    if (last && Number(cell("column")) > 1) last.entries.push(cell("value"));
    else rows.push({ name: cell("key"), entries: [cell("value")], line });
  }
  return joined(rows, file);
}

const isNumber = (cell: string): boolean => readTypedNumber(cell) !== undefined;

/** Names in the first row, nothing but numbers under them. */
const isColumns = ([head, ...rows]: readonly CsvRow[]): boolean =>
  head !== undefined &&
  rows.length > 0 &&
  !head.cells.some((cell) => cell === "" || isNumber(cell)) &&
  rows.every(({ cells }) => isNumber(cells[0]) && cells.every((cell) => cell === "" || isNumber(cell)));

const fromColumns = ([{ cells, line }, ...rows]: readonly CsvRow[], file: string): Pair[] =>
  cells.map((spelled, j) => ({
    spelled,
    raw: rows.map((row) => row.cells[j] ?? "").filter(Boolean),
    place: { file, line, column: 1 },
  }));

const TITLES = /^(|#|name|key|quantity|result|answer|line|symbol|variable|question)$/i;

/** A first row that says what the columns are. */
const isHeading = ([head, ...rows]: readonly CsvRow[]): boolean =>
  head !== undefined && rows.length > 0 && TITLES.test(head.cells[0]) && !head.cells.slice(1).some(isNumber);
