import { bySpan, type Formula, spans } from "../text/formula.ts";
import { fixed, short } from "../text/number.ts";
import { visible } from "../text/visible.ts";
import { givenText, MARKS } from "./checked.ts";
import { pointTable } from "./point-table.ts";
import {
  type BlockRules,
  type CheckedAnswer,
  type Entry,
  type Grid,
  type Heatmap,
  matrixRows,
  type Named,
  type Numbers,
  type PlainTable,
  type Report,
  type Row,
  renderBlocks,
  type Working,
} from "./report.ts";

/** The report as GitHub-flavoured Markdown, mathematics between dollar signs. */
export function markdown(report: Report): string {
  return `${page(report)}\n`;
}

const page = ({ digits, blocks }: Pick<Report, "digits" | "blocks">): string =>
  renderBlocks(rulesFor(digits), blocks).filter(Boolean).join("\n\n");

const escaped = (words: string): string => visible(words).replace(/[\\`*_{}[\]<>|#$]/g, "\\$&");
const math = ({ latex }: Formula): string => `$${latex}$`;
const prose = (text: string): string =>
  spans(text.trim())
    .map((span) => bySpan(span, escaped, math, code))
    .join("");
const code = (text: string): string => `\`${visible(text).replace(/`/g, "'")}\``;

function rulesFor(digits: number): BlockRules<string> {
  const results = (named: readonly Named[], given: boolean): string =>
    named.map((n) => `- ${n.names.map(math).join(" = ")} = ${numbers(n.value, digits, given)}`).join("\n");
  return {
    heading: ({ id, title, aside }) =>
      `# ${[id, title].filter(Boolean).map(escaped).join("  ")}${aside ? `\n\n${escaped(aside)}` : ""}`,
    prose: ({ text }) => prose(text),
    fact: ({ label, text }) => `**${escaped(label)}:** ${prose(text)}`,
    items: ({ title, items }) =>
      `**${escaped(title)}**\n\n${items.map((item) => `- ${prose(item)}`).join("\n")}`,
    given: ({ quantities }) => `**Given**\n\n${results(quantities, true)}`,
    section: ({ title }) => `## ${prose(title)}`,
    working: (block) => working(block, digits),
    results: ({ results: named }) => results(named, false),
    note: ({ label, text, evidence }) =>
      [
        `> **${escaped(label)}.** ${prose(text)}`,
        ...evidence.map((e) => `>\n> - ${prose(e.label)}: ${evidenceOf(e.results, digits)}`),
      ].join("\n"),
    entries: ({ title, entries }) =>
      [
        ...(title ? [`**${escaped(title)}**`, ""] : []),
        ...entries.map(([name, what]) => `- ${code(name)}: ${prose(what)}`),
      ].join("\n"),
    equations: ({ lines }) =>
      lines
        .map(({ title, symbol, equation }) => `- ${escaped(title)}: $${symbol.latex} = ${equation.latex}$`)
        .join("\n"),
    heatmap: (block) => table({ ...block, columns: ["", ...block.columns], rows: headed(block) }, digits),
    plot: (block) => table(pointTable(block), digits),
    picture: ({ unicode }) => fenced("", unicode.join("\n")),
    table: (block) => table(block, digits),
    checked: ({ answers }) => answers.map(checked).join("\n"),
    code: ({ language, text }) => fenced(language, text),
    part: page,
    commands: ({ commands }) =>
      commands.map(([what, command]) => `- ${escaped(what)}: ${code(command)}`).join("\n"),
  };
}

const checked = ({ mark, symbol, given, verdict, details }: CheckedAnswer): string =>
  [
    `- ${MARKS[mark]} ${math(symbol)}${given.length > 0 ? ` = ${code(givenText(given))}` : ""}: **${prose(verdict)}**`,
    ...details.map((text) => `  ${prose(text)}`),
  ].join("  \n");

const headed = ({ rows, values }: Heatmap): (string | number)[][] =>
  rows.map((name, i) => [name, ...values[i]]);

const fenced = (language: string, text: string): string =>
  `~~~~${language}\n${visible(text).replace(/^~~~~/gm, " ~~~~").trimEnd()}\n~~~~`;

function table({ title, columns, rows }: PlainTable, digits: number): string {
  const cell = (value: string | number): string =>
    typeof value === "number" ? fixed(value, digits) : prose(value);
  const aligns = columns.map((_, j) => (rows.every((row) => typeof row[j] === "number") ? "--:" : ":--"));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    ...(title ? [`**${prose(title)}**\n`] : []),
    line(columns.map(prose)),
    `|${aligns.join("|")}|`,
    ...rows.map((row) => line(row.map(cell))),
  ].join("\n");
}

const evidenceOf = (results: readonly Named[], digits: number): string =>
  results.map((n) => `${n.names.map(math).join(" = ")} = ${numbers(n.value, digits, false)}`).join(", ");

function numbers(value: Numbers, digits: number, given: boolean): string {
  const show = (x: Entry): string => (x === null ? "…" : (given ? short : fixed)(x, digits));
  if (typeof value === "number") return show(value);
  const rows = matrixRows(value);
  if (!rows) return `[${(value as readonly Entry[]).map(show).join(", ")}]`;
  return `[${rows.map((row) => `[${row.map(show).join(", ")}]`).join(", ")}]`;
}

function working(block: Working, digits: number): string {
  const head = `| | ${block.columns.map(escaped).join(" | ")} |`;
  const rule = `|:--|${block.columns.map(() => "--:|").join("")}`;
  const fine = block.rows.flatMap((row) =>
    row.fine.map((entry) => `- ${label(row, block)}, ${entry.column}: ${escaped(entry.text)}`),
  );
  return [
    `### ${block.number}. ${escaped(block.title)}`,
    math({
      unicode: "",
      latex: [block.symbol.latex, block.equation.latex, block.numbersIn.latex].filter(Boolean).join(" = "),
    }),
    ...(block.grids ?? []).map((grid) => gridTable(grid, block, digits)),
    ...(block.rows.length > 0
      ? [[head, rule, ...block.rows.map((row) => tableRow(row, block, digits))].join("\n")]
      : []),
    ...(fine.length > 0 ? [fine.join("\n")] : []),
  ].join("\n\n");
}

/** A matrix as a table, its name in the corner. */
function gridTable(grid: Grid, { symbol }: Working, digits: number): string {
  const name = grid.kind === "result" ? math(symbol) : math(grid.label);
  const show = (x: Entry): string => (x === null ? "…" : fixed(x, digits));
  return [
    `| ${name} | ${grid.columns.map(escaped).join(" | ")} |`,
    `|:--|${grid.columns.map(() => "--:|").join("")}`,
    ...grid.rows.map((row, i) => `| ${escaped(row)} | ${grid.numbers[i].map(show).join(" | ")} |`),
    ...(grid.fine.length > 0
      ? ["", ...grid.fine.map(({ column, text }) => `- ${escaped(column)}: ${escaped(text)}`)]
      : []),
  ].join("\n");
}

const label = (row: Row, { symbol }: Working): string =>
  row.kind === "result"
    ? math({ unicode: "", latex: `${symbol.latex} = ${row.label.latex}` })
    : math(row.label);

function tableRow(row: Row, block: Working, digits: number): string {
  const cells = row.numbers.map((x) => (x === null ? "…" : fixed(x, digits)));
  const strong = row.kind === "result" ? cells.map((text) => `**${text}**`) : cells;
  return `| ${label(row, block)} | ${strong.join(" | ")} |`;
}
