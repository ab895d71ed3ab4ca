import { ascii } from "../text/ascii.ts";
import { bySpan, type Formula, spans } from "../text/formula.ts";
import { fixed, short } from "../text/number.ts";
import { visible } from "../text/visible.ts";
import { givenText } from "./checked.ts";
import { pointTable } from "./point-table.ts";
import {
  type BlockRules,
  type Entry,
  type Grid,
  matrixRows,
  type Named,
  type Numbers,
  type PlainTable,
  type Report,
  type Row,
  renderBlocks,
  type Working,
} from "./report.ts";

const HEAD = String.raw`\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,booktabs}
\usepackage[margin=2.5cm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt}
\setcounter{MaxMatrixCols}{64}
\emergencystretch=3em
\begin{document}
`;

/** The report as a LaTeX document that compiles as it is, with amsmath and booktabs alone. */
export const latexDocument = (report: Report): string => `${HEAD}${page(report)}\n\\end{document}\n`;

const page = ({ digits, blocks }: Pick<Report, "digits" | "blocks">): string =>
  renderBlocks(rulesFor(digits), blocks).filter(Boolean).join("\n\n");

const special: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "<": "$<$",
  ">": "$>$",
  "|": "$|$",
  "^": "\\textasciicircum{}",
  "−": "$-$",
  "·": "$\\cdot$",
  "⊙": "$\\odot$",
  "×": "$\\times$",
  "√": "$\\sqrt{}$",
  σ: "$\\sigma$",
  ε: "$\\epsilon$",
  "∞": "$\\infty$",
  "…": "\\dots{}",
  "␣": "\\textvisiblespace{}",
  "“": "``",
  "”": "''",
  "‘": "`",
  "’": "'",
  "–": "--",
  "—": "---",
};

/** Letters that pdflatex's standard encoding lacks. */
const LACKING = /[«»ÐÞðþĐđĄąĘęĮįŲųŊŋĦħĸĿŀŉŦŧſ]/;

