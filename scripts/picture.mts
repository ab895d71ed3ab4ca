import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { widthOf } from "../src/text/width.ts";

// Draws the pictures in docs: gru-step.svg, what the program prints, and those of the models; in light and in dark.

const COLUMNS = 80;
const LINES = 42;
const CELL = { width: 8.4, height: 16.5 };
const MARGIN = 18;

const root = join(import.meta.dirname, "..");
const printed = execFileSync(process.execPath, [join(root, "bin/rnn-tutor.js"), "gru", "--step"], {
  env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: "", COLUMNS: String(COLUMNS) },
  encoding: "utf8",
});

const classes: Readonly<Record<string, string>> = { 1: "strong", 2: "faint", 32: "good", 36: "accent" };

interface Run {
  readonly text: string;
  readonly column: number;
  readonly name: string;
}

/** A line taken apart where its colour changes. */
function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let column = 0;
  let name = "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
  for (const piece of line.split(/(\u001b\[\d+m)/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    const code = /^\u001b\[(\d+)m$/.exec(piece)?.[1];
    if (code !== undefined) name = classes[code] ?? "";
    else if (piece !== "") {
      runs.push({ text: piece, column, name });
      column += widthOf(piece);
    }
  }
  return runs;
}

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Words apart from each other, each as long as its columns, so that any font keeps the table straight. */
function textOf({ text, column, name }: Run, line: number): string {
  const words = [...text.matchAll(/\S+/g)];
  return words
    .map((word) => {
      const x = MARGIN + (column + widthOf(text.slice(0, word.index))) * CELL.width;
      const y = MARGIN + (line + 0.75) * CELL.height;
      const length = widthOf(word[0]) * CELL.width;
      const style = name ? ` class="${name}"` : "";
      return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" textLength="${length.toFixed(1)}"${style}>${escaped(word[0])}</text>`;
    })
    .join("");
}

const lines = printed.split("\n").slice(0, LINES);
const size = { width: COLUMNS * CELL.width + 2 * MARGIN, height: lines.length * CELL.height + 2 * MARGIN };
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="rnn-tutor gru --step">
<style>
  rect { fill: #ffffff; stroke: #d0d7de; }
  text { font: 14px "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #1f2328; white-space: pre; }
  .strong { font-weight: bold; } .faint { fill: #656d76; } .good { fill: #1a7f37; } .accent { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #30363d; } text { fill: #e6edf3; }
    .faint { fill: #8b949e; } .good { fill: #3fb950; } .accent { fill: #58a6ff; }
  }
</style>
<rect x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" rx="8"/>
${lines
  .map((line, i) =>
    runsOf(line)
      .map((run) => textOf(run, i))
      .join(""),
  )
  .filter(Boolean)
  .join("\n")}
</svg>
`;
writeFileSync(join(root, "docs/gru-step.svg"), svg);

// and those of the models, docs/diagram-*.svg

for (const model of ["rnn", "lstm", "gru"]) {
  const drawn = execFileSync(process.execPath, [
    join(root, "bin/rnn-tutor.js"),
    "diagram",
    model,
    "--format",
    "svg",
  ]);
  writeFileSync(join(root, `docs/diagram-${model}.svg`), drawn);
}
