import { colsOf, type Shape, showShape, sizeOf, type Tensor } from "../linalg/tensor.ts";
import {
  type NestedOf,
  type Reading,
  readTyped,
  readTypedNumber,
  type TypedNumber,
} from "../text/read-number.ts";
import { plainNumbers } from "./plain-numbers.ts";

/** An answer as it came: a text, or the texts of its entries, row by row. */
export type Raw = NestedOf<string>;

/** A result as a student typed it, entry by entry in row-major order. */
export interface Typed {
  readonly numbers: readonly TypedNumber[];
  readonly tensor: Tensor;
  /** Half a unit of the last decimal that was typed, for every entry; 0 for fractions. */
  readonly half: Float64Array;
}

/** What is left empty in a form: nothing, `?`, `…`, `null`, `[ , ]`. */
export const isBlank = (raw: Raw): boolean =>
  typeof raw === "string"
    ? /^[\s[\](){},;?…_.–-]*$|^\s*(null|~)\s*$/.test(raw) && !/\d/.test(raw)
    : raw.length === 0 || (raw as readonly Raw[]).every(isBlank);

/** Reads an answer in the shape that the result has; a row, a column and brackets around one number are let pass. */
export function readAnswer(raw: Raw, shape: Shape): Reading<Typed> {
  const read = readRaw(raw, shape);
  if ("problem" in read) return { problem: `${read.problem}${letterIn(raw)}` };
  if (!fits(read.value, shape)) return { problem: misfit(read.value, shape) };
  const isPercent = [raw].flat(2).some((text) => text.includes("%"));
  const numbers = flat(read.value)
    .map(infinite)
    .map((number) => (isPercent ? asPercent(number) : number));
  return {
    value: {
      numbers,
      tensor: { shape, data: Float64Array.from(numbers, ({ value }) => value) },
      half: Float64Array.from(numbers, halfOf),
    },
  };
}

function readRaw(raw: Raw, shape: Shape): Reading<NestedOf<TypedNumber>> {
  const wanted = (value: NestedOf<TypedNumber>): boolean => fits(value, shape);
  if (typeof raw === "string") return readTyped(finite(raw), wanted);
  const read = readEntries(raw);
  if ("value" in read && wanted(read.value)) return read;
  // a list may have been split at decimal commas: [0,53; 0,51] has three entries in YAML
  const text = raw
    .map((row) => (typeof row === "string" ? row : row.join(",")))
    .join(isRows(raw) ? ";" : ",");
  const again = readTyped(finite(text), wanted);
  return "value" in again && wanted(again.value) ? again : read;
}

const isRows = (raw: Raw): boolean => Array.isArray(raw) && Array.isArray(raw[0]);

/** `O.2560` and `0.l2`: said only where digits in their places make a number of it. */
function letterIn(raw: Raw): string {
  const texts = [raw].flat(2) as string[];
  const isNumber = (text: string): boolean =>
    text.split(/[\s,;[\]()]+/).every((word) => word === "" || readTypedNumber(word) !== undefined);
  const mended = texts.map((text) => text.replace(/[oO]/g, "0").replace(/[lI]/g, "1"));
  return mended.every(isNumber) && !texts.every(isNumber) ? "; a letter stands in the place of a digit" : "";
}

/** A masked score is −∞; a number that nobody means stands for it while a text is read. */
const INFINITY = "8e307";
const finite = (text: string): string =>
  plainNumbers(text).replace(/∞|\\infty\b|\b(?:inf|infinity)\b/gi, INFINITY);
const infinite = (number: TypedNumber): TypedNumber =>
  Math.abs(number.value) === Number(INFINITY)
    ? { text: number.value < 0 ? "−∞" : "∞", value: Math.sign(number.value) * Infinity, decimals: undefined }
    : number;

/** A percentage is read as a power of ten, and shown as it was typed. */
const asPercent = (number: TypedNumber): TypedNumber => ({
  ...number,
  text: number.text.replace(/e-2$/, " %"),
});

const halfOf = ({ decimals }: TypedNumber): number => (decimals === undefined ? 0 : 0.5 * 10 ** -decimals);

function readEntries(
  raw: readonly string[] | readonly (readonly string[])[],
): Reading<NestedOf<TypedNumber>> {
  const problems: string[] = [];
  const number = (text: string, place: string): TypedNumber => {
    const read = readTypedNumber(finite(text));
    if (!read)
      problems.push(
        isBlank(text)
          ? `has nothing for entry ${place}`
          : `has "${text}" for entry ${place}, which is not a number`,
      );
    return read ?? NONE;
  };
  const value = (raw as readonly (string | readonly string[])[]).map((row, i) =>
    typeof row === "string"
      ? number(row, `${i + 1}`)
      : row.map((text, j) => number(text, `${i + 1},${j + 1}`)),
  );
  if (problems.length > 0) return { problem: problems[0] };
  const rows = value.filter(Array.isArray).length;
  if (rows > 0 && rows < value.length) return { problem: "mixes rows and single numbers" };
  return { value: value as NestedOf<TypedNumber> };
}

const NONE: TypedNumber = { text: "", value: 0, decimals: 0 };

const flat = (value: NestedOf<TypedNumber>): TypedNumber[] => [value].flat(2) as TypedNumber[];

/** Rows and columns of what was typed; a list of numbers can be either. */
function sizes(value: NestedOf<TypedNumber>): readonly number[] {
  if (!Array.isArray(value)) return [];
  return Array.isArray(value[0]) ? [value.length, (value as TypedNumber[][])[0].length] : [value.length];
}

function fits(value: NestedOf<TypedNumber>, shape: Shape): boolean {
  const typed = sizes(value);
  if (flat(value).length !== sizeOf(shape)) return false;
  if (shape.length < 2 || typed.length < 2) return isLine(typed) && isLine(shape);
  return typed[0] === shape[0] && typed[1] === shape[1] && isEven(value);
}

/** A number, a list, a row or a column. */
const isLine = (sizes: readonly number[]): boolean => sizes.filter((size) => size > 1).length <= 1;

const isEven = (value: NestedOf<TypedNumber>): boolean =>
  !Array.isArray(value) ||
  (value as TypedNumber[][]).every((row) => row.length === (value as TypedNumber[][])[0].length);

function misfit(value: NestedOf<TypedNumber>, shape: Shape): string {
  const typed = sizes(value);
  const count = flat(value).length;
  const takes = shape.length === 2 ? `a matrix of ${showShape(shape)}` : counted(sizeOf(shape));
  const has = typed.length === 2 && isEven(value) ? `a matrix of ${typed.join("×")}` : counted(count);
  const turned =
    typed.length === 2 && typed[0] === colsOf(shape) && typed[1] === shape[0] ? "; turn it round" : "";
  const doubled =
    shape.length < 2 && count === 2 * sizeOf(shape) ? "; with decimal commas, put ; between the numbers" : "";
  const entries = shape.length === 2 && typed.length < 2 ? "; put ; between its rows" : "";
  return `is ${has}, and this takes ${takes}${turned || doubled || entries}`;
}

const counted = (count: number): string => (count === 1 ? "one number" : `${count} numbers`);