/** Words in LaTeX; what the fonts of pdflatex lack becomes a question mark. */
const words = (text: string): string =>
  [
    ...visible(text)
      .replace(/(\w)\u0303/g, "$1~")
      .normalize("NFC"),
  ]
    .map(
      (c) =>
        special[c] ??
        (/[#$%&_{}]/.test(c) ? `\\${c}` : /[\n\x20-\x7e\u00a1-\u017f]/.test(c) && !LACKING.test(c) ? c : "?"),
    )
    .join("");

const math = ({ latex }: Formula): string => `$${latex}$`;
const prose = (text: string): string =>
  spans(text.trim())
    .map((span) => bySpan(span, words, math, (text) => `\\texttt{${words(text)}}`))
    .join("");

const MOST_MATRIX = 400;

function rulesFor(digits: number): BlockRules<string> {
  const list = (items: readonly string[]): string =>
    items.length === 0
      ? ""
      : `\\begin{itemize}\n${items.map((item) => `  \\item ${item}`).join("\n")}\n\\end{itemize}`;
  const named = (n: Named, given: boolean): string =>
    `$${n.names.map(({ latex }) => latex).join(" = ")} = ${numbers(n.value, digits, given)}$`;
  return {
    heading: ({ id, title }) => `\\section*{${[id, title].filter(Boolean).map(words).join("\\quad ")}}`,
    prose: ({ text }) => prose(text),
    fact: ({ label, text }) => `\\textbf{${words(label)}:} ${prose(text)}`,
    items: ({ title, items }) => `\\textbf{${words(title)}}\n${list(items.map(prose))}`,
    given: ({ quantities }) => `\\textbf{Given}\n${list(quantities.map((q) => named(q, true)))}`,
    section: ({ title }) => `\\subsection*{${prose(title)}}`,
    working: (block) => working(block, digits),
    results: ({ results }) => list(results.map((r) => named(r, false))),
    note: ({ label, text, evidence }) =>
      `\\begin{quote}\n\\textbf{${words(label)}.} ${prose(text)}\n${list(
        evidence.map((e) => `${prose(e.label)}: ${e.results.map((r) => named(r, false)).join(", ")}`),
      )}\n\\end{quote}`,
    entries: ({ title, entries }) =>
      `${title ? `\\textbf{${words(title)}}\n` : ""}${list(entries.map(([name, what]) => `\\texttt{${words(name)}} ${prose(what)}`))}`,
    equations: ({ lines }) =>
      `\\begin{align*}\n${lines
        .map(
          ({ title, symbol, equation }) =>
            `  ${symbol.latex} &= ${equation.latex} && \\text{${words(title)}}`,
        )
        .join(" \\\\\n")}\n\\end{align*}`,
    heatmap: ({ title, columns, rows, values }) =>
      table({ title, columns: ["", ...columns], rows: rows.map((name, i) => [name, ...values[i]]) }, digits),
    plot: (block) => table(pointTable(block), digits),
    picture: ({ ascii: lines }) => `\\begin{verbatim}\n${lines.join("\n")}\n\\end{verbatim}`,
    table: (block) => table(block, digits),
    checked: ({ answers }) =>
      list(
        answers.map(({ symbol, given, verdict, details }) => {
          const typed = given.length > 0 ? ` = \\texttt{${words(givenText(given))}}` : "";
          return `${math(symbol)}${typed}: \\textbf{${prose(verdict)}} ${details.map(prose).join(" ")}`;
        }),
      ),
    code: ({ text }) => `\\begin{verbatim}\n${ascii(visible(text)).trimEnd()}\n\\end{verbatim}`,
    part: page,
    commands: ({ commands }) =>
      list(commands.map(([what, command]) => `${words(what)}: \\texttt{${words(command)}}`)),
  };
}

const number = (text: string): string =>
  text
    .replace(/−/g, "-")
    .replace(/e\+?(-?\d+)$/, " \\cdot 10^{$1}")
    .replace("∞", "\\infty");

function numbers(value: Numbers, digits: number, given: boolean): string {
  const show = (x: Entry): string => (x === null ? "\\dots" : number((given ? short : fixed)(x, digits)));
  if (typeof value === "number") return show(value);
  const rows = matrixRows(value);
  const body = (rows ?? [value as readonly Entry[]]).map((row) => row.map(show).join(" & ")).join(" \\\\ ");
  return `\\begin{bmatrix} ${body} \\end{bmatrix}${rows ? "" : "^{\\top}"}`;
}

function table({ title, columns, rows }: PlainTable, digits: number): string {
  const cell = (value: string | number): string =>
    typeof value === "number" ? `$${number(fixed(value, digits))}$` : prose(value);
  const aligns = columns
    .map((_, j) => (rows.every((row) => typeof row[j] === "number") ? "r" : "l"))
    .join("");
  const body = rows.map((row) => `${row.map(cell).join(" & ")} \\\\`).join("\n");
  const caption = title ? `\\textbf{${prose(title)}}\n\n` : "";
  return `${caption}\\begin{tabular}{${aligns}}\n\\toprule\n${columns.map(prose).join(" & ")} \\\\\n\\midrule\n${body}\n\\bottomrule\n\\end{tabular}`;
}

function working(block: Working, digits: number): string {
  const { symbol, equation, numbersIn, columns, rows } = block;
  const substituted =
    numbersIn.latex === "" || numbersIn.latex.length > MOST_MATRIX * 4
      ? ""
      : ` \\\\\n  &= ${numbersIn.latex}`;
  const lines = rows.map(
    (row) => `${row.kind === "result" ? "\\midrule\n" : ""}${tableRow(row, block, digits)} \\\\`,
  );
  const fine = [
    ...rows.flatMap((row) =>
      row.fine.map((entry) => `${label(row, block)}, ${words(entry.column)}: ${words(entry.text)}`),
    ),
    ...(block.grids ?? []).flatMap((grid) =>
      grid.fine.map((entry) => `${math(grid.label)}, ${words(entry.column)}: ${words(entry.text)}`),
    ),
  ];
  return [
    `\\textbf{${block.number}. ${words(block.title)}}`,
    `\\begin{align*}\n  ${symbol.latex} &= ${equation.latex}${substituted}\n\\end{align*}`,
    ...(block.grids
      ? [
          `{\\raggedright\n${block.grids.map((grid) => gridTable(grid, block, digits)).join("\\quad\n")}\\par}`,
        ]
      : rows.length > 0
        ? [
            `\\begin{tabular}{l${"r".repeat(columns.length)}}\n\\toprule\n & ${columns.map(words).join(" & ")} \\\\\n\\midrule\n${lines.join("\n")}\n\\bottomrule\n\\end{tabular}`,
          ]
        : []),
    ...(fine.length > 0
      ? [`\\begin{itemize}\n${fine.map((item) => `  \\item ${item}`).join("\n")}\n\\end{itemize}`]
      : []),
  ].join("\n");
}

/** A matrix as a table, its name in the corner; several stand beside each other. */
function gridTable(grid: Grid, { symbol }: Working, digits: number): string {
  const name = math(grid.kind === "result" ? symbol : grid.label);
  const show = (x: Entry): string => (x === null ? "\\dots" : `$${number(fixed(x, digits))}$`);
  const body = grid.rows.map((row, i) => `${words(row)} & ${grid.numbers[i].map(show).join(" & ")} \\\\`);
  return `\\begin{tabular}{l${"r".repeat(grid.columns.length)}}\n\\toprule\n${name} & ${grid.columns.map(words).join(" & ")} \\\\\n\\midrule\n${body.join("\n")}\n\\bottomrule\n\\end{tabular}`;
}

const label = (row: Row, { symbol }: Working): string =>
  row.kind === "result" ? `$${symbol.latex} = ${row.label.latex}$` : math(row.label);

const tableRow = (row: Row, block: Working, digits: number): string =>
  [
    label(row, block),
    ...row.numbers.map((x) => (x === null ? "\\dots" : `$${number(fixed(x, digits))}$`)),
  ].join(" & ");
