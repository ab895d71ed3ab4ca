import { type Place, UserError } from "../text/user-error.ts";
import { csvPairs } from "./csv-answers.ts";
import type { Pair } from "./pair.ts";
import { withoutDtype } from "./plain-numbers.ts";
import type { Raw } from "./typed.ts";

export type { Pair } from "./pair.ts";

/** `z_t = 0.5, 0.5 h_t=0.1, 0.2`: whatever stands from one `=` to the name before the next. */
export function pairsIn(text: string): Pair[] {
  const parts = withoutDtype(text).split(/([^\s=,;]+)\s*=/);
  return parts.flatMap((spelled, i) =>
    i % 2 === 1 ? [{ spelled, raw: parts[i + 1].replace(/[\s,;]+$/, "").trim() }] : [],
  );
}

/** The answers in the text of a file: YAML, JSON, CSV, `key = value` lines, or Markdown with one of these fenced. */
export async function pairsInText(written: string, file: string): Promise<Pair[]> {
  const text = written.replace(/\r\n?/g, "\n");
  const pairs = await (/\.(md|markdown)$/i.test(file) || /^(```|~~~)/m.test(text)
    ? fenced(text, file)
    : plain(text, file));
  if (pairs.length === 0)
    throw new UserError(`${file} holds no answers; rnn-tutor answers <exercise> writes a form to fill in`);
  return pairs;
}

/** One that is not closed goes on to the end. */
const FENCE = /^ {0,3}(```+|~~~+) *([\w-]*)[^\n]*\n([\s\S]*?)(?:^ {0,3}\1|(?![\s\S]))/gm;

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
  if (
    lines.length > 0 &&
    lines.some((line) => ASSIGNED.test(line)) &&
    lines.every((line) => NAMED.test(line))
  )
    return lines.flatMap((line) => pairsIn(line.replace(NAMED, "$1=")));
  if (lines.length > 0 && lines.every((line) => SPACED.test(line)))
    return lines.flatMap((line) => pairsIn(line.replace(SPACED, "$1=$2")));
  const isCsv = lines.length > 0 && lines.every((line) => /^[^:{[]+[,;\t]/.test(line));
  return isCsv ? csvPairs(text, file) : mapped(text, file);
}

/** `z_t = 0.5, 0.2`, beside which `z_t: 0.5, 0.2` may stand. */
const ASSIGNED = /^\s*[^\s=:{]+\s*=/;
const NAMED = /^\s*([^\s=:{]+)\s*[=:]/;
/** `z_t 0.5 0.2` */
const SPACED = /^\s*([^\s\d.,;:=[({+−–-][^\s,;:=]*)[ \t]+([-+−–\d.([][^:={}]*)$/;

/** YAML, and JSON with it; the numbers stay texts. */
async function mapped(text: string, file: string): Promise<Pair[]> {
  const { locate } = await import("../course/read-file.ts");
  const located = locate(text, file, "texts");
  const whole = located.data;
  // `values` is what --json prints, ours and that of programs that keep to it
  const above = isMapping(whole)
    ? ["answers", "values"].filter((key) => isMapping(whole[key])).slice(0, 1)
    : [];
  const entries = isMapping(whole) && above[0] ? whole[above[0]] : whole;
  if (entries === null || entries === undefined) return [];
  if (!isMapping(entries))
    throw new UserError("must be answers by their names: z_t: [0.5, 0.2], a line each", located.place([]));
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
