import temml from "temml";
import { bySpan, type Formula, spans } from "../text/formula.ts";
import { fixed, short } from "../text/number.ts";
import { visible } from "../text/visible.ts";
import { givenText, MARKS } from "./checked.ts";
import { heatmapSvg } from "./heatmap-svg.ts";
import { style } from "./html-style.ts";
import { type Html, workingHtml } from "./html-working.ts";
import { plotSvg } from "./plot-svg.ts";
import {
  type Block,
  type BlockRules,
  type Entry,
  matrixRows,
  type Named,
  type Numbers,
  type Report,
  renderBlocks,
} from "./report.ts";

/** The report as one HTML page that needs nothing else: MathML and SVG, no script, light and dark. */
export function html(report: Report): string {
  const titles = headings(report.blocks);
  const title = titles.length === 1 ? titles[0].text : "The tutorial sheet, worked";
  const contents = titles.length > 1 ? nav(title, titles) : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="rnn-tutor">
<title>${words(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${contents}${page(report)}
</main>
</body>
</html>
`;
}

const special: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const words = (text: string): string => visible(text).replace(/[&<>"]/g, (c) => special[c]);

const math = (latex: string, display = false): string =>
  temml.renderToString(latex, { displayMode: display, throwOnError: false, trust: false });

const prose = (text: string): string =>
  spans(text.trim())
    .map((span) =>
      bySpan(
        span,
        words,
        ({ latex }) => math(latex),
        (text) => `<code>${words(text)}</code>`,
      ),
    )
    .join("");

interface Heading {
  readonly id: string;
  readonly text: string;
}

const headings = (blocks: readonly Block[]): Heading[] =>
  blocks.flatMap((block) => {
    if (block.kind === "part") return headings(block.blocks);
    if (block.kind !== "heading") return [];
    return [{ id: block.id, text: [block.id, block.title].filter(Boolean).join("  ") }];
  });

const nav = (title: string, titles: readonly Heading[]): string =>
  `<h1>${words(title)}</h1>\n<nav aria-label="Contents"><ul>\n${titles
    .map(({ id, text }) => `<li><a href="#${anchor(id)}">${words(text)}</a></li>`)
    .join("\n")}\n</ul></nav>\n`;

const anchor = (id: string): string => `q-${id.replace(/[^\w.-]/g, "-")}`;

const page = ({ digits, blocks }: Pick<Report, "digits" | "blocks">): string =>
  renderBlocks(rulesFor({ digits, words, prose, math }), blocks).filter(Boolean).join("\n");

function rulesFor(tools: Html): BlockRules<string> {
  const { digits } = tools;
  const list = (items: readonly string[], kind = "ul"): string =>
    items.length === 0 ? "" : `<${kind}>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</${kind}>`;
  const named = (n: Named, given: boolean): string =>
    math(`${n.names.map(({ latex }: Formula) => latex).join(" = ")} = ${numbers(n.value, digits, given)}`);
  const row = (all: readonly Named[], given: boolean): string =>
    `<p class="quantities">${all.map((n) => `<span>${named(n, given)}</span>`).join(" ")}</p>`;
  const figure = (body: string, caption: string): string =>
    `<figure>${body}<figcaption>${prose(caption)}</figcaption></figure>`;
  return {
    heading: ({ id, title, aside }) =>
      `<h2 id="${anchor(id)}"><span class="number">${words(id)}</span> ${words(title)}${aside ? ` <small>${words(aside)}</small>` : ""}</h2>`,
    prose: ({ text }) => `<p>${prose(text)}</p>`,
    fact: ({ label, text }) => `<p><strong>${words(label)}</strong> ${prose(text)}</p>`,
    items: ({ title, items }) =>
      `<section class="items"><h4>${words(title)}</h4>\n${list(items.map(prose))}</section>`,
    given: ({ quantities }) => `<h4>Given</h4>\n${row(quantities, true)}`,
    section: ({ title }) => `<h3>${prose(title)}</h3>`,
    working: (block) => workingHtml(block, tools),
    results: ({ results }) => (results.length > 0 ? row(results, false) : ""),
    note: ({ label, text, evidence }) =>
      `<aside><p><strong>${words(label)}</strong> ${prose(text)}</p>\n${list(
        evidence.map((e) => `${prose(e.label)}: ${e.results.map((r) => named(r, false)).join(", ")}`),
      )}</aside>`,
    entries: ({ title, entries }) =>
      `${title ? `<h4>${words(title)}</h4>\n` : ""}<dl>${entries
        .map(([name, what]) => `<dt><code>${words(name)}</code></dt><dd>${prose(what)}</dd>`)
        .join("\n")}</dl>`,
    equations: ({ lines }) =>
      `<table class="equations">${lines
        .map(
          ({ title, symbol, equation }) =>
            `<tr><th scope="row">${words(title)}</th><td>${math(`${symbol.latex} = ${equation.latex}`)}</td></tr>`,
        )
        .join("\n")}</table>`,
    heatmap: (block) => figure(heatmapSvg(block, "auto"), block.title),
    plot: (block) => figure(plotSvg(block, "auto"), block.title),
    picture: ({ svg, title }) => figure(svg, title),
    table: ({ title, columns, rows }) => table(columns, rows, title, tools),
    checked: ({ answers }) =>
      list(
        answers.map(({ mark, symbol, given, verdict, details }) => {
          const typed = given.length > 0 ? ` = <code>${words(givenText(given))}</code>` : "";
          return `${MARKS[mark]} ${math(symbol.latex)}${typed}: <strong>${prose(verdict)}</strong>${details.map((text) => `<br>${prose(text)}`).join("")}`;
        }),
      ),
    code: ({ text }) => `<pre><code>${words(text.trimEnd())}</code></pre>`,
    part: page,
    commands: ({ commands }) =>
      `<p class="commands">${commands
        .map(([what, command]) => `${what ? `${words(what)}: ` : ""}<code>${words(command)}</code>`)
        .join("<br>")}</p>`,
  };
}

function table(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  title: string | undefined,
  { digits }: Html,
): string {
  const cell = (x: string | number): string =>
    typeof x === "number" ? `<td class="n">${fixed(x, digits)}</td>` : `<td>${prose(x)}</td>`;
  const caption = title ? `<caption>${prose(title)}</caption>` : "";
  const head = columns.map((name) => `<th scope="col">${prose(name)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n");
  return `<div class="wide"><table>${caption}<thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table></div>`;
}

function numbers(value: Numbers, digits: number, given: boolean): string {
  const show = (x: Entry): string => (x === null ? "\\dots" : texNumber((given ? short : fixed)(x, digits)));
  if (typeof value === "number") return show(value);
  const rows = matrixRows(value);
  if (!rows) return `[${(value as readonly Entry[]).map(show).join(",\\ ")}]`;
  return `\\begin{bmatrix} ${rows.map((row) => row.map(show).join(" & ")).join(" \\\\ ")} \\end{bmatrix}`;
}

/** `1.5e−7` → `1.5 \cdot 10^{-7}` */
const texNumber = (text: string): string =>
  text
    .replace(/−/g, "-")
    .replace(/e\+?(-?\d+)$/, " \\cdot 10^{$1}")
    .replace("∞", "\\infty");
