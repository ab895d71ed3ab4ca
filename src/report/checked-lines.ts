import { padEnd } from "../text/box.ts";
import { unicodeProse } from "../text/formula.ts";
import { alignPoints } from "../text/number.ts";
import { widthOf } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import { givenText, MARKS } from "./checked.ts";
import { INDENT, indented, type Lines, type Paint, type Tools } from "./layout.ts";
import type { CheckedAnswer } from "./report.ts";

const GAP = 3;
const paints: Readonly<Record<CheckedAnswer["mark"], keyof Paint>> = {
  right: "good",
  near: "accent",
  wrong: "bad",
  open: "faint",
  unread: "bad",
};

/** A line an answer: its mark, its numbers in columns, what is said of it; sentences under it. */
export function checkedLines(
  { answers }: { readonly answers: readonly CheckedAnswer[] },
  tools: Tools,
): Lines {
  const { width, text, paint } = tools;
  const symbols = answers.map(({ symbol }) => text(symbol.unicode));
  const name = Math.max(...symbols.map(widthOf));
  const left = 2 + name + GAP;
  const numbers = columnsOf(answers, text);
  const wide = Math.max(0, ...numbers.map(widthOf));
  const verdicts = answers.map(({ verdict }) => text(unicodeProse(verdict)));
  const isTable = left + wide + GAP + Math.max(...verdicts.map(widthOf)) + INDENT.length <= width;
  return answers.flatMap(({ mark, given, details }, i) => {
    const colour = paint[paints[mark]];
    const head = `${colour(text(MARKS[mark]))} ${padEnd(symbols[i], name)}${" ".repeat(GAP)}`;
    const below = details.flatMap((s) => paragraph(text(unicodeProse(s)), width - INDENT.length - left));
    const typed =
      isTable || given.length === 0 ? [] : wrap(text(givenText(given)), width - INDENT.length - left);
    const first = isTable ? padEnd(numbers[i], wide) + (wide > 0 ? " ".repeat(GAP) : "") : "";
    const [said, ...more] = isTable ? [verdicts[i]] : wrap(verdicts[i], width - INDENT.length - left);
    return indented([
      head + first + colour(said),
      ...more.map((line) => " ".repeat(left) + colour(line)),
      ...[...typed, ...below].map((line) => " ".repeat(left) + line),
    ]);
  });
}

const BULLET = "· ";

/** What begins with a dot is an item: its further lines stand under its first. */
function paragraph(s: string, width: number): Lines {
  if (!s.startsWith(BULLET) && !s.startsWith("* ")) return wrap(s, width);
  return wrap(s.slice(2), width - 2).map((line, i) => (i === 0 ? s.slice(0, 2) : "  ") + line);
}

/** The numbers of every answer on one line, decimal points under each other; a matrix with ; between its rows. */
function columnsOf(answers: readonly CheckedAnswer[], text: Tools["text"]): string[] {
  const rows = answers.map(({ given }) =>
    (given.length > 1 ? [givenText(given)] : (given[0] ?? [])).map(text),
  );
  const count = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, j) => aligned(rows.map((row) => row[j] ?? "")));
  return rows.map((_, i) => columns.map((column) => column[i]).join("  "));
}

const NUMBER = /^[-+−–]?[\d.,/eE∞+−–-]*…?$/;

/**
 * A decimal comma stands where a point does, but a matrix on one line has other commas; words and expressions begin
 * where the others do.
 */
function aligned(texts: readonly string[]): string[] {
  const width = Math.max(...texts.map(widthOf));
  if (!texts.every((s) => NUMBER.test(s))) return texts.map((s) => padEnd(s, width));
  const isComma = (s: string): boolean => /^[^,.]*,[^,.]*$/.test(s);
  const points = alignPoints(texts.map((s) => (isComma(s) ? s.replace(",", ".") : s)));
  return points.map((s, i) => (isComma(texts[i]) ? s.replace(".", ",") : s));
}
