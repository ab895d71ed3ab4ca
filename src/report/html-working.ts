import { fixed } from "../text/number.ts";
import type { Row, Working } from "./report.ts";

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
  const shown = numbersIn.latex.length > MOST_NUMBERS_IN ? "" : ` \\\\ &= ${numbersIn.latex}`;
  const lines = `\\begin{aligned} ${symbol.latex} &= ${equation.latex}${shown} \\end{aligned}`;
  return [
    `<section class="working"><h4>${number}. ${words(title)}</h4>`,
    `<div class="wide">${math(lines, true)}</div>`,
    block.rows.length > 0 ? table(block, html) : "",
    fine(block, html),
    "</section>",
  ]
    .filter(Boolean)
    .join("\n");
}

function table(block: Working, html: Html): string {
  const head = block.columns.map((name) => `<th scope="col">${html.words(name)}</th>`).join("");
  const body = block.rows.map((row) => tableRow(row, block, html)).join("\n");
  return `<div class="wide"><table><thead><tr><td></td>${head}</tr></thead>\n<tbody>${body}</tbody></table></div>`;
}

function tableRow(row: Row, block: Working, html: Html): string {
  const cells = row.numbers.map((x) => `<td class="n">${x === null ? "…" : fixed(x, html.digits)}</td>`);
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
