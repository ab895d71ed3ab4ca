import type { Nested } from "../linalg/tensor.ts";

/** What a text says: numbers, or why it can't be read. */
export type Reading<T> = { readonly value: T } | { readonly problem: string };

const DECIMAL = String.raw`(?:0|[1-9]\d*|(?=\.\d))(?:\.\d*)?`;
const POWER = String.raw`(?:[eE][+-]?\d+|\s*[·×*]\s*10\^\(?[+-]?\d+\)?)?`;
const NUMBER = new RegExp(`^([+-]?)(${DECIMAL})(${POWER})$`);

/** A number as somebody wrote it. */
export interface TypedNumber {
  readonly text: string;
  readonly value: number;
  /** Those after the point, trailing zeros too: 2 in `0.50`, 3 in `5e-3`, −2 in `1e2`; none in a fraction, which is exact. */
  readonly decimals: number | undefined;
}

/**
 * One number as it is typed: `0.5`, `.5`, `−0.1`, `1/3`, `1e-3`, `1.2·10^-3`; `0,5` where `comma` is a decimal
 * point. Undefined for anything else, NaN and infinity included.
 */
export function readTypedNumber(text: string, comma: Comma = "decimal"): TypedNumber | undefined {
  const plain = text.trim().replace(/[−–﹣－]/g, "-");
  if (plain.includes("/") && plain.includes(",")) return undefined; // a list of fractions, or a slip
  const points = comma === "decimal" ? plain.replace(/^([^,]*\d),(\d[^,]*)$/, "$1.$2") : plain;
  const [above, below, ...more] = points.split("/");
  if (more.length > 0) return undefined;
  const top = decimal(above.trim());
  const bottom = below === undefined ? undefined : decimal(below.trim());
  if (top === undefined || (below !== undefined && bottom === undefined)) return undefined;
  const value = top.value / (bottom?.value ?? 1);
  if (!Number.isFinite(value)) return undefined;
  return { text: text.trim(), value, decimals: bottom ? undefined : top.decimals };
}

/** The same without its text. */
export const readNumber = (text: string, comma: Comma = "decimal"): number | undefined =>
  readTypedNumber(text, comma)?.value;

function decimal(text: string): { readonly value: number; readonly decimals: number } | undefined {
  const match = NUMBER.exec(text);
  if (!match) return undefined;
  const [, sign, digits, power] = match;
  const exponent = power.replace(/^[eE]|^\s*[·×*]\s*10\^/, "").replace(/[()]/g, "");
  const [, after = ""] = digits.split(".");
  return {
    value: Number(`${sign}${digits}${exponent === "" ? "" : `e${exponent}`}`),
    decimals: after.length - Number(exponent),
  };
}

/** A number, a vector or a matrix of anything. */
export type NestedOf<T> = T | readonly T[] | readonly (readonly T[])[];

/**
 * A number, vector or matrix as it is typed: `[1, 2]`, `1 2`, `[[1, 2], [3, 4]]`, `1 2; 3 4`. A comma is a
 * decimal point only where reading it as a separator is impossible or gives the wrong rank.
 * @param rank what the quantity is: 0 a number, 1 a vector, 2 a matrix
 */
export function readQuantity(text: string, rank?: 0 | 1 | 2): Reading<Nested> {
  const read = readTyped(text, (value) => rank === undefined || rankOf(value) === rank);
  return "value" in read ? { value: valuesOf(read.value) } : read;
}

/**
 * The same with the text of every number kept.
 * @param wanted whether a reading is what can stand here: where commas can be read in two ways, the one that can
 */
export function readTyped(
  text: string,
  wanted: (value: NestedOf<TypedNumber>) => boolean,
): Reading<NestedOf<TypedNumber>> {
  if (text.length > 1_000_000) return { problem: "is longer than a million characters" };
  const tidy = text
    .trim()
    .replace(/ ?\/ ?/g, "/")
    .replace(/\s+/g, (space) => (space.includes("\n") ? "\n" : " "));
  const separated = nest(tidy, "separator");
  const decimals = tidy.includes(",") ? nest(tidy, "decimal") : undefined;
  const fits = (value: NestedOf<TypedNumber> | undefined): value is NestedOf<TypedNumber> =>
    value !== undefined && wanted(value);
  if (fits(separated) && fits(decimals) && !evenCommas(tidy))
    return { problem: "can be read with decimal commas or without; write points, or ; between the numbers" };
  const value = fits(separated) ? separated : fits(decimals) ? decimals : (separated ?? decimals);
  if (value === undefined) return { problem: unreadable(text) };
  const problem = uneven(value);
  return problem ? { problem } : { value };
}

