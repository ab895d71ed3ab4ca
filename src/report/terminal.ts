import type { ChalkInstance } from "chalk";
import Table from "cli-table3";
import { ascii, asciiBox } from "../text/ascii.ts";
import { padEnd } from "../text/box.ts";
import { unicodeProse } from "../text/formula.ts";
import { alignPoints, fixed } from "../text/number.ts";
import { visible } from "../text/visible.ts";
import { widthOf } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import { checkedLines } from "./checked-lines.ts";
import { commandLines } from "./command-lines.ts";
import { ASCII_FRAME } from "./frame.ts";
import { gridLines } from "./grid-lines.ts";
import { heatmapLines } from "./heatmap.ts";
import { flow, INDENT, indented, type Lines, type Paint, packed, quantityBox, type Tools } from "./layout.ts";
import { plotLines } from "./plot.ts";
import {
  type Block,
  type BlockRules,
  type Named,
  type PlainTable,
  type Report,
  renderBlocks,
  type Working,
} from "./report.ts";
import { cell, equationLines, labelledRows, labelOf } from "./working-lines.ts";

export interface Screen {
  /** Columns; nothing but a single long word or number goes beyond. */
  readonly width: number;
  /** Chalk where colours are wanted. */
  readonly chalk: ChalkInstance | undefined;
  readonly ascii: boolean;
}

/** One text at a time: chalk's own functions join all that they are given, the index of a `map` too. */
const painter = (chalk: ChalkInstance | undefined): Paint => ({
  strong: (s) => chalk?.bold(s) ?? s,
  faint: (s) => chalk?.dim(s) ?? s,
  accent: (s) => chalk?.cyan(s) ?? s,
  good: (s) => chalk?.green(s) ?? s,
  bad: (s) => chalk?.red(s) ?? s,
});

/** The report as text for a terminal. Nothing is told by colour alone. */
export function terminal(report: Report, { width, chalk, ascii: plain }: Screen): string {
  const rules = rulesFor({
    width,
    digits: report.digits,
    text: (s) => (plain ? ascii(visible(s)) : visible(s)),
    boxed: (box) => (plain ? asciiBox(box) : box),
    paint: painter(chalk),
    ascii: plain,
  });
  return `${spaced(rules, report.blocks).map(trimmed).join("\n")}\n`;
}

/** The blocks with an empty line between each two. */
const spaced = (rules: BlockRules<Lines>, blocks: readonly Block[]): Lines =>
  renderBlocks(rules, blocks)
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i === 0 ? lines : ["", ...lines]));

/** A line without the spaces at its end, also those before a colour's end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
const trimmed = (line: string): string => line.replace(/ +((?:\u001b\[\d+m)*)$/, "$1");

function rulesFor(tools: Tools): BlockRules<Lines> {
  const { width, digits, text, boxed, paint } = tools;
  const inner = { ...tools, width: width - INDENT.length };
  const prose = (s: string, room = width): Lines => wrap(text(unicodeProse(s)), room);
  const quantities = (all: readonly Named[], given: boolean, room: number, gap: number): Lines =>
    flow(
      all.map((q) => boxed(quantityBox(q, digits, given, room))),
      room,
      gap,
    );
  /** `label  text`, the text's further lines under its first. */
  const hanging = (label: string, s: string, paintLabel: Paint["strong"], least = 0): Lines => {
    const left = Math.max(least, widthOf(label)) + 2;
    if (width - left < 24) return [paintLabel(label), ...indented(prose(s, inner.width))];
    const head = paintLabel(label) + " ".repeat(left - widthOf(label));
    return prose(s, width - left).map((line, i) => (i === 0 ? head : " ".repeat(left)) + line);
  };
  const ruled = (label: string): string =>
    `${paint.strong(label)} ${paint.faint((tools.ascii ? "-" : "─").repeat(Math.max(2, width - widthOf(label) - 1)))}`;
  return {
    heading: ({ id, title, aside = "" }) => {
      const left = text([id, title].filter(Boolean).join("  "));
      const gap = width - widthOf(left) - widthOf(text(aside));
      if (gap >= 2) return [paint.strong(left) + " ".repeat(gap) + paint.faint(text(aside))];
      return [...wrap(left, width).map(paint.strong), ...(aside ? [paint.faint(text(aside))] : [])];
    },
    prose: ({ text: s }) => prose(s),
    fact: ({ label, text: s }) => hanging(text(label), s, paint.strong),
    items: ({ title, items }) => [
      ...wrap(text(title), width).map(paint.strong),
      ...items.flatMap((item) =>
        prose(item, inner.width).map((line, i) => (i === 0 ? text(" · ") : INDENT) + line),
      ),
    ],
    given: ({ quantities: all }) => [
      paint.strong("Given"),
      ...indented(quantities(all, true, inner.width, 4)),
    ],
    section: ({ title }) => {
      const label = text(unicodeProse(title));
      return widthOf(label) + 3 > width ? wrap(label, width).map(paint.strong) : [ruled(label)];
    },
    working: (block) => [
      `${block.number}  ${paint.strong(text(block.title))}`,
      ...indented(equationLines(block, inner)),
      ...indented(block.grids ? gridLines(block, inner) : rowLines(block, inner)),
    ],
    results: ({ results, inset }) =>
      inset
        ? indented(quantities(results, false, inner.width, 3).map(paint.good))
        : quantities(results, false, width, 3).map(paint.good),
    note: ({ label, text: s, evidence }) => [
      ...wrap(text(label), width).map(paint.strong),
      ...indented(prose(s, inner.width)),
      ...evidence.flatMap((e) => [
        ...prose(e.label, inner.width - 2).map((line, i) => INDENT + (i === 0 ? text("· ") : "  ") + line),
        ...indented(indented(quantities(e.results, false, inner.width - INDENT.length, 3))),
      ]),
    ],
    entries: ({ title, entries }) => {
      const names = entries.map(([name]) => text(name));
      const left = Math.max(...names.map(widthOf)) + INDENT.length + 2;
      const entry = ([, what]: readonly [string, string], i: number): Lines => {
        if (width - left < 20)
          return [INDENT + paint.accent(names[i]), ...indented(indented(prose(what, width - 6)))];
        const head = INDENT + paint.accent(padEnd(names[i], left - INDENT.length));
        return prose(what, width - left).map((line, n) => (n === 0 ? head : " ".repeat(left)) + line);
      };
      return [...(title ? [paint.strong(text(title))] : []), ...entries.flatMap(entry)];
    },
    equations: ({ lines }) =>
      lines.flatMap(({ title, symbol, equation }) =>
        hanging(text(title), `${symbol.unicode} = ${equation.unicode}`, paint.faint, titleWidth(lines)),
      ),
    heatmap: (block) => heatmapLines(block, tools),
    plot: (block) => plotLines(block, tools),
    picture: (drawn) => (tools.ascii ? drawn.ascii : drawn.unicode), // each is laid out when it is asked for
    table: (block) => plainTable(block, tools),
    checked: (block) => checkedLines(block, tools),
    code: ({ text: s }) => {
      const lines = s.trimEnd().split("\n").map(text);
      const room = Math.max(0, width - Math.max(...lines.map(widthOf)));
      return lines.map((line) => INDENT.slice(0, room) + line);
    },
    part: (block) => spaced(rulesFor({ ...tools, digits: block.digits }), block.blocks),
    commands: ({ commands }) => commandLines(commands, tools),
  };
}

