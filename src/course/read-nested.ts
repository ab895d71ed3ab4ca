import type { Nested } from "../linalg/tensor.ts";
import { type Reading, readNumber, readQuantity } from "../text/read-number.ts";

/** Numbers, or what is wrong with them and where: the path leads to the entry. */
export type NestedReading =
  | { readonly value: Nested }
  | { readonly problem: string; readonly path: readonly number[] };

/** Reads data that came from YAML or JSON as a number, a vector or a matrix. */
export function readNested(value: unknown, rank: 0 | 1 | 2): NestedReading {
  if (typeof value === "string") return atTop(readQuantity(value, rank));
  if (!Array.isArray(value)) return atTop(readEntry(value));
  if (value.length === 0) return { problem: "is empty; it takes numbers", path: [] };
  return value.some(Array.isArray) ? readRows(value) : readRow(value, []);
}

const atTop = (reading: Reading<Nested>): NestedReading =>
  "value" in reading ? reading : { ...reading, path: [] };

function readRows(rows: readonly unknown[]): NestedReading {
  const read: number[][] = [];
  for (const [i, row] of rows.entries()) {
    if (!Array.isArray(row)) return { problem: `mixes rows and single numbers`, path: [i] };
    if (row.length === 0) return { problem: `row ${i + 1} is empty`, path: [i] };
    const numbers = readRow(row, [i]);
    if ("problem" in numbers) return numbers;
    read.push(numbers.value as number[]);
    if (row.length !== read[0].length)
      return { problem: `row ${i + 1} has ${row.length} entries, row 1 has ${read[0].length}`, path: [i] };
  }
  return { value: read };
}

function readRow(row: readonly unknown[], path: readonly number[]): NestedReading {
  const numbers: number[] = [];
  for (const [i, entry] of row.entries()) {
    const read = readEntry(entry);
    if ("problem" in read)
      return {
        problem: `entry ${[...path, i].map((n) => n + 1).join(",")} ${read.problem}`,
        path: [...path, i],
      };
    numbers.push(read.value);
  }
  return { value: numbers };
}

function readEntry(entry: unknown): Reading<number> {
  if (typeof entry === "number")
    return Number.isFinite(entry) ? { value: entry } : { problem: `is ${entry}; it must be a finite number` };
  const read = typeof entry === "string" ? readNumber(entry) : undefined;
  return read === undefined
    ? { problem: `is ${shown(entry)}, which is not a finite number` }
    : { value: read };
}

function shown(entry: unknown): string {
  if (entry === null || entry === undefined) return "empty";
  if (Array.isArray(entry)) return "nested too deeply";
  return typeof entry === "object" ? "a mapping" : JSON.stringify(String(entry).slice(0, 40));
}
