import { type Place, UserError } from "../text/user-error.ts";
import { csvRows } from "./csv-rows.ts";
import { withoutDtype } from "./plain-numbers.ts";
import type { Raw } from "./typed.ts";

/** A result's name as it is spelled, and what stands for it. */
export interface Pair {
  readonly spelled: string;
  readonly raw: Raw;
  readonly place?: Place;
}

/** `z_t = 0.5, 0.5 h_t=0.1, 0.2`: whatever stands from one `=` to the name before the next. */
export function pairsIn(text: string): Pair[] {
  const parts = withoutDtype(text).split(/([^\s=,;]+)\s*=/);
  return parts.flatMap((spelled, i) =>
    i % 2 === 1 ? [{ spelled, raw: parts[i + 1].replace(/[\s,;]+$/, "").trim() }] : [],
  );
}

/** The answers in the text of a file: YAML, JSON, CSV, `key = value` lines, or Markdown with one of these fenced. */
export async function pairsInText(text: string, file: string): Promise<Pair[]> {
  const pairs = await (/\.(md|markdown)$/i.test(file) || /^(```|~~~)/m.test(text)
    ? fenced(text, file)
    : plain(text, file));
  if (pairs.length === 0)
    throw new UserError(`${file} holds no answers; rnn-tutor answers <exercise> writes a form to fill in`);
  return pairs;
}

const FENCE = /^ {0,3}(```+|~~~+) *([\w-]*)[^\n]*\n([\s\S]*?)^ {0,3}\1/gm;

/** The first block that is called `answers`, or else the first of a kind that can hold them. */
async function fenced(text: string, file: string): Promise<Pair[]> {
  const blocks = [...text.matchAll(FENCE)];
  const block =
    blocks.find(([, , name]) => /^answers?$/i.test(name)) ??
    blocks.find(([, , name]) => /^(ya?ml|json|csv|te?xt)?$/i.test(name));
  if (!block)
    throw new UserError(`${file} has no answers; put them between lines of \`\`\`answers and \`\`\``);
  const [all, , name, inner] = block;
  // as many lines above it as in the file, so that what is said of a line is said of the right one
  const above = text.slice(0, block.index + all.indexOf(inner, all.indexOf("\n"))).replace(/[^\n]+/g, "");
  return plain(above + inner, name === "csv" ? "fence.csv" : file);
}

async function plain(text: string, file: string): Promise<Pair[]> {
  if (/\.(csv|tsv)$/i.test(file)) return csvPairs(text, file);
  if (/\.(ya?ml|json)$/i.test(file)) return mapped(text, file);
  const lines = text.split("\n").filter((line) => /\S/.test(line) && !/^\s*#/.test(line));
  if (lines.length > 0 && lines.every((line) => /^\s*[^\s=:{]+\s*=/.test(line)))
    return lines.flatMap(pairsIn);
  const isCsv = lines.length > 0 && lines.every((line) => /^[^:{[]+[,;\t]/.test(line));
  return isCsv ? csvPairs(text, file) : mapped(text, file);
}

/** YAML, and JSON with it; the numbers stay texts. */
async function mapped(text: string, file: string): Promise<Pair[]> {
  const { locate } = await import("../course/read-file.ts");
  const located = locate(text, file, "texts");
  const whole = located.data;
  const above = isMapping(whole) && isMapping(whole.answers) ? ["answers"] : [];
  const entries = isMapping(whole) && isMapping(whole.answers) ? whole.answers : whole;
  if (entries === null || entries === undefined) return [];
  if (!isMapping(entries)) throw new UserError("must be a mapping of results to numbers", located.place([]));
  return Object.entries(entries).map(([spelled, value]) => {
    const place = located.place([...above, spelled]);
    return { spelled, raw: asTexts(value, place), place };
  });
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function asTexts(value: unknown, place: Place): Raw {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  const isText = (one: unknown): boolean => typeof one === "string" || one === null;
  const isRow = (one: unknown): boolean => Array.isArray(one) && one.every(isText);
  if (!Array.isArray(value) || !value.every((one) => isText(one) || isRow(one)))
    throw new UserError("an answer is a number, a list of numbers, or rows of them", place);
  return value.map((one) => (Array.isArray(one) ? one.map((x) => x ?? "") : (one ?? ""))) as Raw;
}

/** `z_t,0.5,0.5`, a line a vector, or a line a row of a matrix; or the columns that `--format csv` writes. */
function csvPairs(text: string, file: string): Pair[] {
  const [head, ...rows] = csvRows(text);
  const names = head?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const isTable = names.includes("key") && names.includes("value");
  const found = new Map<string, { texts: string[][]; line: number }>();
  for (const { cells, line } of isTable ? rows : [head, ...rows].filter(Boolean)) {
    const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
    const spelled = isTable ? cell("key") : cells[0];
    const one = found.get(spelled) ?? { texts: [], line };
    found.set(spelled, one);
    if (!isTable) one.texts.push(cells.slice(1));
    // an entry of a matrix stands in its row; those of a vector stand in one
    else if (Number(cell("column")) > 1) one.texts[one.texts.length - 1]?.push(cell("value"));
    else one.texts.push([cell("value")]);
  }
  return [...found].map(([spelled, { texts, line }]) => ({
    spelled,
    raw: texts.length > 1 ? texts : texts[0].length === 1 ? texts[0][0] : texts[0],
    place: { file, line, column: 1 },
  }));
}