const isRows = <T>(value: NestedOf<T>): value is readonly (readonly T[])[] =>
  Array.isArray(value) && Array.isArray(value[0]);

function valuesOf(read: NestedOf<TypedNumber>): Nested {
  if (isRows(read)) return read.map((row) => row.map(({ value }) => value));
  return Array.isArray(read)
    ? (read as readonly TypedNumber[]).map(({ value }) => value)
    : (read as TypedNumber).value;
}

/** What is wrong with a matrix whose rows differ in length. */
function uneven(value: NestedOf<TypedNumber>): string | undefined {
  if (!isRows(value)) return undefined;
  const rows = value;
  const bad = rows.findIndex((row) => row.length !== rows[0].length);
  return bad < 0 ? undefined : `row ${bad + 1} has ${rows[bad].length} entries, row 1 has ${rows[0].length}`;
}

export const rankOf = (value: NestedOf<unknown>): 0 | 1 | 2 =>
  Array.isArray(value) ? (Array.isArray(value[0]) ? 2 : 1) : 0;

/** Whether all commas between numbers are set alike: `0,5, 0,2` has two kinds, which may mean two things. */
const evenCommas = (text: string): boolean => !/[\d.],[^\s[(]/.test(text) || !/[\d.],\s+[^\s[(]/.test(text);

function unreadable(text: string): string {
  const bad = text.split(/[[\](){};,\s]+/).find((word) => word !== "" && readNumber(word) === undefined);
  if (/^[\s[\](){},;]*$/.test(text)) return "is empty";
  if (bad === undefined) return "is not a number, a vector or a matrix";
  if (/^[+-]?\.?(nan|inf|infinity|∞)$/i.test(bad)) return `holds ${bad}; every entry must be a finite number`;
  return `holds "${bad}", which is not a number`;
}

type Comma = "decimal" | "separator";

function nest(text: string, comma: Comma): NestedOf<TypedNumber> | undefined {
  const bare = unwrap(text);
  if (bare !== undefined && /[[(]/.test(bare)) return rowsOf(bare, comma) ?? rowsOf(text, comma);
  const body = bare ?? text;
  const rows = body
    .split(/[;\n]/)
    .filter((row, i, all) => row.trim() !== "" || i < all.length - 1)
    .map((row) => entries(row, comma));
  if (rows.length === 0 || rows.some((row) => row === undefined || row.length === 0)) return undefined;
  const numbers = rows as TypedNumber[][];
  if (numbers.length === 1) return numbers[0].length === 1 && bare === undefined ? numbers[0][0] : numbers[0];
  return numbers.every((row) => row.length === 1) ? numbers.map((row) => row[0]) : numbers;
}

/** The inside of one pair of brackets round the whole. */
function unwrap(text: string): string | undefined {
  const pair = /^\[([\s\S]*)\]$|^\(([\s\S]*)\)$/.exec(text);
  return pair ? (pair[1] ?? pair[2]) : undefined;
}

/** Stands for a row that has been read; no number or separator is written so. */
const ROW = "#";
const ROWS = /^#([,;]?#)*[,;]?$/;

/** `[1, 2], [3, 4]`, with commas, semicolons or spaces between the rows. */
function rowsOf(text: string, comma: Comma): TypedNumber[][] | undefined {
  const rows: TypedNumber[][] = [];
  const between = text.replace(/\[([^[\]()]*)\]|\(([^[\]()]*)\)/g, (_, square, round) => {
    rows.push(entries(square ?? round, comma) ?? []);
    return ROW;
  });
  const wellFormed = ROWS.test(between.replace(/\s/g, ""));
  return wellFormed && !text.includes(ROW) && rows.every((row) => row.length > 0) ? rows : undefined;
}

function entries(row: string, comma: Comma): TypedNumber[] | undefined {
  const body = (unwrap(row.trim()) ?? row).trim();
  if (body === "") return [];
  const byComma = comma === "separator" ? /\s*,\s*/ : /\s*,\s+/;
  const words = (
    body.includes(",") && byComma.test(body) ? body.split(byComma) : body.split(/\s*;\s*|\s+(?![·×*]|10\^)/)
  ).filter((word, i, all) => word !== "" || i < all.length - 1);
  const numbers = words.map((word) => readTypedNumber(word, comma));
  return numbers.includes(undefined) ? undefined : (numbers as TypedNumber[]);
}