/** Words and numbers in columns; where that does not fit, a paragraph a row. */
function plainTable(block: PlainTable, tools: Tools): Lines {
  const { title, columns, rows } = block;
  const { digits, text, paint, width } = tools;
  const head = columns.map((s) => text(unicodeProse(s)));
  const isNumber = columns.map((_, j) => rows.every((row) => typeof row[j] === "number"));
  const shown = (x: string | number): string =>
    text(typeof x === "number" ? fixed(x, digits) : unicodeProse(x));
  const cells = columns.map((_, j) => {
    const column = rows.map((row) => row[j]);
    return isNumber[j]
      ? alignPoints(column.map((x) => fixed(x as number, digits))).map(text)
      : column.map(shown);
  });
  const table = new Table({
    head,
    colAligns: isNumber.map((is) => (is ? "right" : "left")),
    style: { head: [], border: [] },
    ...(tools.ascii ? { chars: ASCII_FRAME } : {}),
  });
  if (rows.length > 0) table.push(cells.map((column) => column.join("\n")));
  const caption = title ? wrap(text(unicodeProse(title)), width).map(paint.strong) : [];
  const lines = table.toString().split("\n");
  if (lines.every((line) => widthOf(line) + INDENT.length <= width)) return [...caption, ...indented(lines)];
  const row = (i: number): Lines =>
    packed(
      head.map((name, j) => `${name}: ${cells[j][i].trim()}`),
      width - INDENT.length,
    );
  return [...caption, ...rows.flatMap((_, i) => [...(i === 0 ? [] : [""]), ...indented(row(i))])];
}

const titleWidth = (lines: readonly { readonly title: string }[]): number =>
  Math.max(...lines.map(({ title }) => widthOf(title)));

/** The rows as a table where that fits, as labelled lines where it does not or where they are opened up. */
function rowLines(block: Working, tools: Tools): Lines {
  if (block.rows.length === 0) return [];
  if (block.rows.some(({ fine }) => fine.length > 0)) return labelledRows(block, tools);
  const table = tableOf(block, tools);
  return table.every((line) => widthOf(line) <= tools.width) ? table : labelledRows(block, tools);
}

/** Rows are what stands on the student's paper, columns are the units; a rule above the result. */
function tableOf({ columns, rows, symbol }: Working, { digits, text, paint, ascii: plain }: Tools): Lines {
  const labels = rows.map((row) => text(labelOf(row, symbol.unicode)));
  const numbers = columns.map((_, j) =>
    alignPoints(rows.map((row) => cell(row.numbers[j], digits))).map(text),
  );
  const table = new Table({
    head: ["", ...columns.map(text)],
    colAligns: ["left", ...columns.map(() => "right" as const)],
    style: { head: [], border: [] },
    ...(plain ? { chars: ASCII_FRAME } : {}),
  });
  const last = rows.length - 1;
  if (last > 0) table.push([labels, ...numbers].map((column) => column.slice(0, last).join("\n")));
  table.push([labels, ...numbers].map((column) => paint.good(column[last])));
  return table.toString().split("\n");
}
