import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mistake } from "../src/checking/mistake.ts";
import { catalogue } from "../src/checking/mistakes/index.ts";
import { models } from "../src/models/index.ts";
import { spans } from "../src/text/formula.ts";

// Writes docs/mistakes.md from the catalogue; with --check it only says whether the file is up to date.

/** Mistakes that people make and that are no rewrite of a working, with the reason. */
const leftOut: readonly (readonly [what: string, why: string])[] = [
  [
    "rounding on the way, a digit cut off instead of rounded",
    "no other rule, but other digits: `check` judges them by the rounding that a result allows",
  ],
  [
    "backward outputs of a bidirectional network that are not turned round",
    "no model of the course is bidirectional",
  ],
  ["the perplexity of a wrong average", "no exercise asks for a perplexity"],
  [
    "additive attention with the decoder's new state",
    "one step is asked, in which the new state is not yet known",
  ],
  ["the maximum subtracted outside of the exponentials", "no line of a working subtracts the maximum"],
];

const page = `# The mistakes that are known

${catalogue.length} mistakes, each of them a rewrite of the working: the same lines under another rule. \`rnn-tutor check\` names one when
its numbers are those that a student has. Several are made in all gates or steps, or in one alone. A *convention* is
right elsewhere, in another paper or library.

This page is written by \`npx tsx scripts/mistakes.mts\`.

${table(["mistake", "kind", "models", "what the student is told", "seen in"], catalogue.map(row))}

## Left out

${table(
  ["what", "why"],
  leftOut.map(([what, why]) => [what, why]),
)}
`;

const path = join(import.meta.dirname, "../docs/mistakes.md");
if (process.argv.includes("--check")) {
  const isCurrent = readFileSync(path, "utf8") === page;
  if (!isCurrent)
    console.error("docs/mistakes.md is not what the catalogue says; run npx tsx scripts/mistakes.mts");
  process.exit(isCurrent ? 0 : 1);
}
writeFileSync(path, page);

function row({ id, kind, models: names, feedback, source }: Mistake): string[] {
  const all = Object.keys(models).length;
  return [
    `\`${id}\``,
    kind,
    names.length === all ? "all" : names.join(", "),
    plain(feedback),
    source ? link(source) : "",
  ];
}

/** Mathematics as Unicode, so that it can be read in any viewer. */
function plain(prose: string): string {
  return spans(prose)
    .map((span) => ("math" in span ? span.math.unicode : "code" in span ? `\`${span.code}\`` : span.words))
    .join("");
}

function link(source: string): string {
  const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(source) ?? [];
  return repository ? `[${source}](https://github.com/${repository}/issues/${number})` : source;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => "---"), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
