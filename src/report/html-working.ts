import { fixed } from "../text/number.ts";
import type { Entry, Grid, Row, Working } from "./report.ts";

/** What the parts of the renderer share. */
export interface Html {
  readonly digits: number;
  /** Words made harmless. */
  readonly words: (text: string) => string;
  /** Prose with its mathematics as MathML. */
  readonly prose: (text: string) => string;
  readonly math: (latex: string, display?: boolean) => string;
}

const MOST_NUMBERS_IN = 1600;

/** A written line: its equation, the numbers put in, and the rows of its working. */
export function workingHtml(block: Working, html: Html): string {
  const { math, words } = html;
  const { number, title, symbol, equation, numbersIn } = block;
  const shown =
    numbersIn.latex === "" || numbersIn.latex.length > MOST_NUMBERS_IN ? "" : ` \\\\ &= ${numbersIn.latex}`;
  const lines = `\\begin{aligned} ${symbol.latex} &= ${equation.latex}${shown} \\end{aligned}`;
  return [
    `<section class="working"><h4>${number}. ${words(title)}</h4>`,
    `<div class="wide">${math(lines, true)}</div>`,
    block.grids ? block.grids.map((grid) => gridTable(grid, block, html)).join("\n") : "",
    block.rows.length > 0 ? table(block, html) : "",
    fine(block, html),
    "</section>",
  ]
    .filter(Boolean)
    .join("\n");
}

/** A matrix as a table, its name in the corner. */
function gridTable(grid: Grid, { symbol }: Working, html: Html): string {
  const name = html.math(grid.kind === "result" ? symbol.latex : grid.label.latex);
  const head = grid.columns.map((column) => `<th scope="col">${html.words(column)}</th>`).join("");
  const rows = grid.rows.map(
    (row, i) =>
      `<tr><th scope="row">${html.words(row)}</th>${grid.numbers[i].map((x) => cell(x, html)).join("")}</tr>`,
  );
  const opened = grid.fine.map(({ column, text }) => `<li>${html.words(column)}: ${html.words(text)}</li>`);
  const list = opened.length > 0 ? `<ul class="fine">${opened.join("\n")}</ul>` : "";
  return `<div class="wide grid ${grid.kind}"><table><thead><tr><td>${name}</td>${head}</tr></thead>\n<tbody>${rows.join("\n")}</tbody></table>${list}</div>`;
}

const cell = (x: Entry, { digits }: Html): string =>
  `<td class="n">${x === null ? "…" : fixed(x, digits)}</td>`;

function table(block: Working, html: Html): string {
  const head = block.columns.map((name) => `<th scope="col">${html.words(name)}</th>`).join("");
  const body = block.rows.map((row) => tableRow(row, block, html)).join("\n");
  return `<div class="wide"><table><thead><tr><td></td>${head}</tr></thead>\n<tbody>${body}</tbody></table></div>`;
}

function tableRow(row: Row, block: Working, html: Html): string {
  const cells = row.numbers.map((x) => cell(x, html));
  return `<tr class="${row.kind}"><th scope="row">${label(row, block, html)}</th>${cells.join("")}</tr>`;
}

const label = (row: Row, { symbol }: Working, { math }: Html): string =>
  math(row.kind === "result" ? `${symbol.latex} = ${row.label.latex}` : row.label.latex);

function fine(block: Working, html: Html): string {
  const items = block.rows.flatMap((row) =>
    row.fine.map(
      (entry) =>
        `<li>${label(row, block, html)}, ${html.words(entry.column)}: ${html.words(entry.text)}</li>`,
    ),
  );
  return items.length > 0 ? `<ul class="fine">${items.join("\n")}</ul>` : "";
}
